package syswall.diff;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import syswall.diff.Comparison.Side;
import syswall.diff.Difference.Kind;
import syswall.event.ByteString;

/**
 * Where two runs go apart: in both the process of the first cause, and the event that shows it or,
 * where that is absent, the last thing before it that both did.
 */
public final class Divergence {
  /**
   * A process at a moment at which it lives.
   *
   * @param event what the moment is right behind
   */
  public record Spot(int pid, long event) {}

  private static final Pattern PORT = Pattern.compile("(?<=:)\\d{5}\\b");

  private final Comparison comparison;
  private final Difference cause;

  Divergence(Comparison comparison, Difference cause) {
    this.comparison = comparison;
    this.cause = cause;
  }

  /** In the first run; null if the process is not there. */
  public @Nullable Spot before() {
    CanonicalProcess process = cause.process().before();
    return process == null
        ? null
        : spot(process, comparison.before(), cause.eventBefore(), this::placeBefore);
  }

  /** In the second run; null if the process is not there. */
  public @Nullable Spot after() {
    CanonicalProcess process = cause.process().after();
    return process == null
        ? null
        : spot(process, comparison.after(), cause.eventAfter(), cause::place);
  }

  private interface Place {
    long halfEvents();
  }

  private Spot spot(CanonicalProcess process, Side side, long event, Place place) {
    ProcessProfile profile = process.profile();
    long shown = event >= 0 ? event : (place.halfEvents() - 1) / 2;
    long last = profile.exitedEvent() < 0 ? side.session().events() : profile.exitedEvent();
    long lives = cause.kind() == Kind.INPUT ? 0 : Math.min(shown, last - 1);
    return new Spot(profile.state().pid(), Math.max(lives, profile.startedEvent()));
  }

  /** Where the first run would have what only the second has. */
  private long placeBefore() {
    ProcessPair pair = cause.process();
    if (pair.before() == null || pair.after() == null) {
      return Long.MAX_VALUE;
    }
    List<ProcessPair> children =
        comparison.pairs().stream()
            .filter(child -> child.parent() == pair)
            .map(
                child ->
                    new ProcessPair(null, /* before= */ child.after(), /* after= */ child.before()))
            .toList();
    return new Course(/* before= */ pair.after(), /* after= */ pair.before(), children)
        .place(cause.eventAfter());
  }

  /** Whether a text of the first run says the same as one of the second. */
  public boolean isAlike(String before, String after) {
    return text(comparison.before(), cause.process().before(), before)
        .equals(text(comparison.after(), cause.process().after(), after));
  }

  private static String text(Side side, @Nullable CanonicalProcess process, String text) {
    String names =
        side.names().text(ByteString.of(text), process == null ? null : process.profile());
    return PORT.matcher(names)
        .replaceAll(
            port ->
                side.session().chosenPorts().contains(Integer.parseInt(port.group()))
                    ? "*"
                    : port.group());
  }
}
