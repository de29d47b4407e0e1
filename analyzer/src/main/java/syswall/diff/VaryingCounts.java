package syswall.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import syswall.diff.Difference.Kind;

/**
 * Compares how often two matched processes did something where that is up to timing: in all that a
 * process with threads did, or one that waited for several things at once. What {@link OrderDiff}
 * says of these is the program's own, and is not said again.
 */
final class VaryingCounts {
  /** How often something was done, by outcome, and by which event last. */
  private static final class Count {
    private static final Count NONE = new Count();

    private final SortedMap<Integer, Integer> times = new TreeMap<>();
    private long lastEvent = -1;

    void add(int outcome, long event) {
      times.merge(outcome, 1, Integer::sum);
      lastEvent = Math.max(lastEvent, event);
    }

    @Override
    public String toString() {
      return times.entrySet().stream()
          .map(count -> OrderDiff.times(count.getValue(), count.getKey()))
          .collect(Collectors.joining(", "));
    }
  }

  private VaryingCounts() {}

  /**
   * The differences.
   *
   * @param told what is said already of the order and number of what they did
   */
  static List<Difference> of(
      ProcessPair pair, CanonicalProcess before, CanonicalProcess after, List<Difference> told) {
    if (!isUpToTiming(before.profile()) && !isUpToTiming(after.profile())) {
      return List.of();
    }
    Map<Resource, Count> counts = counts(before);
    Map<Resource, Count> countsAfter = counts(after);
    Set<Resource> resources = new HashSet<>(counts.keySet());
    resources.addAll(countsAfter.keySet());
    List<Difference> differences = new ArrayList<>();
    for (Resource resource : resources) {
      Count was = counts.getOrDefault(resource, Count.NONE);
      Count is = countsAfter.getOrDefault(resource, Count.NONE);
      if (!was.times.equals(is.times) && told.stream().noneMatch(d -> d.isAbout(resource))) {
        differences.add(difference(pair, resource, was, is));
      }
    }
    return differences;
  }

  private static boolean isUpToTiming(ProcessProfile process) {
    return process.threads().size() != 1 || process.waits();
  }

  private static Map<Resource, Count> counts(CanonicalProcess process) {
    Map<Resource, Count> counts = new HashMap<>();
    for (Steps thread : process.profile().threads()) {
      BehaviourCursor steps = new BehaviourCursor(thread.cursor(), process.words());
      while (steps.next()) {
        Resource resource = process.words().resource(steps.use());
        if (resource != null && !steps.moves() && !isStart(resource)) {
          counts.computeIfAbsent(resource, r -> new Count()).add(steps.errno(), steps.event());
        }
      }
    }
    return counts;
  }

  /** Which process is started more often, or less, is said of that process. */
  private static boolean isStart(Resource resource) {
    return resource.operation().equals(Operations.START);
  }

  private static Difference difference(ProcessPair pair, Resource resource, Count was, Count is) {
    return new Difference(
        Kind.VARYING,
        pair,
        resource.operation(),
        resource.name(),
        was.toString(),
        is.toString(),
        was.lastEvent,
        is.lastEvent,
        is.lastEvent < 0 ? Long.MAX_VALUE : is.lastEvent * 2);
  }
}
