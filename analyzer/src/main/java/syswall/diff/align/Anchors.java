package syswall.diff.align;

import java.util.Arrays;

/**
 * Tokens that two sequences have once each, in an order that is the same in both: the longest such
 * row of them.
 */
final class Anchors {
  static final Anchors NONE = new Anchors(new int[0], new int[0]);

  private final int[] before;
  private final int[] after;

  private Anchors(int[] before, int[] after) {
    this.before = before;
    this.after = after;
  }

  int count() {
    return before.length;
  }

  /** Where an anchor stands in the first sequence. */
  int before(int anchor) {
    return before[anchor];
  }

  /** Where an anchor stands in the second sequence. */
  int after(int anchor) {
    return after[anchor];
  }

  static Anchors of(long[] before, int from, int to, long[] after, int fromAfter, int toAfter) {
    Places places = new Places(to - from);
    for (int i = from; i < to; i++) {
      places.add(before[i], i);
    }
    for (int i = fromAfter; i < toAfter; i++) {
      places.addAfter(after[i], i);
    }
    int[] common = new int[Math.min(to - from, toAfter - fromAfter)];
    int[] commonAfter = new int[common.length];
    int count = 0;
    for (int i = from; i < to; i++) {
      int at = places.uniqueAfter(before[i]);
      if (at >= 0) {
        common[count] = i;
        commonAfter[count++] = at;
      }
    }
    return longestAscending(common, commonAfter, count);
  }

  /** Of pairs that ascend in the first place, the most that ascend in the second, too. */
  private static Anchors longestAscending(int[] before, int[] after, int count) {
    int[] tops = new int[count]; // of rows of each length, the end that leaves the most room
    int[] previous = new int[count];
    int length = 0;
    for (int i = 0; i < count; i++) {
      int row =
          length == 0 || after[tops[length - 1]] < after[i] ? length : row(i, tops, length, after);
      previous[i] = row == 0 ? -1 : tops[row - 1];
      tops[row] = i;
      length = Math.max(length, row + 1);
    }
    int[] chosen = new int[length];
    int[] chosenAfter = new int[length];
    int at = length == 0 ? -1 : tops[length - 1];
    for (int i = length - 1; i >= 0; i--) {
      chosen[i] = before[at];
      chosenAfter[i] = after[at];
      at = previous[at];
    }
    return new Anchors(chosen, chosenAfter);
  }

  /** The first row that does not end in front of a pair. */
  private static int row(int pair, int[] tops, int length, int[] after) {
    int low = 0;
    int high = length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (after[tops[middle]] < after[pair]) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Where tokens of the first sequence stand in both, as far as each has them only once. */
  private static final class Places {
    private static final int NOWHERE = -1;
    private static final int SEVERAL = -2;

    private final long[] tokens;
    private final int[] places;
    private final int[] placesAfter;
    private final int mask;

    Places(int count) {
      int capacity = Integer.highestOneBit(Math.max(count, 8)) << 1;
      mask = capacity - 1;
      tokens = new long[capacity];
      places = new int[capacity];
      placesAfter = new int[capacity];
      Arrays.fill(places, NOWHERE);
      Arrays.fill(placesAfter, NOWHERE);
    }

    void add(long token, int place) {
      int slot = slot(token);
      tokens[slot] = token;
      places[slot] = places[slot] == NOWHERE ? place : SEVERAL;
    }

    void addAfter(long token, int place) {
      int slot = slot(token);
      if (places[slot] >= 0) {
        placesAfter[slot] = placesAfter[slot] == NOWHERE ? place : SEVERAL;
      }
    }

    /** Where a token stands in the second sequence if both have it once; else negative. */
    int uniqueAfter(long token) {
      int slot = slot(token);
      return places[slot] >= 0 ? placesAfter[slot] : NOWHERE;
    }

    private int slot(long token) {
      long mixed = token * 0x9e3779b97f4a7c15L; // Fibonacci hashing
      int slot = (int) (mixed >>> 32) & mask;
      while (places[slot] != NOWHERE && tokens[slot] != token) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }
  }
}
