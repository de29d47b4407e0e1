package syswall.decode;

import syswall.syscall.Signals;

/**
 * A set of signals: {@code [INT TERM]}, or what it lacks if that is less: {@code ~[RTMIN RT_1]}.
 */
final class SignalSetText {
  /** From so many of the 64 signals on, those that lack are written. */
  private static final int MANY = 42;

  private static final String[] NAMES = new String[Long.SIZE];

  static {
    for (int bit = 0; bit < Long.SIZE; bit++) {
      NAMES[bit] = shortName(bit + 1);
    }
  }

  private SignalSetText() {}

  private static String shortName(int signal) {
    String name = Signals.name(signal);
    return name.startsWith("SIG") ? name.substring(3) : name;
  }

  static void append(long set, StringBuilder out) {
    long shown = set;
    if (Long.bitCount(set) >= MANY) {
      out.append('~');
      shown = ~set;
    }
    out.append('[');
    boolean first = true;
    for (long rest = shown; rest != 0; rest &= rest - 1) {
      if (!first) {
        out.append(' ');
      }
      first = false;
      out.append(NAMES[Long.numberOfTrailingZeros(rest)]);
    }
    out.append(']');
  }
}
