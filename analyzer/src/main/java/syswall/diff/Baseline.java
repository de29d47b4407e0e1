package syswall.diff;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Several runs that are known to be good. What varies among them is unstable, and so is what a
 * further run has in common with any of them: it tells nothing.
 */
final class Baseline {
  /** What a difference is about, whichever runs it is between. */
  private record Subject(List<String> process, String operation, String resource) {
    static Subject of(Difference difference) {
      return new Subject(
          difference.process().arguments(), difference.operation(), difference.resource());
    }
  }

  private Baseline() {}

  static SessionDiff compare(
      List<SessionProfile> baseline, SessionProfile after, List<NameMap> maps) {
    SessionProfile first = baseline.get(0);
    Comparison comparison = Comparison.of(first, after, maps);
    Set<Subject> inAll = subjects(comparison);
    Set<Subject> unstable = new HashSet<>();
    for (SessionProfile other : baseline.subList(1, baseline.size())) {
      unstable.addAll(subjects(Comparison.of(first, other, List.of())));
      inAll.retainAll(subjects(Comparison.of(other, after, maps)));
    }
    List<Difference> stableOnes = new ArrayList<>();
    List<Difference> unstableOnes = new ArrayList<>();
    for (Difference difference : comparison.differences()) {
      Subject subject = Subject.of(difference);
      boolean stable = inAll.contains(subject) && !unstable.contains(subject);
      (stable ? stableOnes : unstableOnes).add(difference);
    }
    return new SessionDiff(
        comparison.before(),
        comparison.after(),
        Ranking.rank(stableOnes),
        Ranking.inOrder(unstableOnes));
  }

  private static Set<Subject> subjects(Comparison comparison) {
    Set<Subject> subjects = new HashSet<>();
    comparison.differences().forEach(difference -> subjects.add(Subject.of(difference)));
    return subjects;
  }
}
