package syswall.diff;

import java.time.Instant;

/** Points in time for people. */
final class Times {
  private static final long NS_PER_S = 1_000_000_000;

  private Times() {}

  /**
   * A time in UTC as ISO 8601 has it, to the second if another one can be told from it so.
   *
   * @param epochNs nanoseconds since 1970
   */
  static String text(long epochNs, long otherNs) {
    long second = Math.floorDiv(epochNs, NS_PER_S);
    boolean same = second == Math.floorDiv(otherNs, NS_PER_S);
    return Instant.ofEpochSecond(second, same ? Math.floorMod(epochNs, NS_PER_S) : 0).toString();
  }
}
