package syswall.trace;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A moment of a session, as given on the command line: so long after its start, or a time of day.
 *
 * @param ns nanoseconds since the start, or of the day
 * @param isTimeOfDay whether it is a time of day, UTC
 */
public record Moment(long ns, boolean isTimeOfDay) {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long DAY_NS = 24 * 60 * 60 * SECOND_NS;

  private static final Pattern SPAN =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(s|ms|us|ns|m|h|)");
  private static final Pattern TIME_OF_DAY =
      Pattern.compile("\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?");

  /**
   * Parses {@code 1.5s}, {@code 300ms}, {@code 1.5} (seconds) or {@code 12:30:01}.
   *
   * @throws IllegalArgumentException in one line, if it is none of these
   */
  public static Moment parse(String text) {
    Matcher span = SPAN.matcher(text);
    try {
      if (span.matches()) {
        BigDecimal ns =
            new BigDecimal(span.group(1)).multiply(BigDecimal.valueOf(unitNs(span.group(2))));
        return new Moment(ns.setScale(0, RoundingMode.FLOOR).longValueExact(), false);
      }
      if (TIME_OF_DAY.matcher(text).matches()) {
        return new Moment(LocalTime.parse(text).toNanoOfDay(), true);
      }
    } catch (ArithmeticException | DateTimeException e) {
      throw new IllegalArgumentException(mistake(text), e);
    }
    throw new IllegalArgumentException(mistake(text));
  }

  private static long unitNs(String unit) {
    return switch (unit) {
      case "ns" -> 1;
      case "us" -> 1_000;
      case "ms" -> 1_000_000;
      case "m" -> 60 * SECOND_NS;
      case "h" -> 3_600 * SECOND_NS;
      default -> SECOND_NS;
    };
  }

  private static String mistake(String text) {
    return "'" + text + "' is no time: write 1.5s or 300ms since the start, or 12:30:01 (UTC)";
  }

  /**
   * Nanoseconds since the start of a session. Of a time of day it is the nearest, so that a session
   * may go on past midnight; negative if that is before the start.
   *
   * @param startedEpochNs wall-clock time of the start
   */
  public long sinceStart(long startedEpochNs) {
    if (!isTimeOfDay) {
      return ns;
    }
    long after = Math.floorMod(ns - Math.floorMod(startedEpochNs, DAY_NS), DAY_NS);
    return after <= DAY_NS / 2 ? after : after - DAY_NS;
  }
}
