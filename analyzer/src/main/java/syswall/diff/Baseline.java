package syswall.diff;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several runs that are known to be good. What varies among them is unstable, whether a further run
 * shows it or not, and so is what that has in common with any of them: it tells nothing. So are
 * numbers that vary by themselves, however few runs there are.
 */
final class Baseline {
  /** What a difference is about, whichever runs it is between: a number that varies is its own. */
  private record Subject(
      List<String> process, String operation, String resource, boolean isVarying) {
    static Subject of(Difference difference, List<NameMap> maps) {
      return new Subject(
          difference.process().arguments().stream().map(a -> NameMap.apply(maps, a)).toList(),
          difference.operation(),
          NameMap.apply(maps, difference.resource()),
          difference.isVarying());
    }
  }

  private final List<SessionProfile> runs;
  private final List<NameMap> maps;
  private final Map<Subject, Difference> varying = new LinkedHashMap<>();
  private final Map<Subject, List<Integer>> where = new LinkedHashMap<>();

  private Baseline(List<SessionProfile> runs, List<NameMap> maps) {
    this.runs = runs;
    this.maps = maps;
  }

  static SessionDiff compare(
      List<SessionProfile> baseline, SessionProfile after, List<NameMap> maps, Set<FailOn> failOn) {
    return new Baseline(baseline, maps).compare(after, failOn);
  }

  private SessionDiff compare(SessionProfile after, Set<FailOn> failOn) {
    Comparison comparison = Comparison.of(runs.get(0), after, maps);
    Map<Subject, Difference> shown = bySubject(comparison, List.of());
    Map<FailOn, List<Deed>> news = new EnumMap<>(FailOn.class);
    failOn.forEach(kind -> news.put(kind, kind.in(comparison)));
    for (int i = 1; i < runs.size(); i++) {
      int number = i + 1;
      Comparison other = Comparison.of(runs.get(i), after, maps);
      news.replaceAll((kind, deeds) -> Deed.common(deeds, kind.in(other)));
      Map<Subject, Difference> among =
          bySubject(Comparison.of(runs.get(0), runs.get(i), List.of()), maps);
      among.forEach(varying::putIfAbsent);
      Set<Subject> deviates = new HashSet<>(shown.keySet());
      deviates.removeAll(bySubject(other, List.of()).keySet());
      deviates.addAll(among.keySet());
      deviates.forEach(s -> where.computeIfAbsent(s, k -> new ArrayList<>()).add(number));
    }
    news.replaceAll((kind, deeds) -> Deed.inOrder(deeds));
    List<Difference> stable = new ArrayList<>(comparison.differences());
    stable.removeIf(d -> d.isVarying() || where.containsKey(Subject.of(d, List.of())));
    List<Finding> findings = Ranking.rank(stable);
    return new SessionDiff(
        comparison.before().run(),
        comparison.after().run(),
        findings,
        unstable(shown),
        news,
        findings.isEmpty() ? null : new Divergence(comparison, findings.get(0).cause()));
  }

  /** One difference a subject, the first in the course of its run. */
  private static Map<Subject, Difference> bySubject(Comparison comparison, List<NameMap> maps) {
    Map<Subject, Difference> differences = new LinkedHashMap<>();
    for (Difference difference : Ranking.inOrder(comparison.differences())) {
      differences.putIfAbsent(Subject.of(difference, maps), difference);
    }
    return differences;
  }

  /** First what the run shows. */
  private List<Unstable> unstable(Map<Subject, Difference> shown) {
    List<Unstable> unstable = new ArrayList<>();
    shown.forEach(
        (subject, difference) -> {
          List<Integer> baselines = where.getOrDefault(subject, List.of());
          if (difference.isVarying() || !baselines.isEmpty()) {
            unstable.add(new Unstable(difference, baselines, true));
          }
        });
    varying.forEach(
        (subject, difference) -> {
          if (!shown.containsKey(subject)) {
            unstable.add(new Unstable(difference, where.getOrDefault(subject, List.of()), false));
          }
        });
    return unstable;
  }
}
