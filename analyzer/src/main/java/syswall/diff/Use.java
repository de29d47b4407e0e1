package syswall.diff;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How one thing was done by one process: with which outcomes, how many bytes, first when. */
final class Use {
  private final int number;

  // there are as many of these as there are different things in a session: no map until it fails
  private long firstSuccess = -1;
  private @Nullable SortedMap<Integer, Long> firstFailures;
  private long firstEvent = Long.MAX_VALUE;
  private long bytes;
  private int openEffects;

  /**
   * Nothing yet.
   *
   * @param number its place among the uses of its process
   */
  Use(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** Of each outcome, 0 for success or an errno, the event that first had it. */
  SortedMap<Integer, Long> outcomes() {
    SortedMap<Integer, Long> outcomes = new TreeMap<>();
    if (firstSuccess >= 0) {
      outcomes.put(0, firstSuccess);
    }
    if (firstFailures != null) {
      outcomes.putAll(firstFailures);
    }
    return outcomes;
  }

  /** Whether another had the same outcomes. */
  boolean endedLike(Use other) {
    boolean failed = firstFailures != null || other.firstFailures != null;
    return failed
        ? outcomes().keySet().equals(other.outcomes().keySet())
        : succeeded() == other.succeeded();
  }

  /** Bytes moved; -1 if they say nothing. */
  long bytes() {
    return bytes;
  }

  /** How a file was opened, as {@link OpenEffects} has it; of all opens together. */
  int openEffects() {
    return openEffects;
  }

  /** A file was opened, with flags of open(2). */
  void opened(long flags) {
    openEffects |= OpenEffects.of(flags);
  }

  /** The first event of any outcome. */
  long firstEvent() {
    return firstEvent;
  }

  boolean succeeded() {
    return firstSuccess >= 0;
  }

  void add(int errno, long event, long moved) {
    firstEvent = Math.min(firstEvent, event);
    if (errno != 0) {
      if (firstFailures == null) {
        firstFailures = new TreeMap<>();
      }
      firstFailures.merge(errno, event, Math::min);
    } else if (firstSuccess < 0 || event < firstSuccess) {
      firstSuccess = event;
    }
    bytes += moved;
  }

  /** The bytes depend on more than what the program does. */
  void forgetBytes() {
    bytes = -1;
  }

  /** What was done under two names that turned out to mean the same. */
  static Use sum(Use one, Use other) {
    Use sum = new Use(one.number);
    for (Use use : new Use[] {one, other}) {
      for (Map.Entry<Integer, Long> outcome : use.outcomes().entrySet()) {
        sum.add(outcome.getKey(), outcome.getValue(), 0);
      }
    }
    sum.openEffects = one.openEffects | other.openEffects;
    sum.bytes = one.bytes < 0 || other.bytes < 0 ? -1 : one.bytes + other.bytes;
    return sum;
  }
}
