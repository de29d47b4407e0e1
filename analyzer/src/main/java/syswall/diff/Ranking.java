package syswall.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import syswall.diff.Difference.Kind;

/**
 * Puts the cause first: a changed environment or user, if it is one of few; then the first thing
 * that went another way; then the other differences by what they mean. What came later in the same
 * process, in those that it started and in those that wait for it, is folded under it.
 */
final class Ranking {
  /** Two machines differ in more, of which most means nothing. */
  private static final int FEW_INPUTS = 3;

  private static final Comparator<Difference> COURSE =
      Comparator.comparing(Difference::isOutcome)
          .thenComparingLong(Difference::place)
          .thenComparingLong(Ranking::eventBefore)
          .thenComparing(Difference::kind)
          .thenComparing(Difference::operation)
          .thenComparing(Difference::resource);

  private Ranking() {}

  /** The order of likely causes among differences. */
  private static Comparator<Difference> order(List<Difference> differences) {
    long inputs = differences.stream().filter(Ranking::isSurroundings).count();
    return Comparator.comparing(Difference::isSilence)
        .thenComparing(d -> level(d, inputs <= FEW_INPUTS))
        .thenComparingLong(Difference::place)
        .thenComparingLong(Ranking::eventBefore)
        .thenComparing(Difference::kind)
        .thenComparing(Difference::operation)
        .thenComparing(Difference::resource);
  }

  /** Arguments and directory are what the user chose for each run, and knows. */
  private static boolean isSurroundings(Difference difference) {
    return difference.kind() == Kind.INPUT
        && (difference.operation().equals(InputDiff.ENVIRONMENT)
            || difference.operation().equals(InputDiff.USER));
  }

  /** A kind that can be a cause is judged by its place alone, any other by what it means. */
  private static Kind level(Difference difference, boolean fewInputs) {
    Kind kind = difference.kind();
    if (kind == Kind.INPUT) {
      return fewInputs && isSurroundings(difference) ? kind : Kind.TOUCHED;
    }
    if (kind == Kind.NEW_FAILURE && difference.isLookup()) {
      // what made it look there comes first, as if it did not look there any more
      return Kind.FAILURE_GONE;
    }
    return kind.isStrong() || difference.isDeath() ? Kind.FAILS_NOW : kind;
  }

  /** What is absent now keeps its order, and comes before what is there instead. */
  private static long eventBefore(Difference difference) {
    return difference.eventBefore() < 0 ? Long.MAX_VALUE : difference.eventBefore();
  }

  /** Differences in the order of the second run. */
  static List<Difference> inOrder(List<Difference> differences) {
    return differences.stream().sorted(COURSE).toList();
  }

  /** The findings, the likeliest cause first; differences in time alone are none. */
  static List<Finding> rank(List<Difference> differences) {
    if (differences.stream().allMatch(d -> d.kind() == Kind.TOUCHED)) {
      return List.of();
    }
    List<Difference> left = timesFirst(differences.stream().sorted(order(differences)).toList());
    List<Finding> findings = new ArrayList<>();
    while (!left.isEmpty()) {
      Difference cause = left.get(0);
      List<Difference> follows = new ArrayList<>();
      List<Difference> others = new ArrayList<>();
      for (Difference difference : left.subList(1, left.size())) {
        (followsFrom(difference, cause) ? follows : others).add(difference);
      }
      follows.sort(COURSE);
      findings.add(new Finding(cause, follows));
      left = others;
    }
    return findings;
  }

  /**
   * Times are compared to decide whether to run something: who looked at a file of another time and
   * now runs less does so for that, as who runs more.
   */
  private static List<Difference> timesFirst(List<Difference> ranked) {
    Difference first = ranked.get(0);
    Optional<Difference> time =
        ranked.stream()
            .filter(d -> d.kind() == Kind.TOUCHED && d.process() == first.process())
            .filter(d -> d.place() <= first.place())
            .findFirst();
    boolean runsLess =
        ranked.stream()
            .filter(d -> d.kind() == Kind.GONE && d.process() == first.process())
            .anyMatch(d -> d.operation().equals(ProcessDiff.RUN));
    if (first.kind() != Kind.GONE || !runsLess || time.isEmpty()) {
      return ranked;
    }
    List<Difference> timesFirst = new ArrayList<>(ranked);
    timesFirst.remove(time.get());
    timesFirst.add(0, time.get());
    return timesFirst;
  }

  private static boolean followsFrom(Difference difference, Difference cause) {
    if (difference.kind() == Kind.INPUT || cause.kind() == Kind.INPUT) {
      // nothing says that an input matters, but that it is there
      return difference.kind() == cause.kind();
    }
    boolean later = difference.isOutcome() || difference.place() >= cause.place();
    return later
        && (difference.process().descendsFrom(cause.process())
            || cause.process().descendsFrom(difference.process()));
  }
}
