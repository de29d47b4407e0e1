package syswall.policy;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import syswall.event.ByteString;

/**
 * A compiled pattern of bytes: the automaton whose states are the places of the pattern. It takes
 * time in proportion to pattern times text whatever either is, since it follows all ways at once.
 */
final class Glob {
  /** A place that any byte but a slash passes; smaller numbers are the byte that passes. */
  static final int NOT_SLASH = 256;

  /** A place that any byte passes. */
  static final int ANY = 257;

  /** {@link #covers} gives up where there are more pairs of states than this. */
  private static final int STEPS = 20_000;

  private final int[] places;
  private final long[][] follow; // the last one is that of the start
  private final long[] accepting;

  /**
   * From the places and which may come behind which.
   *
   * @param follow for each place, and at last for the start, the places that may come next
   * @param accepting the places where a text may end; the start's bit comes behind those of places
   */
  Glob(int[] places, long[][] follow, long[] accepting) {
    this.places = places;
    this.follow = follow;
    this.accepting = accepting;
  }

  /** Whether all of the text matches. */
  boolean matches(ByteString text) {
    long[] active = start();
    long[] next = new long[active.length];
    for (int i = 0; i < text.length(); i++) {
      if (!step(active, text.at(i), next)) {
        return false;
      }
      long[] spent = active;
      active = next;
      next = spent;
    }
    return accepts(active);
  }

  private long[] start() {
    long[] active = new long[accepting.length];
    active[places.length >> 6] |= 1L << places.length;
    return active;
  }

  private boolean accepts(long[] active) {
    for (int word = 0; word < active.length; word++) {
      if ((active[word] & accepting[word]) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Where a byte leads from all active states; false if nowhere. */
  private boolean step(long[] active, int b, long[] next) {
    long any = 0;
    Arrays.fill(next, 0);
    for (int word = 0; word < active.length; word++) {
      for (long rest = active[word]; rest != 0; rest &= rest - 1) {
        long[] following = follow[(word << 6) + Long.numberOfTrailingZeros(rest)];
        for (int w = 0; w < following.length; w++) {
          for (long to = following[w] & ~next[w]; to != 0; to &= to - 1) {
            int bit = Long.numberOfTrailingZeros(to);
            if (passes(places[(w << 6) + bit], b)) {
              next[w] |= 1L << bit;
              any |= 1;
            }
          }
        }
      }
    }
    return any != 0;
  }

  private static boolean passes(int place, int b) {
    return place == b || place == ANY || (place == NOT_SLASH && b != '/');
  }

  /**
   * Whether this matches all that another does. False also where that would take too long to find
   * out.
   */
  boolean covers(Glob other) {
    int[] alphabet =
        IntStream.concat(
                IntStream.concat(IntStream.of(places), IntStream.of(other.places))
                    .filter(place -> place < NOT_SLASH),
                IntStream.of('/', unused(other)))
            .distinct()
            .toArray();
    record Pair(List<Long> mine, List<Long> others) {}
    Set<Pair> seen = new HashSet<>();
    Deque<long[][]> open = new ArrayDeque<>();
    open.add(new long[][] {start(), other.start()});
    for (int steps = 0; !open.isEmpty(); ) {
      long[][] pair = open.remove();
      if (other.accepts(pair[1]) && !accepts(pair[0])) {
        return false;
      }
      for (int b : alphabet) {
        long[] mine = new long[pair[0].length];
        long[] others = new long[pair[1].length];
        step(pair[0], b, mine);
        if (other.step(pair[1], b, others) && seen.add(new Pair(list(mine), list(others)))) {
          open.add(new long[][] {mine, others});
          if (++steps > STEPS) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** A byte that neither pattern names: it stands for all of these. */
  private int unused(Glob other) {
    return IntStream.range(1, NOT_SLASH)
        .filter(
            b ->
                IntStream.concat(IntStream.of(places), IntStream.of(other.places))
                    .noneMatch(place -> place == b))
        .findFirst()
        .orElse(0);
  }

  private static List<Long> list(long[] states) {
    return Arrays.stream(states).boxed().toList();
  }

  /** Whether some text that begins with this byte matches. */
  boolean mayBeginWith(int b) {
    return step(start(), b, new long[accepting.length]);
  }
}
