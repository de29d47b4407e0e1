package syswall.decode;

/** Points in time, with the date in a comment, and clock ticks, with the seconds in one. */
final class TimeText {
  private static final long SECONDS_PER_DAY = 86_400;
  private static final long DAYS_PER_ERA = 146_097; // 400 years
  private static final long DAYS_TO_1970 = 719_468; // from 0000-03-01
  private static final long FIRST_YEAR_WITHOUT_NAME = 1L << 31;
  private static final int TICKS_PER_SECOND = 100;

  private TimeText() {}

  /**
   * Writes {@code /* 2026-11-25T10:41:13.358+0000}, and the end of the comment; UTC, for the same
   * journal gives the same text everywhere.
   *
   * @param digits decimals of {@code fraction}: 6 or 9; none are written if it is 0
   */
  static void appendComment(long seconds, long fraction, int digits, StringBuilder out) {
    if ((seconds == 0 && fraction == 0) || !hasDate(seconds)) {
      return;
    }
    out.append(" /* ");
    appendDate(seconds, fraction, digits, out);
    out.append(" */");
  }

  /** Whether a year that fits an int holds this time. */
  static boolean hasDate(long seconds) {
    return Math.abs(seconds / SECONDS_PER_DAY / 366) < FIRST_YEAR_WITHOUT_NAME - 4000;
  }

  static void appendDate(long seconds, long fraction, int digits, StringBuilder out) {
    long days = Math.floorDiv(seconds, SECONDS_PER_DAY);
    int second = (int) Math.floorMod(seconds, SECONDS_PER_DAY);
    long shifted = days + DAYS_TO_1970;
    long era = Math.floorDiv(shifted, DAYS_PER_ERA);
    long dayOfEra = Math.floorMod(shifted, DAYS_PER_ERA);
    long yearOfEra =
        (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / (DAYS_PER_ERA - 1)) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int fromMarch = (int) ((5 * dayOfYear + 2) / 153);
    int day = (int) (dayOfYear - (153L * fromMarch + 2) / 5 + 1);
    int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
    out.append(yearOfEra + 400 * era + (month <= 2 ? 1 : 0));
    appendPadded('-', month, 2, out);
    appendPadded('-', day, 2, out);
    appendPadded('T', second / 3600, 2, out);
    appendPadded(':', second / 60 % 60, 2, out);
    appendPadded(':', second % 60, 2, out);
    if (fraction != 0) {
      appendPadded('.', fraction, digits, out);
    }
    out.append("+0000");
  }

  private static void appendPadded(char before, long value, int digits, StringBuilder out) {
    out.append(before);
    long power = 1;
    for (int i = 1; i < digits; i++) {
      power *= 10;
      if (value < power) {
        out.append("0".repeat(digits - i));
        break;
      }
    }
    out.append(value);
  }

  /** A number of clock ticks, a hundredth of a second each: <code>1 /* 0.01 s</code>. */
  static void appendTicks(long ticks, StringBuilder out) {
    out.append(ticks);
    if (ticks != 0) {
      out.append(" /* ").append(ticks / TICKS_PER_SECOND);
      appendPadded('.', Math.abs(ticks % TICKS_PER_SECOND), 2, out);
      out.append(" s */");
    }
  }
}
