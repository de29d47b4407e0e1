package syswall.diff;

import java.util.ArrayList;
import java.util.List;
import syswall.decode.ArgvText;
import syswall.decode.SelectionText;
import syswall.diff.SessionDiff.Run;

/**
 * All differences of two runs, before they are ranked.
 *
 * @param before the first run
 * @param after the second run
 * @param pairs the processes of both, creators before what they created
 * @param differences in no particular order
 */
record Comparison(Side before, Side after, List<ProcessPair> pairs, List<Difference> differences) {

  /**
   * One of the two runs.
   *
   * @param names gives its names the form that the other run's have, too
   * @param processes in the order in which they began
   */
  record Side(SessionProfile session, Normalizer names, List<CanonicalProcess> processes) {
    Run run() {
      List<String> argv =
          session.started() == null
              ? List.of()
              : session.started().argv().stream().map(a -> names.text(a, null)).toList();
      return new Run(
          ArgvText.ofPlain(argv),
          processes.isEmpty() ? "never started" : EndingDiff.ending(processes.get(0)),
          processes.size(),
          session.events(),
          session.started() == null ? "" : SelectionText.words(session.started().selection()),
          session.integrity(),
          session.damage());
    }
  }

  static Comparison of(SessionProfile before, SessionProfile after, List<NameMap> maps) {
    Matching matching = Matching.of(before, after, maps);
    Normalizer namesBefore = matching.namesBefore();
    Normalizer namesAfter = matching.namesAfter();
    Side was = new Side(before, namesBefore, matching.before());
    Side is = new Side(after, namesAfter, matching.after());
    List<ProcessPair> pairs = matching.pairs();
    List<Difference> differences = new ArrayList<>();
    if (!pairs.isEmpty()) {
      differences.addAll(InputDiff.of(pairs.get(0), before, after, namesBefore, namesAfter));
    }
    Inputs inputsBefore = new Inputs(before, namesBefore);
    Inputs inputsAfter = new Inputs(after, namesAfter);
    differences.addAll(FileDiff.of(inputsBefore, inputsAfter, pairs));
    differences.addAll(DirectoryDiff.of(inputsBefore, inputsAfter, pairs));
    differences.addAll(ProcessDiff.of(pairs));
    return new Comparison(was, is, pairs, differences);
  }
}
