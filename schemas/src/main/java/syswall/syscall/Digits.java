package syswall.syscall;

/** Writes numbers as C's {@code %#lx} and strace(1)'s octal modes do, without an allocation. */
final class Digits {
  private Digits() {}

  /** As {@code %#lx}: {@code 0x1f}, {@code 0}. */
  static void hex(long number, StringBuilder out) {
    if (number != 0) {
      out.append("0x");
    }
    append(number, 4, out);
  }

  /** With a leading zero and at least three digits: {@code 0644}, {@code 044}, {@code 000}. */
  static void octal(long number, StringBuilder out) {
    if (number >>> 6 != 0) {
      out.append('0');
      append(number, 3, out);
    } else {
      out.append('0');
      out.append((char) ('0' + (number >>> 3)));
      out.append((char) ('0' + (number & 7)));
    }
  }

  private static void append(long number, int bitsOfDigit, StringBuilder out) {
    int shift = (Long.SIZE - 1 - Long.numberOfLeadingZeros(number | 1)) / bitsOfDigit * bitsOfDigit;
    for (; shift >= 0; shift -= bitsOfDigit) {
      out.append(Character.forDigit((int) (number >>> shift) & ((1 << bitsOfDigit) - 1), 16));
    }
  }
}
