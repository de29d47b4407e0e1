package syswall.history;

import java.util.Arrays;

/**
 * How many durations there were of each length, in buckets that are a sixteenth of a power of two
 * wide: at most 8 kB whatever there are, and what it says is at most 1/16 too long.
 */
final class DurationHistogram {
  private static final int STEP_BITS = 4;
  private static final int STEPS = 1 << STEP_BITS;

  private long[] counts = new long[0];
  private long count;

  /** Counts a duration in nanoseconds. */
  void add(long ns) {
    int bucket = bucket(Math.max(0, ns));
    if (bucket >= counts.length) {
      counts = Arrays.copyOf(counts, (bucket / STEPS + 1) * STEPS);
    }
    counts[bucket]++;
    count++;
  }

  /** What so many of 100 durations do not exceed, in nanoseconds; 0 if there are none. */
  long percentile(int percent) {
    long wanted = (count * percent + 99) / 100;
    long seen = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      seen += counts[bucket];
      if (seen >= wanted && seen > 0) {
        return longest(bucket);
      }
    }
    return 0;
  }

  private static int bucket(long ns) {
    int shift = Math.max(0, Long.SIZE - 1 - STEP_BITS - Long.numberOfLeadingZeros(ns));
    return shift * STEPS + (int) (ns >> shift);
  }

  private static long longest(int bucket) {
    int shift = Math.max(0, bucket / STEPS - 1);
    return ((long) (bucket - shift * STEPS + 1) << shift) - 1;
  }
}
