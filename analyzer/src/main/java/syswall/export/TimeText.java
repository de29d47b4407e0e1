package syswall.export;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Moments as {@code 2026-11-24 13:22:09.123456}, UTC, which spreadsheets read as such. */
final class TimeText {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final int NANOS_PER_MICRO = 1_000;

  private final StringBuilder text = new StringBuilder();
  private long second = Long.MIN_VALUE;
  private int length;

  /** The text of a moment, nanoseconds since 1970. */
  String of(long epochNs) {
    long newSecond = Math.floorDiv(epochNs, SECOND_NS);
    if (newSecond != second) {
      second = newSecond;
      LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
      text.setLength(0);
      text.append(time.toLocalDate()).append(' ');
      digits(time.getHour(), 10).append(':');
      digits(time.getMinute(), 10).append(':');
      digits(time.getSecond(), 10).append('.');
      length = text.length();
    }
    text.setLength(length);
    return digits((int) Math.floorMod(epochNs, SECOND_NS) / NANOS_PER_MICRO, 100_000).toString();
  }

  private StringBuilder digits(int number, int first) {
    for (int digit = first; digit > 0; digit /= 10) {
      text.append((char) ('0' + number / digit % 10));
    }
    return text;
  }
}
