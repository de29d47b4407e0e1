package syswall.diff;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import syswall.diff.align.Alignment;
import syswall.diff.align.Change;
import syswall.journal.JournalException;
import syswall.journal.JournalTailer;
import syswall.report.Style;

/**
 * What the threads of matched processes did, call by call, one run beside the other, as diff(1) -u
 * has lines: of calls that both runs made in this order, those next to a difference. What is left
 * out of the order of calls, see {@link OrderDiff}, has no lines. Its own text is not kept: the
 * sessions are read once more to write it.
 */
public final class FullDiff {
  /** A session to read from its start, as often as that is needed. */
  @FunctionalInterface
  public interface Session {
    /**
     * The session, before its first event; closed by the caller.
     *
     * @throws JournalException in one line, if it is no longer there
     */
    JournalTailer open() throws JournalException;
  }

  private final Matching matching;
  private final List<ProcessPair> pairs;

  private FullDiff(Matching matching, List<ProcessPair> pairs) {
    this.matching = matching;
    this.pairs = pairs;
  }

  /**
   * Of all processes.
   *
   * @param maps names of the first run that stand for others in the second
   */
  public static FullDiff of(SessionProfile before, SessionProfile after, List<NameMap> maps) {
    Matching matching = Matching.of(before, after, maps);
    return new FullDiff(matching, matching.pairs());
  }

  /** Of the process alone whose difference this is. */
  public FullDiff of(Difference difference) {
    ProcessPair shown = difference.process();
    return new FullDiff(
        matching,
        pairs.stream()
            .filter(
                pair ->
                    isSame(pair.before(), shown.before()) && isSame(pair.after(), shown.after()))
            .toList());
  }

  private static boolean isSame(@Nullable CanonicalProcess one, @Nullable CanonicalProcess other) {
    int index = one == null ? -1 : one.profile().index();
    return index == (other == null ? -1 : other.profile().index());
  }

  /** Of the process alone that has an id in the second run, or if none has, in the first. */
  public FullDiff of(int pid) {
    List<ProcessPair> chosen = pairs.stream().filter(pair -> pair.pidAfter() == pid).toList();
    if (chosen.isEmpty()) {
      chosen = pairs.stream().filter(pair -> pair.pidBefore() == pid).toList();
    }
    return new FullDiff(matching, chosen);
  }

  /** Whether there is no such process. */
  public boolean isEmpty() {
    return pairs.isEmpty();
  }

  /**
   * Writes it: printable lines, or none if no call differs.
   *
   * @param nameBefore what the first session is called, printable
   * @param nameAfter what the second session is called, printable
   * @param lines takes each line, without its end, and says whether it wants more
   * @throws JournalException in one line, if a journal is no longer there
   */
  public void write(
      Session before,
      Session after,
      String nameBefore,
      String nameAfter,
      Style style,
      Predicate<String> lines)
      throws JournalException {
    try (HunkWriter writer =
        new HunkWriter(matching, new CallLines(before), new CallLines(after), style, lines)) {
      writer.names(nameBefore, nameAfter);
      for (ProcessPair pair : pairs) {
        int threads = Math.max(threads(pair.before()).size(), threads(pair.after()).size());
        for (int thread = 0; thread < threads && writer.wantsMore(); thread++) {
          write(pair, thread, writer);
        }
      }
      writer.flush();
    }
  }

  private static void write(ProcessPair pair, int thread, HunkWriter writer)
      throws JournalException {
    Behaviour before = behaviour(pair.before(), thread);
    Behaviour after = behaviour(pair.after(), thread);
    List<Change> changes = Alignment.of(before.tokens(), after.tokens());
    for (Hunk hunk : Hunk.of(changes)) {
      writer.write(pair, thread, before, after, hunk);
    }
  }

  private static List<Steps> threads(@Nullable CanonicalProcess process) {
    return process == null ? List.of() : process.profile().threads();
  }

  private static Behaviour behaviour(@Nullable CanonicalProcess process, int thread) {
    return process == null || thread >= threads(process).size()
        ? Behaviour.NOTHING
        : Behaviour.of(threads(process).get(thread).cursor(), process.words());
  }
}
