package syswall.diff;

import java.util.ArrayList;
import java.util.List;
import syswall.decode.ArgvText;
import syswall.diff.SessionDiff.Run;

/**
 * All differences of two runs, before they are ranked.
 *
 * @param before the first run
 * @param after the second run
 * @param differences in no particular order
 */
record Comparison(Run before, Run after, List<Difference> differences) {

  static Comparison of(SessionProfile before, SessionProfile after, List<NameMap> maps) {
    List<Normalizer> names = TemporaryNames.normalizers(before, after, maps);
    Normalizer namesBefore = names.get(0);
    Normalizer namesAfter = names.get(1);
    List<CanonicalProcess> processesBefore = CanonicalProcess.all(before, namesBefore);
    List<CanonicalProcess> processesAfter = CanonicalProcess.all(after, namesAfter);
    List<ProcessPair> pairs = ProcessMatcher.match(processesBefore, processesAfter);
    List<Difference> differences = new ArrayList<>();
    if (before.started() != null && after.started() != null && !pairs.isEmpty()) {
      differences.addAll(
          InputDiff.of(pairs.get(0), before.started(), after.started(), namesBefore, namesAfter));
    }
    differences.addAll(FileDiff.of(before, after, namesBefore, namesAfter, pairs));
    differences.addAll(ProcessDiff.of(pairs));
    return new Comparison(
        run(before, processesBefore, namesBefore),
        run(after, processesAfter, namesAfter),
        differences);
  }

  private static Run run(
      SessionProfile session, List<CanonicalProcess> processes, Normalizer names) {
    List<String> argv =
        session.started() == null
            ? List.of()
            : session.started().argv().stream().map(a -> names.text(a, null)).toList();
    return new Run(
        ArgvText.ofPlain(argv),
        processes.isEmpty() ? "never started" : EndingDiff.ending(processes.get(0)),
        processes.size(),
        session.events(),
        session.integrity(),
        session.damage());
  }
}
