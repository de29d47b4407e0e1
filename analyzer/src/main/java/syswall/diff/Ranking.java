package syswall.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import syswall.diff.Difference.Kind;

/**
 * Puts the cause first. What a session was started with comes before all; then the first thing that
 * went another way, then the others by what they mean. What came later in the same process, in
 * those that it started and in those that wait for it, is folded under it.
 */
final class Ranking {
  private static final Comparator<Difference> ORDER =
      Comparator.comparing(Ranking::level)
          .thenComparingLong(Difference::place)
          .thenComparingLong(Ranking::eventBefore)
          .thenComparing(Difference::kind)
          .thenComparing(Difference::operation)
          .thenComparing(Difference::resource);

  private static final Comparator<Difference> COURSE =
      Comparator.comparing(Difference::isOutcome)
          .thenComparingLong(Difference::place)
          .thenComparingLong(Ranking::eventBefore)
          .thenComparing(Difference::kind)
          .thenComparing(Difference::operation)
          .thenComparing(Difference::resource);

  private Ranking() {}

  /** A kind that can be a cause is judged by its place alone, any other by what it means. */
  private static Kind level(Difference difference) {
    Kind kind = difference.kind();
    return kind.isStrong() ? Kind.FAILS_NOW : kind;
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
    List<Difference> left = new ArrayList<>(differences);
    left.sort(ORDER);
    List<Finding> findings = new ArrayList<>();
    while (!left.isEmpty()) {
      Difference cause = left.remove(0);
      findings.add(new Finding(cause, take(left, cause)));
    }
    return findings;
  }

  private static List<Difference> take(List<Difference> left, Difference cause) {
    List<Difference> follows = new ArrayList<>();
    for (Iterator<Difference> rest = left.iterator(); rest.hasNext(); ) {
      Difference difference = rest.next();
      if (followsFrom(difference, cause)) {
        follows.add(difference);
        rest.remove();
      }
    }
    follows.sort(COURSE);
    return follows;
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
