package syswall.policy;

/**
 * An address of IPv4 or IPv6 as a number; IPv4 is in the low 32 bits.
 *
 * @param isV6 whether it is one of IPv6
 * @param high its upper 64 bits; 0 of IPv4
 * @param low its lower 64 bits
 */
record IpAddress(boolean isV6, long high, long low) {
  private static final int GROUPS = 8;

  /** As {@link #parse} reads it. */
  String text() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < (isV6 ? GROUPS : 4); i++) {
      if (isV6) {
        long half = i < 4 ? high : low;
        out.append(i == 0 ? "" : ":")
            .append(Long.toHexString((half >>> (48 - 16 * (i % 4))) & 0xffff));
      } else {
        out.append(i == 0 ? "" : ".").append((low >>> (24 - 8 * i)) & 0xff);
      }
    }
    return out.toString();
  }

  /** The bits of such an address. */
  int width() {
    return isV6 ? 128 : 32;
  }

  /**
   * Parses {@code 10.1.2.3}, or an address as RFC 4291 writes it: {@code fe80::1}, {@code
   * ::ffff:10.1.2.3}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static IpAddress parse(String text) {
    if (text.indexOf(':') < 0) {
      return new IpAddress(false, 0, v4(text, text));
    }
    int gap = text.indexOf("::");
    int[] head = groups(gap < 0 ? text : text.substring(0, gap), text);
    int[] tail = gap < 0 ? new int[0] : groups(text.substring(gap + 2), text);
    int zeros = GROUPS - head.length - tail.length;
    if (gap < 0 ? zeros != 0 : zeros < 1) {
      throw no(text);
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < GROUPS; i++) {
      int fromEnd = GROUPS - i;
      long group = i < head.length ? head[i] : 0;
      group = fromEnd <= tail.length ? tail[tail.length - fromEnd] : group;
      high = i < 4 ? high << 16 | group : high;
      low = i < 4 ? low : low << 16 | group;
    }
    return of6(high, low);
  }

  /** An IPv6 address; one that stands for an IPv4 address is that: packets go there. */
  static IpAddress of6(long high, long low) {
    boolean mapped = high == 0 && low >>> 32 == 0xffff;
    return mapped ? new IpAddress(false, 0, low & 0xffff_ffffL) : new IpAddress(true, high, low);
  }

  private static int[] groups(String part, String text) {
    if (part.isEmpty()) {
      return new int[0];
    }
    String[] words = part.split(":", -1);
    boolean dotted = words[words.length - 1].indexOf('.') >= 0;
    int[] groups = new int[words.length + (dotted ? 1 : 0)];
    for (int i = 0; i < words.length; i++) {
      if (dotted && i == words.length - 1) {
        long v4 = v4(words[i], text);
        groups[i] = (int) (v4 >>> 16);
        groups[i + 1] = (int) v4 & 0xffff;
      } else {
        groups[i] = number(words[i], 16, 4, 0xffff, text);
      }
    }
    return groups;
  }

  private static long v4(String part, String text) {
    String[] words = part.split("\\.", -1);
    if (words.length != 4) {
      throw no(text);
    }
    long address = 0;
    for (String word : words) {
      if (word.length() > 1 && word.startsWith("0")) {
        throw no(text); // some read such a number as octal
      }
      address = address << 8 | number(word, 10, 3, 255, text);
    }
    return address;
  }

  private static int number(String word, int radix, int digits, int most, String text) {
    boolean sound = !word.isEmpty() && word.length() <= digits;
    for (int i = 0; sound && i < word.length(); i++) {
      sound = word.charAt(i) < 128 && Character.digit(word.charAt(i), radix) >= 0;
    }
    int number = sound ? Integer.parseInt(word, radix) : most + 1;
    if (number > most) {
      throw no(text);
    }
    return number;
  }

  private static IllegalArgumentException no(String text) {
    return new IllegalArgumentException("'" + text + "' is no address of IPv4 or IPv6");
  }
}
