package syswall.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How one thing was done by one process: with which outcomes, how many bytes, first when. There are
 * as many of these as there are different things in a session, so each has no more than it needs.
 */
final class Use {
  /** An outcome other than success; a use has seldom more than one, in a list. */
  private static final class Failure {
    private final int outcome;
    private final @Nullable Failure next;
    private long firstEvent;
    private @Nullable String by;

    Failure(int outcome, long firstEvent, @Nullable Failure next) {
      this.outcome = outcome;
      this.firstEvent = firstEvent;
      this.next = next;
    }
  }

  private final int number;
  private long firstSuccess = -1;
  private @Nullable Failure failures;
  private long bytes;
  private short openEffects;
  private boolean bytesVary;
  private @Nullable String allowed;

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
      outcomes.put(Outcome.SUCCESS, firstSuccess);
    }
    for (Failure failure = failures; failure != null; failure = failure.next) {
      outcomes.put(failure.outcome, failure.firstEvent);
    }
    return outcomes;
  }

  /** Whether another had the same outcomes. */
  boolean endedLike(Use other) {
    boolean failed = failures != null || other.failures != null;
    return failed
        ? outcomeTexts().keySet().equals(other.outcomeTexts().keySet())
        : succeeded() == other.succeeded();
  }

  /** An outcome in words, with who decided it. */
  String text(int outcome) {
    Failure failure = failure(outcome);
    return Outcome.text(outcome, failure == null ? null : failure.by);
  }

  /** Of each outcome in words the event that first had it. */
  Map<String, Long> outcomeTexts() {
    Map<String, Long> texts = new LinkedHashMap<>();
    outcomes().forEach((outcome, event) -> texts.put(text(outcome), event));
    return texts;
  }

  /** All outcomes in words, and who allowed it if somebody was asked. */
  String text() {
    List<String> texts = new ArrayList<>(outcomeTexts().keySet());
    if (allowed != null) {
      texts.add(allowed);
    }
    return String.join(", ", texts);
  }

  /** Whether somebody was asked about it who allowed it, as was of another. */
  boolean allowedLike(Use other) {
    return Objects.equals(allowed, other.allowed);
  }

  /** Bytes moved. */
  long bytes() {
    return bytes;
  }

  /** Whether the bytes depend on more than what the program does. */
  boolean bytesVary() {
    return bytesVary;
  }

  /** How a file was opened, as {@link OpenEffects} has it; of all opens together. */
  int openEffects() {
    return openEffects;
  }

  /** A file was opened, with flags of open(2). */
  void opened(long flags) {
    openEffects = (short) (openEffects | OpenEffects.of(flags));
  }

  /** The first event of any outcome. */
  long firstEvent() {
    long first = firstSuccess < 0 ? Long.MAX_VALUE : firstSuccess;
    for (Failure failure = failures; failure != null; failure = failure.next) {
      first = Math.min(first, failure.firstEvent);
    }
    return first;
  }

  boolean succeeded() {
    return firstSuccess >= 0;
  }

  private @Nullable Failure failure(int outcome) {
    Failure failure = failures;
    while (failure != null && failure.outcome != outcome) {
      failure = failure.next;
    }
    return failure;
  }

  /** Who decided an outcome, which has been added. */
  void decided(int outcome, String by) {
    Failure failure = failure(outcome);
    // whichever came first is a matter of order
    if (failure != null && (failure.by == null || by.compareTo(failure.by) < 0)) {
      failure.by = by;
    }
  }

  /** Somebody was asked about it, and allowed it. */
  void allowed(String by) {
    // whichever came first is a matter of order
    if (allowed == null || by.compareTo(allowed) < 0) {
      allowed = by;
    }
  }

  void add(int outcome, long event, long moved) {
    if (outcome == Outcome.SUCCESS) {
      firstSuccess = firstSuccess < 0 ? event : Math.min(firstSuccess, event);
    } else {
      Failure failure = failure(outcome);
      if (failure == null) {
        failures = new Failure(outcome, event, failures);
      } else {
        failure.firstEvent = Math.min(failure.firstEvent, event);
      }
    }
    bytes += moved;
  }

  /** The bytes depend on more than what the program does. */
  void letBytesVary() {
    bytesVary = true;
  }

  /** What was done under two names that turned out to mean the same. */
  static Use sum(Use one, Use other) {
    Use sum = new Use(one.number);
    for (Use use : new Use[] {one, other}) {
      use.outcomes().forEach((outcome, event) -> sum.add(outcome, event, 0));
      for (Failure failure = use.failures; failure != null; failure = failure.next) {
        if (failure.by != null) {
          sum.decided(failure.outcome, failure.by);
        }
      }
      if (use.allowed != null) {
        sum.allowed(use.allowed);
      }
    }
    sum.openEffects = (short) (one.openEffects | other.openEffects);
    sum.bytes = one.bytes + other.bytes;
    sum.bytesVary = one.bytesVary || other.bytesVary;
    return sum;
  }
}
