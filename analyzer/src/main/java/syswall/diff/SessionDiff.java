package syswall.diff;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import syswall.journal.Integrity;

/**
 * How two runs differ: pure data, the same for the same journals, rendered by {@link TextDiff} and
 * {@link JsonDiff}.
 *
 * @param before the first run
 * @param after the second run
 * @param findings the differences, the likeliest cause first; empty if both did the same
 * @param unstable what varies among the runs of a baseline, or with timing, first what the second
 *     run shows of it
 * @param failsOn what to fail on, each with what the second run did of that kind and no run before
 *     it, in order; empty to fail on any finding
 * @param divergence where the runs go apart; null if there is no finding
 */
public record SessionDiff(
    Run before,
    Run after,
    List<Finding> findings,
    List<Unstable> unstable,
    Map<FailOn, List<Deed>> failsOn,
    @Nullable Divergence divergence) {
  public SessionDiff {
    findings = List.copyOf(findings);
    unstable = List.copyOf(unstable);
    failsOn = Collections.unmodifiableMap(new TreeMap<>(failsOn));
  }

  /**
   * One of the two runs.
   *
   * @param command what was run, on one line
   * @param ending how its first process ended
   * @param processes number of its processes
   * @param events number of its events
   * @param selection the only calls of it that are compared, printable; empty if all are
   * @param integrity how its journal ends
   * @param damage where that is damaged; empty unless it is
   */
  public record Run(
      String command,
      String ending,
      int processes,
      long events,
      String selection,
      Integrity integrity,
      String damage) {}

  /** Compares a run with one or more that are known to be good, to fail on any difference. */
  public static SessionDiff of(
      List<SessionProfile> before, SessionProfile after, List<NameMap> maps) {
    return of(before, after, maps, Set.of());
  }

  /**
   * Compares a run with one or more that are known to be good.
   *
   * @param before at least one; what varies among several is unstable
   * @param after the run that is compared
   * @param maps names of the former that stand for others in the latter
   * @param failOn the only kinds of news to fail on; none to fail on any difference
   */
  public static SessionDiff of(
      List<SessionProfile> before, SessionProfile after, List<NameMap> maps, Set<FailOn> failOn) {
    return Baseline.compare(before, after, maps, failOn);
  }

  /** Whether both runs did the same, but for what is unstable. */
  public boolean same() {
    return findings.isEmpty();
  }

  /** How many of what is unstable are numbers that vary with timing. */
  public long varying() {
    return unstable.stream().filter(each -> each.difference().isVarying()).count();
  }

  /** Whether the second run did what it was not to do: anything else, or something to fail on. */
  public boolean fails() {
    return failsOn.isEmpty()
        ? !same()
        : failsOn.values().stream().anyMatch(deeds -> !deeds.isEmpty());
  }
}
