package syswall.report;

import java.util.Locale;

/** Sizes, times and counts for people: three significant digits and a unit. */
public final class Amounts {
  private static final String[] SIZES = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

  private Amounts() {}

  /** A number of bytes in powers of 1000: {@code 12.3 kB}. */
  public static String bytes(long bytes) {
    double amount = bytes;
    int unit = 0;
    while (amount >= 999.5 && unit < SIZES.length - 1) {
      amount /= 1000;
      unit++;
    }
    return (unit == 0 ? Long.toString(bytes) : digits(amount)) + " " + SIZES[unit];
  }

  /** A duration in nanoseconds: {@code 850 ns}, {@code 12.3 ms}, {@code 2 min 5 s}. */
  public static String duration(long ns) {
    if (ns < 1_000) {
      return ns + " ns";
    }
    if (ns < 999_500) {
      return digits(ns / 1e3) + " µs";
    }
    if (ns < 999_500_000) {
      return digits(ns / 1e6) + " ms";
    }
    long seconds = (ns + 500_000_000) / 1_000_000_000;
    if (seconds < 60) {
      return digits(ns / 1e9) + " s";
    }
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }

  /** A count with its noun: {@code 1 file}, {@code 1,234 files}. */
  public static String count(long count, String noun) {
    return number(count) + " " + (count == 1 ? noun : plural(noun));
  }

  private static String plural(String noun) {
    if (noun.endsWith("y")) {
      return noun.substring(0, noun.length() - 1) + "ies";
    }
    return noun.endsWith("s") ? noun + "es" : noun + "s";
  }

  /** A number with its thousands apart. */
  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String digits(double amount) {
    String format = amount < 9.995 ? "%.2f" : amount < 99.95 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, format, amount);
  }
}
