package syswall.diff.align;

/**
 * Finds the fewest tokens that have to go and to come, in memory that goes with their number: "An
 * O(ND) Difference Algorithm and Its Variations", E. W. Myers, 1986, section 4b. From both ends of
 * the sequences paths are laid that go as far as they can with so many changes; where they meet,
 * the problem falls in two. Gives up after as many steps as its input is worth.
 */
final class Myers {
  /** Takes the changes in order. */
  interface Changes {
    void change(int from, int to, int fromAfter, int toAfter);
  }

  private static final int STEPS_A_TOKEN = 32;
  private static final int NOT_REACHED = Integer.MIN_VALUE / 2;

  private final long[] before;
  private final long[] after;
  private final Changes changes;
  private int[] forth = {};
  private int[] back = {};
  private long steps;
  private int meetsBefore;
  private int meetsAfter;

  Myers(long[] before, long[] after, Changes changes) {
    this.before = before;
    this.after = after;
    this.changes = changes;
  }

  /** Compares a piece of the sequences. */
  void compare(int from, int to, int fromAfter, int toAfter) {
    int size = to - from + toAfter - fromAfter;
    steps = 2L * Alignment.EXACT * Alignment.EXACT + (long) STEPS_A_TOKEN * size;
    split(from, to, fromAfter, toAfter);
  }

  /** Deeper with half of the changes each time. */
  private void split(int fromBefore, int toBefore, int fromAfter, int toAfter) {
    int from = fromBefore;
    int to = toBefore;
    int otherFrom = fromAfter;
    int otherTo = toAfter;
    while (from < to && otherFrom < otherTo && before[from] == after[otherFrom]) {
      from++;
      otherFrom++;
    }
    while (from < to && otherFrom < otherTo && before[to - 1] == after[otherTo - 1]) {
      to--;
      otherTo--;
    }
    if (from == to && otherFrom == otherTo) {
      return;
    }
    if (from == to || otherFrom == otherTo || !meet(from, to, otherFrom, otherTo)) {
      changes.change(from, to, otherFrom, otherTo);
      return;
    }
    int middle = meetsBefore;
    int otherMiddle = meetsAfter;
    split(from, middle, otherFrom, otherMiddle);
    split(middle, to, otherMiddle, otherTo);
  }

  /** Whether the paths from both ends meet before the steps are used up; sets where. */
  private boolean meet(int from, int to, int fromAfter, int toAfter) {
    int length = to - from;
    int lengthAfter = toAfter - fromAfter;
    int delta = length - lengthAfter;
    boolean odd = (delta & 1) != 0;
    int most =
        (int) Math.min((length + (long) lengthAfter + 1) / 2, (long) Math.sqrt((double) steps) + 1);
    int zero = most + 1; // the index of diagonal 0
    if (forth.length < 2 * zero + 1) {
      forth = new int[2 * zero + 1];
      back = new int[2 * zero + 1];
    }
    for (int d = 0; d <= most && steps > 0; d++) {
      forth[zero - d - 1] = NOT_REACHED;
      back[zero - d - 1] = NOT_REACHED;
      forth[zero + d + 1] = d == 0 ? 0 : NOT_REACHED; // from beside the field to its corner
      back[zero + d + 1] = d == 0 ? 0 : NOT_REACHED;
      for (int k = -d; k <= d; k += 2) {
        int x = further(forth, zero + k, k, length, lengthAfter);
        int start = x;
        while (x >= 0
            && x < length
            && x - k < lengthAfter
            && before[from + x] == after[fromAfter + x - k]) {
          x++;
        }
        steps -= x - start + 1;
        forth[zero + k] = x;
        int other = delta - k;
        if (odd && other > -d && other < d && x + back[zero + other] >= length) {
          meetsBefore = from + x;
          meetsAfter = fromAfter + x - k;
          return true;
        }
      }
      for (int k = -d; k <= d; k += 2) {
        int x = further(back, zero + k, k, length, lengthAfter);
        int start = x;
        while (x >= 0
            && x < length
            && x - k < lengthAfter
            && before[to - 1 - x] == after[toAfter - 1 - x + k]) {
          x++;
        }
        steps -= x - start + 1;
        back[zero + k] = x;
        int other = delta - k;
        if (!odd && other >= -d && other <= d && x + forth[zero + other] >= length) {
          meetsBefore = to - x;
          meetsAfter = toAfter - x + k;
          return true;
        }
      }
    }
    return false;
  }

  /**
   * How far a path with one change more comes on a diagonal; not at all if that leaves the field.
   */
  private static int further(int[] reached, int at, int k, int length, int lengthAfter) {
    int down = reached[at + 1];
    int right = reached[at - 1] + 1;
    boolean goesDown = down - k <= lengthAfter;
    boolean goesRight = right <= length;
    if (goesDown && goesRight) {
      return Math.max(down, right);
    }
    return goesDown ? down : goesRight ? right : NOT_REACHED;
  }
}
