package syswall.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import syswall.diff.align.Change;
import syswall.journal.JournalException;
import syswall.report.Style;

/**
 * Writes hunks. It collects lines of which only the events are known until reading the sessions
 * again for them is worth it, then writes them and forgets them.
 */
final class HunkWriter implements AutoCloseable {
  private static final int LINES = 10_000;

  /**
   * A line to come.
   *
   * @param text all of it, or what stands in front of a call
   * @param process whose call it is; null if there is none
   * @param after whether the call is of the second run
   * @param event the return of the call
   */
  private record Line(String text, @Nullable ProcessProfile process, boolean after, long event) {}

  private final Matching matching;
  private final CallLines before;
  private final CallLines after;
  private final Style style;
  private final Predicate<String> lines;
  private final List<Line> collected = new ArrayList<>();
  private List<String> names = List.of();
  private boolean wantsMore = true;

  HunkWriter(
      Matching matching, CallLines before, CallLines after, Style style, Predicate<String> lines) {
    this.matching = matching;
    this.before = before;
    this.after = after;
    this.style = style;
    this.lines = lines;
  }

  boolean wantsMore() {
    return wantsMore;
  }

  /** What stands in front of the first hunk. */
  void names(String nameBefore, String nameAfter) {
    names = List.of("--- " + nameBefore, "+++ " + nameAfter);
  }

  void write(ProcessPair pair, int thread, Behaviour was, Behaviour is, Hunk hunk)
      throws JournalException {
    names.forEach(this::heading);
    names = List.of();
    int step = hunk.fromBefore();
    int stepAfter = hunk.fromAfter();
    int end = hunk.toBefore(was.size());
    int endAfter = hunk.toAfter(is.size());
    String whose = DifferenceText.process(pair, false, TextDiff.WIDTH);
    heading(
        "@@ -"
            + events(was, step, end)
            + " +"
            + events(is, stepAfter, endAfter)
            + " @@ "
            + whose
            + (thread == 0 ? "" : ", thread " + (thread + 1)));
    for (Change change : hunk.changes()) {
      calls(" ", pair.before(), false, was, step, change.fromBefore());
      calls("-", pair.before(), false, was, change.fromBefore(), change.toBefore());
      calls("+", pair.after(), true, is, change.fromAfter(), change.toAfter());
      step = change.toBefore();
    }
    calls(" ", pair.before(), false, was, step, end);
  }

  private static String events(Behaviour behaviour, int from, int to) {
    return from == to ? "none" : behaviour.event(from) + ".." + behaviour.event(to - 1);
  }

  private void heading(String text) {
    collected.add(new Line(style.heading(text), null, false, -1));
  }

  private void calls(
      String mark,
      @Nullable CanonicalProcess process,
      boolean isAfter,
      Behaviour behaviour,
      int from,
      int to)
      throws JournalException {
    for (int i = from; i < to && wantsMore && process != null; i++) {
      collected.add(new Line(mark, process.profile(), isAfter, behaviour.event(i)));
      if (collected.size() >= LINES) {
        flush();
      }
    }
  }

  /** Writes what is collected. */
  void flush() throws JournalException {
    Map<Long, String> was = before.of(events(false));
    Map<Long, String> is = after.of(events(true));
    for (Line line : collected) {
      String text = line.text;
      if (line.process != null) {
        Normalizer words = line.after ? matching.namesAfter() : matching.namesBefore();
        String call = (line.after ? is : was).getOrDefault(line.event, "?");
        text += new LineNames(words, line.process).of(call);
      }
      wantsMore = wantsMore && lines.test(text);
    }
    collected.clear();
  }

  private SortedSet<Long> events(boolean isAfter) {
    SortedSet<Long> events = new TreeSet<>();
    for (Line line : collected) {
      if (line.process != null && line.after == isAfter) {
        events.add(line.event);
      }
    }
    return events;
  }

  @Override
  public void close() {
    before.close();
    after.close();
  }
}
