package syswall.listing;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import syswall.decode.ArgvText;
import syswall.decode.SecondsText;
import syswall.decode.SelectionText;
import syswall.listing.Listing.MomentRow;
import syswall.listing.Listing.ProcessRow;
import syswall.report.Amounts;
import syswall.report.Columns;
import syswall.report.Style;

/**
 * A listing to read: the moment, then the living processes as a tree, below each what it has. Names
 * are whole, however long.
 */
public final class TextListing {
  /** Columns that command lines and the calls of threads keep to. */
  static final int WIDTH = 100;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Listing listing;
  private final Style style;
  private final ProcessLines details;
  private final Map<Integer, List<ProcessRow>> children = new HashMap<>();
  private final StringBuilder out = new StringBuilder();

  private TextListing(Listing listing, boolean maps, Style style) {
    this.listing = listing;
    this.style = style;
    details = new ProcessLines(maps, listing.moment().timeNs(), style);
  }

  /**
   * The listing as text: printable, lines ending in newlines.
   *
   * @param maps whether mapped files are named instead of counted
   */
  public static String render(Listing listing, boolean maps, Style style) {
    TextListing text = new TextListing(listing, maps, style);
    text.out.append(style.heading(command(listing) + ": state at " + moment(listing.moment())));
    text.out.append('\n').append(listing.moment().text()).append('\n');
    text.out.append(warning(listing, style));
    text.tree();
    text.footer();
    return text.out.toString();
  }

  /** That a listing lacks something, and what; empty if it does not. */
  static String warning(Listing listing, Style style) {
    String selection = SelectionText.of(listing.session());
    String unknown =
        listing.knowsDescriptors() ? "" : ": what is open is not known, but for sockets";
    return selection.isEmpty() ? "" : style.bad("WARNING: " + selection + unknown) + "\n";
  }

  static String command(Listing listing) {
    return listing.session() == null
        ? ""
        : Columns.cut(ArgvText.of(listing.session().argv()), WIDTH / 3);
  }

  /** For example {@code 0.000345 s, 2026-11-24 13:22:09.000345 UTC, after event 12}. */
  static String moment(MomentRow moment) {
    StringBuilder text = new StringBuilder();
    SecondsText.append(moment.timeNs(), text);
    String date = TIME.format(Instant.ofEpochSecond(0, moment.epochNs()));
    return text + " s, " + date + ", after event " + moment.event();
  }

  private void tree() {
    List<ProcessRow> roots = new ArrayList<>();
    for (ProcessRow process : listing.processes()) {
      boolean hasParent =
          !process.parentEnded()
              && listing.processes().stream().anyMatch(p -> p.pid() == process.parentPid());
      (hasParent ? children.computeIfAbsent(process.parentPid(), p -> new ArrayList<>()) : roots)
          .add(process);
    }
    for (ProcessRow root : roots) {
      out.append('\n');
      draw(root, "", "");
    }
  }

  /** Draws one branch; a chain of forks as deep as the Java stack is no program's habit. */
  private void draw(ProcessRow process, String branch, String indent) {
    List<ProcessRow> below = children.getOrDefault(process.pid(), List.of());
    String orphaned = process.parentEnded() ? " (child of " + process.parentPid() + ")" : "";
    String origin = process.attached() ? orphaned + " (attached to)" : orphaned;
    String line = process.pid() + " " + ArgvText.of(process.argv());
    int room = WIDTH - branch.length() - origin.length();
    out.append(branch).append(style.heading(Columns.cut(line, room))).append(origin).append('\n');
    String margin = indent + (below.isEmpty() ? "     " : "│    ");
    for (String detail : details.of(process, WIDTH - margin.length())) {
      out.append(margin).append(detail).append('\n');
    }
    for (int i = 0; i < below.size(); i++) {
      boolean last = i == below.size() - 1;
      draw(below.get(i), indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "));
    }
  }

  private void footer() {
    boolean isMarked =
        listing.processes().stream()
            .flatMap(process -> process.descriptors().open().stream())
            .anyMatch(Listing.DescriptorRow::closeOnExec);
    String ended =
        listing.ended() == 0
            ? "no process ended before"
            : Amounts.count(listing.ended(), "process") + " ended before";
    if (listing.processes().isEmpty()) {
      ended = "no process lives, " + ended + "; --at-exit PID shows what one had";
    }
    String marks = isMarked ? "; * closed by execve" : "";
    out.append('\n').append(style.faint(ended + marks)).append('\n');
  }
}
