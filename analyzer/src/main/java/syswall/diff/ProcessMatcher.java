package syswall.diff;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds which processes of two runs are the same, from the first ones down: children of the same
 * process that ran the same, in the order in which they began. Then, of those left, children that
 * ran the same files with other arguments; then those of which one could not run what it should.
 */
final class ProcessMatcher {
  private final Map<Integer, List<CanonicalProcess>> childrenBefore;
  private final Map<Integer, List<CanonicalProcess>> childrenAfter;
  private final List<ProcessPair> pairs = new ArrayList<>();
  private final Queue<ProcessPair> unvisited = new ArrayDeque<>();

  private ProcessMatcher(List<CanonicalProcess> before, List<CanonicalProcess> after) {
    childrenBefore = byParent(before);
    childrenAfter = byParent(after);
  }

  /** The pairs, creators before what they created. */
  static List<ProcessPair> match(List<CanonicalProcess> before, List<CanonicalProcess> after) {
    ProcessMatcher matcher = new ProcessMatcher(before, after);
    matcher.matchFirst();
    while (!matcher.unvisited.isEmpty()) {
      matcher.matchChildren(matcher.unvisited.remove());
    }
    return matcher.pairs;
  }

  private static Map<Integer, List<CanonicalProcess>> byParent(List<CanonicalProcess> processes) {
    Map<Integer, List<CanonicalProcess>> children = new HashMap<>();
    for (CanonicalProcess process : processes) {
      children.computeIfAbsent(process.profile().parent(), p -> new ArrayList<>()).add(process);
    }
    return children;
  }

  /**
   * The first processes are what is compared, whatever they are. There are several if several were
   * attached to.
   */
  private void matchFirst() {
    List<CanonicalProcess> before = children(childrenBefore, -1);
    List<CanonicalProcess> after = children(childrenAfter, -1);
    if (before.size() > 1 || after.size() > 1) {
      match(null, before, after, CanonicalProcess::commands);
      match(null, before, after, CanonicalProcess::executables);
    }
    match(null, before, after, process -> "first");
    leave(null, before, after);
  }

  private void matchChildren(ProcessPair parent) {
    if (parent.before() == null || parent.after() == null) {
      return;
    }
    List<CanonicalProcess> before = children(childrenBefore, parent.before().profile().index());
    List<CanonicalProcess> after = children(childrenAfter, parent.after().profile().index());
    match(parent, before, after, CanonicalProcess::commands);
    match(parent, before, after, CanonicalProcess::executables);
    matchWithout(parent, before, after);
    leave(parent, before, after);
  }

  private static List<CanonicalProcess> children(
      Map<Integer, List<CanonicalProcess>> children, int parent) {
    return new ArrayList<>(children.getOrDefault(parent, List.of()));
  }

  /** Pairs those of the same key, first with first; what is left stays in the lists. */
  private void match(
      @Nullable ProcessPair parent,
      List<CanonicalProcess> before,
      List<CanonicalProcess> after,
      Function<CanonicalProcess, Object> key) {
    Map<Object, Deque<CanonicalProcess>> candidates = new HashMap<>();
    for (CanonicalProcess process : after) {
      candidates.computeIfAbsent(key.apply(process), k -> new ArrayDeque<>()).add(process);
    }
    Set<CanonicalProcess> paired = Collections.newSetFromMap(new IdentityHashMap<>());
    for (CanonicalProcess process : before) {
      Deque<CanonicalProcess> same = candidates.get(key.apply(process));
      if (same != null && !same.isEmpty()) {
        CanonicalProcess other = same.remove();
        paired.add(process);
        paired.add(other);
        pair(parent, process, other);
      }
    }
    before.removeIf(paired::contains);
    after.removeIf(paired::contains);
  }

  /** One of the two could not run what it should, or had not yet. */
  private void matchWithout(
      ProcessPair parent, List<CanonicalProcess> before, List<CanonicalProcess> after) {
    while (!before.isEmpty() && !after.isEmpty()) {
      if (!before.get(0).commands().isEmpty() && !after.get(0).commands().isEmpty()) {
        return;
      }
      pair(parent, before.remove(0), after.remove(0));
    }
  }

  private void leave(
      @Nullable ProcessPair parent, List<CanonicalProcess> before, List<CanonicalProcess> after) {
    before.forEach(process -> pair(parent, process, null));
    after.forEach(process -> pair(parent, null, process));
  }

  private void pair(
      @Nullable ProcessPair parent,
      @Nullable CanonicalProcess before,
      @Nullable CanonicalProcess after) {
    ProcessPair pair = new ProcessPair(parent, before, after);
    pairs.add(pair);
    unvisited.add(pair);
  }
}
