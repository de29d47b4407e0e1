package syswall.diff;

import org.jspecify.annotations.Nullable;
import syswall.listing.Listing;
import syswall.listing.SideBySide;
import syswall.report.Style;

/**
 * What the diverging process had in both runs.
 *
 * @param divergence where the runs go apart
 * @param before the process alone in the first run; null if it is not there
 * @param after likewise in the second run
 */
public record AtDivergence(
    Divergence divergence, @Nullable Listing before, @Nullable Listing after) {

  /**
   * Both side by side as text: printable, lines ending in newlines.
   *
   * @param width columns that there are
   */
  public String render(int width, Style style) {
    String heading = style.heading("STATE") + "  of that process in both runs\n";
    return "\n" + heading + SideBySide.render(before, after, divergence::isAlike, width, style);
  }
}
