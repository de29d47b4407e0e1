package syswall.decode;

import syswall.event.ByteString;
import syswall.syscall.FlagSet;

/**
 * Reads a {@code struct sockaddr} of linux/socket.h, linux/in.h, linux/in6.h, linux/un.h and
 * linux/netlink.h, as x86 lays it out.
 */
final class SocketAddressBytes {
  static final int AF_UNIX = 1;
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int AF_NETLINK = 16;

  private static final int FAMILY_END = 2;

  private static final FlagSet FAMILIES = FlagSet.of("socket_family");

  private SocketAddressBytes() {}

  static SocketAddress decode(ByteString bytes) {
    int length = bytes.length();
    if (length < FAMILY_END) {
      return new SocketAddress.Unknown("AF_UNSPEC", bytes);
    }
    int family = bytes.at(0) | bytes.at(1) << 8;
    if (family == AF_UNIX) {
      return unix(bytes);
    }
    if (family == AF_INET && length >= 8) {
      return new SocketAddress.Inet(inet(bytes, 4), bigEndian16(bytes, 2));
    }
    if (family == AF_INET6 && length >= 24) {
      // the scope came with RFC 2553: an address of 24 bytes has none
      long scope = length >= 28 ? littleEndian32(bytes, 24) : 0;
      String address = inet6(bytes, 8) + (scope == 0 ? "" : "%" + scope);
      return new SocketAddress.Inet6(address, bigEndian16(bytes, 2));
    }
    if (family == AF_NETLINK && length >= 12) {
      return new SocketAddress.Netlink(littleEndian32(bytes, 4), (int) littleEndian32(bytes, 8));
    }
    return new SocketAddress.Unknown(familyName(family), bytes.substring(FAMILY_END, length));
  }

  /** {@code AF_VSOCK}, or the number of a family that is not known here. */
  private static String familyName(int family) {
    StringBuilder out = new StringBuilder();
    FAMILIES.append(family, out);
    return out.charAt(0) == 'A' ? out.toString() : Integer.toString(family);
  }

  /** A path ends at its NUL; an abstract name begins with one and ends where the address does. */
  private static SocketAddress unix(ByteString bytes) {
    int length = bytes.length();
    if (length > FAMILY_END && bytes.at(FAMILY_END) == 0) {
      return new SocketAddress.Unix(bytes.substring(FAMILY_END + 1, length), true);
    }
    int end = FAMILY_END;
    while (end < length && bytes.at(end) != 0) {
      end++;
    }
    return new SocketAddress.Unix(bytes.substring(FAMILY_END, end), false);
  }

  private static String inet(ByteString bytes, int at) {
    StringBuilder out = new StringBuilder();
    appendInet(bytes, at, out);
    return out.toString();
  }

  static void appendInet(ByteString bytes, int at, StringBuilder out) {
    out.append(bytes.at(at)).append('.').append(bytes.at(at + 1)).append('.');
    out.append(bytes.at(at + 2)).append('.').append(bytes.at(at + 3));
  }

  private static String inet6(ByteString bytes, int at) {
    StringBuilder out = new StringBuilder();
    appendInet6(bytes, at, out);
    return out.toString();
  }

  /** RFC 5952: the longest run of two or more zero groups is {@code ::}, the first of equals. */
  static void appendInet6(ByteString bytes, int at, StringBuilder out) {
    if (isMappedInet(bytes, at)) {
      out.append("::ffff:");
      appendInet(bytes, at + 12, out);
      return;
    }
    int runStart = -1;
    int runLength = 1;
    for (int group = 0; group < 8; group++) {
      int end = group;
      while (end < 8 && bigEndian16(bytes, at + 2 * end) == 0) {
        end++;
      }
      if (end - group > runLength) {
        runStart = group;
        runLength = end - group;
      }
    }
    boolean separate = false;
    for (int group = 0; group < 8; group++) {
      if (group == runStart) {
        out.append("::");
        group += runLength - 1;
        separate = false;
      } else {
        if (separate) {
          out.append(':');
        }
        out.append(Integer.toHexString(bigEndian16(bytes, at + 2 * group)));
        separate = true;
      }
    }
  }

  private static boolean isMappedInet(ByteString bytes, int at) {
    for (int i = 0; i < 10; i++) {
      if (bytes.at(at + i) != 0) {
        return false;
      }
    }
    return bytes.at(at + 10) == 0xff && bytes.at(at + 11) == 0xff;
  }

  static int bigEndian16(ByteString bytes, int at) {
    return bytes.at(at) << 8 | bytes.at(at + 1);
  }

  private static long littleEndian32(ByteString bytes, int at) {
    return bytes.at(at)
        | (long) bytes.at(at + 1) << 8
        | (long) bytes.at(at + 2) << 16
        | (long) bytes.at(at + 3) << 24;
  }
}
