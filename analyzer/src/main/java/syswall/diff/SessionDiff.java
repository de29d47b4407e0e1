package syswall.diff;

import java.util.List;
import syswall.journal.Integrity;

/**
 * How two runs differ: pure data, the same for the same journals, rendered by {@link TextDiff} and
 * {@link JsonDiff}.
 *
 * @param before the first run
 * @param after the second run
 * @param findings the differences, the likeliest cause first; empty if both did the same
 * @param unstable what varies among the runs of a baseline, first what the second run shows of it
 */
public record SessionDiff(Run before, Run after, List<Finding> findings, List<Unstable> unstable) {
  public SessionDiff {
    findings = List.copyOf(findings);
    unstable = List.copyOf(unstable);
  }

  /**
   * One of the two runs.
   *
   * @param command what was run, on one line
   * @param ending how its first process ended
   * @param processes number of its processes
   * @param events number of its events
   * @param integrity how its journal ends
   * @param damage where that is damaged; empty unless it is
   */
  public record Run(
      String command,
      String ending,
      int processes,
      long events,
      Integrity integrity,
      String damage) {}

  /**
   * Compares a run with one or more that are known to be good.
   *
   * @param before at least one; what varies among several is unstable
   * @param after the run that is compared
   * @param maps names of the former that stand for others in the latter
   */
  public static SessionDiff of(
      List<SessionProfile> before, SessionProfile after, List<NameMap> maps) {
    return Baseline.compare(before, after, maps);
  }

  /** Whether both runs did the same, but for what is unstable. */
  public boolean same() {
    return findings.isEmpty();
  }
}
