package syswall.diff.align;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Aligns two sequences of tokens. What they begin and end with alike is set aside; what is long is
 * cut where both have a token that each has only once (patience diff); the pieces go through {@link
 * Myers}. Time goes with the length, whatever the tokens: a piece that has too little in common is
 * replaced as a whole.
 */
public final class Alignment {
  /** Up to so many tokens of both sides together, the fewest changes are found for certain. */
  static final int EXACT = 512;

  /** Cutting the pieces again finds anchors that were not unique before; what helps, helps soon. */
  private static final int DEPTH = 16;

  /** A piece of both sequences that has not been compared. */
  private record Piece(int fromBefore, int toBefore, int fromAfter, int toAfter, int depth) {}

  private final long[] before;
  private final long[] after;
  private final Myers myers;
  private final List<Change> changes = new ArrayList<>();

  private Alignment(long[] before, long[] after) {
    this.before = before;
    this.after = after;
    myers = new Myers(before, after, this::change);
  }

  /**
   * The changes that make the second sequence of the first, in order, with something in common
   * between any two; none if the two are equal. The other way round they are the mirror.
   */
  public static List<Change> of(long[] before, long[] after) {
    // among equally good changes the choice depends on what comes first
    return Arrays.compare(before, after) <= 0
        ? new Alignment(before, after).align()
        : new Alignment(after, before).align().stream().map(Change::mirrored).toList();
  }

  private List<Change> align() {
    Deque<Piece> pieces = new ArrayDeque<>();
    pieces.push(new Piece(0, before.length, 0, after.length, 0));
    while (!pieces.isEmpty()) {
      compare(pieces.pop(), pieces);
    }
    return changes;
  }

  /** Finds the changes of a piece, or pushes smaller ones, the first on top. */
  private void compare(Piece piece, Deque<Piece> pieces) {
    int from = piece.fromBefore;
    int to = piece.toBefore;
    int fromAfter = piece.fromAfter;
    int toAfter = piece.toAfter;
    while (from < to && fromAfter < toAfter && before[from] == after[fromAfter]) {
      from++;
      fromAfter++;
    }
    while (from < to && fromAfter < toAfter && before[to - 1] == after[toAfter - 1]) {
      to--;
      toAfter--;
    }
    int size = to - from + toAfter - fromAfter;
    Anchors anchors =
        size > EXACT && piece.depth < DEPTH
            ? Anchors.of(before, from, to, after, fromAfter, toAfter)
            : Anchors.NONE;
    if (anchors.count() == 0) {
      myers.compare(from, to, fromAfter, toAfter);
      return;
    }
    for (int i = anchors.count() - 1; i >= 0; i--) {
      int at = anchors.before(i);
      int atAfter = anchors.after(i);
      pieces.push(new Piece(at + 1, to, atAfter + 1, toAfter, piece.depth + 1));
      to = at;
      toAfter = atAfter;
    }
    pieces.push(new Piece(from, to, fromAfter, toAfter, piece.depth + 1));
  }

  /** Changes come in order; those that touch are one. */
  private void change(int from, int to, int fromAfter, int toAfter) {
    Change last = changes.isEmpty() ? null : changes.get(changes.size() - 1);
    if (last != null && last.toBefore() == from && last.toAfter() == fromAfter) {
      changes.set(changes.size() - 1, new Change(last.fromBefore(), to, last.fromAfter(), toAfter));
    } else {
      changes.add(new Change(from, to, fromAfter, toAfter));
    }
  }
}
