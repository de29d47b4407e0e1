package syswall.decode;

/** Nanoseconds as seconds with six decimals, cut: {@code 0.000012}. */
public final class SecondsText {
  private static final long NANOS_PER_MICRO = 1_000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private SecondsText() {}

  /** Appends a time that is not negative. */
  public static void append(long ns, StringBuilder out) {
    long micros = ns / NANOS_PER_MICRO;
    out.append(micros / MICROS_PER_SECOND).append('.');
    appendDecimals(micros % MICROS_PER_SECOND, out);
  }

  /** Appends microseconds of a second with all their six digits. */
  static void appendDecimals(long micros, StringBuilder out) {
    for (long digit = MICROS_PER_SECOND / 10; digit > 1 && micros < digit; digit /= 10) {
      out.append('0');
    }
    out.append(micros);
  }
}
