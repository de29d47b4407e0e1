package syswall.diff;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import syswall.diff.Difference.Kind;
import syswall.event.Event.ProcessExited;
import syswall.syscall.Signals;

/** Compares how two matched processes ended and which signals they got. */
final class EndingDiff {
  /**
   * Whether these come, and how often, is timing's doing, or the runtime's own business: SIGSEGV,
   * SIGPIPE, SIGALRM, SIGCHLD, SIGCONT, SIGURG, SIGVTALRM, SIGPROF, SIGWINCH.
   */
  private static final Set<Integer> TIMING = Set.of(11, 13, 14, 17, 18, 23, 26, 27, 28);

  static final String END = "end";

  private EndingDiff() {}

  static Stream<Difference> of(ProcessPair pair, CanonicalProcess before, CanonicalProcess after) {
    String was = ending(before);
    String is = ending(after);
    Stream<Difference> signals = signals(pair, before, after);
    if (was.equals(is)) {
      return signals;
    }
    return Stream.concat(signals, Stream.of(difference(pair, END, was, is, before, after)));
  }

  private static Stream<Difference> signals(
      ProcessPair pair, CanonicalProcess before, CanonicalProcess after) {
    String was = signals(before);
    String is = signals(after);
    return was.equals(is)
        ? Stream.empty()
        : Stream.of(difference(pair, "get signals", was, is, before, after));
  }

  private static Difference difference(
      ProcessPair pair,
      String operation,
      String was,
      String is,
      CanonicalProcess before,
      CanonicalProcess after) {
    long event = after.profile().exitedEvent();
    return new Difference(
        Kind.ENDING,
        pair,
        operation,
        "",
        was,
        is,
        before.profile().exitedEvent(),
        event,
        event < 0 ? Long.MAX_VALUE : event * 2);
  }

  /** How a process ended: {@code exit 1}, {@code SIGKILL}, {@code not ended}. */
  static String ending(@Nullable CanonicalProcess process) {
    ProcessExited exit = process == null ? null : process.profile().state().exit();
    if (exit == null) {
      return "not ended";
    }
    return exit.signal() == 0 ? "exit " + exit.exitCode() : Signals.name(exit.signal());
  }

  /** Whether a process that ended so did not exit. */
  static boolean isSignal(String ending) {
    return ending.startsWith("SIG");
  }

  private static String signals(CanonicalProcess process) {
    Set<Integer> signals = new TreeSet<>(process.profile().state().signals().keySet());
    signals.removeAll(TIMING);
    List<String> names = signals.stream().map(Signals::name).toList();
    return names.isEmpty() ? "none" : names.stream().collect(Collectors.joining(", "));
  }
}
