package syswall.diff;

import java.util.LinkedHashMap;
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
  private @Nullable SortedMap<Integer, String> deciders;
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

  /** Of each {@link Outcome} the event that first had it. */
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
        ? outcomeTexts().keySet().equals(other.outcomeTexts().keySet())
        : succeeded() == other.succeeded();
  }

  /** An outcome in words, with who decided it. */
  String text(int outcome) {
    return Outcome.text(outcome, deciders == null ? null : deciders.get(outcome));
  }

  /** Of each outcome in words the event that first had it. */
  Map<String, Long> outcomeTexts() {
    Map<String, Long> texts = new LinkedHashMap<>();
    outcomes().forEach((outcome, event) -> texts.put(text(outcome), event));
    return texts;
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

  /** Who decided an outcome. */
  void decided(int outcome, String by) {
    if (deciders == null) {
      deciders = new TreeMap<>();
    }
    // whichever came first is a matter of order
    deciders.merge(outcome, by, (one, other) -> one.compareTo(other) <= 0 ? one : other);
  }

  void add(int outcome, long event, long moved) {
    firstEvent = Math.min(firstEvent, event);
    if (outcome != Outcome.SUCCESS) {
      if (firstFailures == null) {
        firstFailures = new TreeMap<>();
      }
      firstFailures.merge(outcome, event, Math::min);
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
    for (Use use : new Use[] {one, other}) {
      if (use.deciders != null) {
        use.deciders.forEach(sum::decided);
      }
    }
    sum.openEffects = one.openEffects | other.openEffects;
    sum.bytes = one.bytes < 0 || other.bytes < 0 ? -1 : one.bytes + other.bytes;
    return sum;
  }
}
