package syswall.diff;

import java.util.ArrayList;
import java.util.List;
import syswall.diff.align.Change;

/**
 * Changes that stand near each other, with the steps around them that both runs have.
 *
 * @param changes at least one, in order
 * @param context how many common steps stand in front of the first and behind the last, at most
 */
record Hunk(List<Change> changes, int context) {
  /** As many as diff(1) shows. */
  private static final int CONTEXT = 3;

  static List<Hunk> of(List<Change> changes) {
    List<Hunk> hunks = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= changes.size(); i++) {
      boolean apart =
          i == changes.size()
              || changes.get(i).fromBefore() - changes.get(i - 1).toBefore() > 2 * CONTEXT;
      if (apart) {
        hunks.add(new Hunk(changes.subList(start, i), CONTEXT));
        start = i;
      }
    }
    return hunks;
  }

  /** The first step of the first run. */
  int fromBefore() {
    return Math.max(0, first().fromBefore() - context);
  }

  /** The first step of the second run. */
  int fromAfter() {
    return first().fromAfter() - (first().fromBefore() - fromBefore());
  }

  /** Behind the last step of the first run. */
  int toBefore(int size) {
    return Math.min(size, last().toBefore() + context);
  }

  /** Behind the last step of the second run. */
  int toAfter(int size) {
    return Math.min(size, last().toAfter() + context);
  }

  private Change first() {
    return changes.get(0);
  }

  private Change last() {
    return changes.get(changes.size() - 1);
  }
}
