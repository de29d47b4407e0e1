package syswall.policy;

/**
 * A block of addresses: {@code 10.0.0.0/8}, {@code fe80::/10}, or one address.
 *
 * @param base its first address
 * @param prefix how many leading bits all its addresses share
 */
record Cidr(IpAddress base, int prefix) {
  /**
   * Parses a block.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Cidr parse(String text) {
    int slash = text.indexOf('/');
    IpAddress base = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
    int prefix = base.width();
    if (slash >= 0) {
      String length = text.substring(slash + 1);
      if (!length.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(length) > base.width()) {
        throw new IllegalArgumentException(
            "'" + text + "' is no block: a prefix has 0 to " + base.width() + " bits");
      }
      prefix = Integer.parseInt(length);
    }
    Cidr block = new Cidr(base, prefix);
    if (!block.first().equals(base)) {
      throw new IllegalArgumentException("'" + text + "' has bits set behind its prefix");
    }
    return block;
  }

  /** As {@link #parse} reads it. */
  String text() {
    return base.text() + "/" + prefix;
  }

  boolean contains(IpAddress address) {
    return address.isV6() == base.isV6() && new Cidr(address, prefix).first().equals(base);
  }

  boolean contains(Cidr other) {
    return other.prefix >= prefix && contains(other.base);
  }

  private IpAddress first() {
    int rest = base.width() - prefix;
    long high = rest <= 64 ? base.high() : base.high() & shifted(rest - 64);
    return new IpAddress(base.isV6(), high, base.low() & shifted(rest));
  }

  /** Ones, with so many zeros at the end. */
  private static long shifted(int zeros) {
    return zeros >= Long.SIZE ? 0 : -1L << zeros;
  }
}
