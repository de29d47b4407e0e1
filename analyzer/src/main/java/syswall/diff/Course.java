package syswall.diff;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The course of two matched processes: which event of the first run stands where in the second, by
 * what both did. A child that ended before something did is taken to have been waited for. What is
 * absent may have been left out anywhere between two things that both did: a failure there is taken
 * to have come before it.
 */
final class Course {
  private final CanonicalProcess before;
  private final CanonicalProcess after;
  private final List<ProcessPair> children;

  // the events of the second run in which something failed that had not
  private final NavigableSet<Long> failures = new TreeSet<>();

  // most processes differ in nothing and never need it
  private @Nullable NavigableMap<Long, Long> common;

  Course(CanonicalProcess before, CanonicalProcess after, List<ProcessPair> children) {
    this.before = before;
    this.after = after;
    this.children = children;
  }

  /** Something that succeeded in the first run failed in the second. */
  void failed(long eventAfter) {
    failures.add(eventAfter);
  }

  /** The place in the second run, in half events, of something that only the first did. */
  long place(long eventBefore) {
    if (common == null) {
      common = common();
    }
    long from = common.floorEntry(eventBefore).getValue();
    Map.Entry<Long, Long> next = common.higherEntry(eventBefore);
    long to = next == null ? Long.MAX_VALUE : next.getValue();
    Long failure = failures.ceiling(from);
    return (failure != null && failure < to ? failure : from) * 2 + 1;
  }

  private NavigableMap<Long, Long> common() {
    NavigableMap<Long, Long> events = new TreeMap<>();
    events.put(-1L, after.profile().startedEvent());
    before
        .uses()
        .forEach(
            (resource, use) -> {
              Use other = after.uses().get(resource);
              if (other != null) {
                events.merge(use.firstEvent(), other.firstEvent(), Math::min);
              }
            });
    for (ProcessPair child : children) {
      if (child.before() != null && child.after() != null) {
        long was = child.before().profile().exitedEvent();
        long is = child.after().profile().exitedEvent();
        if (was >= 0 && is >= 0) {
          events.merge(was, is, Math::min);
        }
      }
    }
    return events;
  }
}
