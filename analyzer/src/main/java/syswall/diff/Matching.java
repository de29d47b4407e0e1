package syswall.diff;

import java.util.List;

/**
 * Two sessions in the same words, and which of their processes are the same.
 *
 * @param namesBefore what the first calls things
 * @param namesAfter what the second calls things
 * @param before the processes of the first, in the order in which they began
 * @param after the processes of the second, likewise
 * @param pairs creators before what they created
 */
record Matching(
    Normalizer namesBefore,
    Normalizer namesAfter,
    List<CanonicalProcess> before,
    List<CanonicalProcess> after,
    List<ProcessPair> pairs) {

  static Matching of(SessionProfile before, SessionProfile after, List<NameMap> maps) {
    List<Normalizer> names = TemporaryNames.normalizers(before, after, maps);
    List<CanonicalProcess> processes = CanonicalProcess.all(before, names.get(0));
    List<CanonicalProcess> processesAfter = CanonicalProcess.all(after, names.get(1));
    return new Matching(
        names.get(0),
        names.get(1),
        processes,
        processesAfter,
        ProcessMatcher.match(processes, processesAfter));
  }
}
