package syswall.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import syswall.diff.Difference.Kind;

/**
 * Compares how often two matched processes opened what both opened, where {@link OrderDiff} has
 * nothing to say: what the first thread opens before it first waits for one of several things is in
 * its program, unless another thread opens that, too, and it is a matter of who comes first.
 */
final class OpensDiff {
  private static final class Opens {
    private int times;
    private long lastEvent;
  }

  private OpensDiff() {}

  static List<Difference> of(ProcessPair pair, CanonicalProcess before, CanonicalProcess after) {
    Map<Resource, Opens> opens = opens(before);
    Map<Resource, Opens> opensAfter = opens(after);
    opens.keySet().retainAll(opensAfter.keySet());
    opens.entrySet().removeIf(was -> was.getValue().times == times(opensAfter.get(was.getKey())));
    if (opens.isEmpty()) {
      return List.of();
    }
    opens.keySet().removeAll(ofOtherThreads(before));
    opens.keySet().removeAll(ofOtherThreads(after));
    List<Difference> differences = new ArrayList<>();
    opens.forEach(
        (resource, was) -> {
          Opens is = opensAfter.get(resource);
          if (is != null) {
            differences.add(
                new Difference(
                    Kind.COUNT,
                    pair,
                    resource.operation(),
                    resource.name(),
                    OrderDiff.times(was.times, Outcome.SUCCESS),
                    OrderDiff.times(is.times, Outcome.SUCCESS),
                    was.lastEvent,
                    is.lastEvent,
                    is.lastEvent * 2));
          }
        });
    return differences;
  }

  private static int times(@Nullable Opens opens) {
    return opens == null ? 0 : opens.times;
  }

  private static Map<Resource, Opens> opens(CanonicalProcess process) {
    Map<Resource, Opens> opens = new HashMap<>();
    Steps.Cursor steps = process.profile().threads().get(0).untilItWaits();
    while (steps.next()) {
      Resource resource = process.words().resource(steps.use());
      if (resource != null && steps.errno() == Outcome.SUCCESS && isOpen(resource)) {
        Opens count = opens.computeIfAbsent(resource, r -> new Opens());
        count.times++;
        count.lastEvent = steps.event();
      }
    }
    return opens;
  }

  private static boolean isOpen(Resource resource) {
    return resource.operation().equals(Operations.OPEN)
        || resource.operation().equals(Operations.OPEN_TO_WRITE);
  }

  private static Set<Resource> ofOtherThreads(CanonicalProcess process) {
    Set<Resource> resources = new HashSet<>();
    List<Steps> threads = process.profile().threads();
    for (Steps thread : threads.subList(1, threads.size())) {
      Steps.Cursor steps = thread.cursor();
      while (steps.next()) {
        Resource resource = process.words().resource(steps.use());
        if (resource != null) {
          resources.add(resource);
        }
      }
    }
    return resources;
  }
}
