package syswall.trace;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import syswall.decode.SecondsText;

/** The times in front of the lines of a trace. */
public enum Timestamps {
  /** Seconds since the session started. */
  RELATIVE,
  /** Date and time, UTC. */
  ABSOLUTE,
  /** No times. */
  NONE;

  private static final long SECOND_NS = 1_000_000_000L;

  /** Up to here times stand in a column. */
  private static final int COLUMN = 10;

  /**
   * Appends a time and a space.
   *
   * @param timeNs since the session started
   * @param startedEpochNs when that was, since 1970
   */
  void append(long timeNs, long startedEpochNs, StringBuilder out) {
    switch (this) {
      case RELATIVE -> {
        int start = out.length();
        SecondsText.append(timeNs, out);
        int missing = COLUMN - (out.length() - start);
        if (missing > 0) {
          out.insert(start, "          ", 0, missing);
        }
        out.append(' ');
      }
      case ABSOLUTE -> appendDate(startedEpochNs + timeNs, out);
      case NONE -> {}
    }
  }

  private static void appendDate(long epochNs, StringBuilder out) {
    long seconds = Math.floorDiv(epochNs, SECOND_NS);
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    out.append(time.toLocalDate()).append(' ');
    appendTwo(time.getHour(), out).append(':');
    appendTwo(time.getMinute(), out).append(':');
    appendTwo(time.getSecond(), out);
    int start = out.length();
    SecondsText.append(Math.floorMod(epochNs, SECOND_NS), out);
    out.deleteCharAt(start).append(' '); // the 0 in front of the point
  }

  private static StringBuilder appendTwo(int number, StringBuilder out) {
    return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
