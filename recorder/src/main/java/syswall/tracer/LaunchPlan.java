package syswall.tracer;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import syswall.event.ByteString;
import syswall.event.CallSelection;

/**
 * How the first process starts.
 *
 * @param path the file to execute
 * @param argv its arguments, the program's name first
 * @param environment {@code NAME=value} entries in their order
 * @param descriptors the descriptors that it inherits; all others are closed
 * @param blockedSignals its signal mask, bit {@code n - 1} for signal {@code n}
 * @param ignoredSignals the signals that it starts with ignored, likewise
 * @param selection the calls of it, and of all that it starts, that are seen
 */
public record LaunchPlan(
    ByteString path,
    List<ByteString> argv,
    List<ByteString> environment,
    SortedSet<Integer> descriptors,
    long blockedSignals,
    long ignoredSignals,
    CallSelection selection) {
  public LaunchPlan {
    argv = List.copyOf(argv);
    environment = List.copyOf(environment);
    descriptors = new TreeSet<>(descriptors);
  }
}
