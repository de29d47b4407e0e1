package syswall.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Pairs the elements of two sequences that are nearly the same: a longest common subsequence by the
 * first key, then, in the gaps that it leaves, by the next.
 */
final class Alignment {
  /**
   * Sequences that differ more by a key are not aligned by it: the memory grows with the square.
   */
  private static final int MOST_DIFFERENCES = 3000;

  /**
   * Elements that belong together; -1 on the side that has none.
   *
   * @param left index in the first sequence
   * @param right index in the second
   */
  record Pair(int left, int right) {}

  private final List<int[]> keysOfLeft = new ArrayList<>();
  private final List<int[]> keysOfRight = new ArrayList<>();
  private final List<Pair> pairs = new ArrayList<>();

  private Alignment() {}

  /** Pairs two sequences, in order, those without a partner among them. */
  static <L, R> List<Pair> of(
      List<L> left,
      List<R> right,
      List<? extends Function<L, String>> leftKeys,
      List<? extends Function<R, String>> rightKeys) {
    var alignment = new Alignment();
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < leftKeys.size(); i++) {
      alignment.keysOfLeft.add(numbered(left, leftKeys.get(i), numbers));
      alignment.keysOfRight.add(numbered(right, rightKeys.get(i), numbers));
    }
    alignment.align(0, 0, left.size(), 0, right.size());
    return alignment.pairs;
  }

  private static <T> int[] numbered(
      List<T> elements, Function<T, String> key, Map<String, Integer> numbers) {
    return elements.stream()
        .mapToInt(element -> numbers.computeIfAbsent(key.apply(element), k -> numbers.size()))
        .toArray();
  }

  private void align(int level, int left, int leftEnd, int right, int rightEnd) {
    if (level == keysOfLeft.size() || left == leftEnd || right == rightEnd) {
      for (int i = left; i < leftEnd; i++) {
        pairs.add(new Pair(i, -1));
      }
      for (int i = right; i < rightEnd; i++) {
        pairs.add(new Pair(-1, i));
      }
      return;
    }
    int gapLeft = left;
    int gapRight = right;
    for (Pair pair : common(level, left, leftEnd, right, rightEnd)) {
      align(level + 1, gapLeft, pair.left(), gapRight, pair.right());
      pairs.add(pair);
      gapLeft = pair.left() + 1;
      gapRight = pair.right() + 1;
    }
    align(level + 1, gapLeft, leftEnd, gapRight, rightEnd);
  }

  /** A longest common subsequence: Myers, An O(ND) difference algorithm, Algorithmica 1986. */
  private List<Pair> common(int level, int left, int leftEnd, int right, int rightEnd) {
    int[] a = keysOfLeft.get(level);
    int[] b = keysOfRight.get(level);
    int n = leftEnd - left;
    int m = rightEnd - right;
    var furthest = new ArrayList<int[]>();
    // reach[k + offset]: how far down the left sequence diagonal k has come
    int offset = n + m + 1;
    int[] reach = new int[2 * offset + 1];
    for (int d = 0; d <= Math.min(n + m, MOST_DIFFERENCES); d++) {
      for (int k = -d; k <= d; k += 2) {
        boolean down = k == -d || (k != d && reach[k - 1 + offset] < reach[k + 1 + offset]);
        int x = down ? reach[k + 1 + offset] : reach[k - 1 + offset] + 1;
        while (x < n && x - k < m && a[left + x] == b[right + x - k]) {
          x++;
        }
        reach[k + offset] = x;
        if (x >= n && x - k >= m) {
          furthest.add(slice(reach, offset, d));
          return walkBack(furthest, left, right, n, m);
        }
      }
      furthest.add(slice(reach, offset, d));
    }
    return List.of();
  }

  private static int[] slice(int[] reach, int offset, int d) {
    int[] slice = new int[2 * d + 1];
    System.arraycopy(reach, offset - d, slice, 0, slice.length);
    return slice;
  }

  private static List<Pair> walkBack(List<int[]> furthest, int left, int right, int n, int m) {
    var reversed = new ArrayList<Pair>();
    int x = n;
    int y = m;
    for (int d = furthest.size() - 1; d > 0; d--) {
      int[] before = furthest.get(d - 1);
      int k = x - y;
      boolean down = k == -d || (k != d && at(before, k - 1, d - 1) < at(before, k + 1, d - 1));
      int previousX = down ? at(before, k + 1, d - 1) : at(before, k - 1, d - 1);
      int previousY = previousX - (down ? k + 1 : k - 1);
      int startX = down ? previousX : previousX + 1;
      for (; x > startX; x--, y--) {
        reversed.add(new Pair(left + x - 1, right + y - 1));
      }
      x = previousX;
      y = previousY;
    }
    for (; x > 0 && y > 0; x--, y--) {
      reversed.add(new Pair(left + x - 1, right + y - 1));
    }
    Collections.reverse(reversed);
    return reversed;
  }

  /** What a diagonal had reached; less than nothing outside of the diagonals tried. */
  private static int at(int[] slice, int k, int d) {
    int index = k + d;
    return index < 0 || index >= slice.length ? -1 : slice[index];
  }
}
