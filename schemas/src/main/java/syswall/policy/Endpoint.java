package syswall.policy;

import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;

/**
 * Who a call talks to, or listens as: what of a {@code struct sockaddr} rules look at. An IPv6
 * address that stands for an IPv4 one has become that, since its packets go there.
 *
 * @param family AF_* of sys/socket.h
 * @param ip the address; null of other families
 * @param port 0..65535; -1 of other families
 * @param unix the path of a Unix socket, or {@code @} and its abstract name; null of other families
 */
public record Endpoint(int family, @Nullable IpAddress ip, int port, @Nullable ByteString unix) {
  private static final int AF_UNIX = 1;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final ByteString ABSTRACT = ByteString.of("@");

  /**
   * What the bytes of an address say; never throws.
   *
   * @param destination whether something is sent there: then 0.0.0.0 and :: are the loopback, as
   *     the kernel has it, and not every address
   */
  public static Endpoint of(ByteString bytes, boolean destination) {
    int length = bytes.length();
    int family = length < 2 ? 0 : bytes.at(0) | bytes.at(1) << 8;
    if (family == AF_INET && length >= 8) {
      long v4 = bigEndian(bytes, 4, 4);
      v4 = destination && v4 == 0 ? 0x7f00_0001 : v4;
      return new Endpoint(family, new IpAddress(false, 0, v4), port(bytes), null);
    }
    if (family == AF_INET6 && length >= 24) {
      long high = bigEndian(bytes, 8, 8);
      long low = bigEndian(bytes, 16, 8);
      low = destination && high == 0 && low == 0 ? 1 : low;
      IpAddress ip = IpAddress.of6(high, low);
      if (destination && !ip.isV6() && ip.low() == 0) {
        ip = new IpAddress(false, 0, 0x7f00_0001);
      }
      return new Endpoint(ip.isV6() ? AF_INET6 : AF_INET, ip, port(bytes), null);
    }
    return new Endpoint(family, null, -1, family == AF_UNIX ? unix(bytes) : null);
  }

  /** The same with another path: what a relative one is, once its directory is known. */
  public Endpoint withUnix(ByteString path) {
    return new Endpoint(family, ip, port, path);
  }

  /** The address as a {@code cidr} of a policy may say it; empty of other families. */
  public String ipText() {
    return ip == null ? "" : ip.text();
  }

  private static int port(ByteString bytes) {
    return (int) bigEndian(bytes, 2, 2);
  }

  private static ByteString unix(ByteString bytes) {
    int length = bytes.length();
    if (length > 2 && bytes.at(2) == 0) {
      return ABSTRACT.plus(bytes.substring(3, length));
    }
    int end = 2;
    while (end < length && bytes.at(end) != 0) {
      end++;
    }
    return bytes.substring(2, end);
  }

  private static long bigEndian(ByteString bytes, int from, int count) {
    long number = 0;
    for (int i = from; i < from + count; i++) {
      number = number << 8 | bytes.at(i);
    }
    return number;
  }
}
