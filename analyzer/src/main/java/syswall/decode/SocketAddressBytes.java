package syswall.decode;

import syswall.event.ByteString;

/**
 * Reads a {@code struct sockaddr} of linux/socket.h, linux/in.h, linux/in6.h, linux/un.h and
 * linux/netlink.h, as x86 lays it out.
 */
final class SocketAddressBytes {
  private static final int AF_UNIX = 1;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int AF_NETLINK = 16;

  /** Names of bits/socket.h by number. */
  private static final String[] FAMILIES = {
    "AF_UNSPEC",
    "AF_UNIX",
    "AF_INET",
    "AF_AX25",
    "AF_IPX",
    "AF_APPLETALK",
    "AF_NETROM",
    "AF_BRIDGE",
    "AF_ATMPVC",
    "AF_X25",
    "AF_INET6",
    "AF_ROSE",
    "AF_DECnet",
    "AF_NETBEUI",
    "AF_SECURITY",
    "AF_KEY",
    "AF_NETLINK",
    "AF_PACKET",
    "AF_ASH",
    "AF_ECONET",
    "AF_ATMSVC",
    "AF_RDS",
    "AF_SNA",
    "AF_IRDA",
    "AF_PPPOX",
    "AF_WANPIPE",
    "AF_LLC",
    "AF_IB",
    "AF_MPLS",
    "AF_CAN",
    "AF_TIPC",
    "AF_BLUETOOTH",
    "AF_IUCV",
    "AF_RXRPC",
    "AF_ISDN",
    "AF_PHONET",
    "AF_IEEE802154",
    "AF_CAIF",
    "AF_ALG",
    "AF_NFC",
    "AF_VSOCK",
    "AF_KCM",
    "AF_QIPCRTR",
    "AF_SMC",
    "AF_XDP",
    "AF_MCTP"
  };

  private static final int FAMILY_END = 2;

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
    String name = family < FAMILIES.length ? FAMILIES[family] : Integer.toString(family);
    return new SocketAddress.Unknown(name, bytes.substring(FAMILY_END, length));
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
    return bytes.at(at) + "." + bytes.at(at + 1) + "." + bytes.at(at + 2) + "." + bytes.at(at + 3);
  }

  /** RFC 5952: the longest run of two or more zero groups is {@code ::}, the first of equals. */
  private static String inet6(ByteString bytes, int at) {
    if (isMappedInet(bytes, at)) {
      return "::ffff:" + inet(bytes, at + 12);
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
    StringBuilder out = new StringBuilder();
    for (int group = 0; group < 8; group++) {
      if (group == runStart) {
        out.append("::");
        group += runLength - 1;
      } else {
        if (out.length() > 0 && out.charAt(out.length() - 1) != ':') {
          out.append(':');
        }
        out.append(Integer.toHexString(bigEndian16(bytes, at + 2 * group)));
      }
    }
    return out.toString();
  }

  private static boolean isMappedInet(ByteString bytes, int at) {
    for (int i = 0; i < 10; i++) {
      if (bytes.at(at + i) != 0) {
        return false;
      }
    }
    return bytes.at(at + 10) == 0xff && bytes.at(at + 11) == 0xff;
  }

  private static int bigEndian16(ByteString bytes, int at) {
    return bytes.at(at) << 8 | bytes.at(at + 1);
  }

  private static long littleEndian32(ByteString bytes, int at) {
    return bytes.at(at)
        | (long) bytes.at(at + 1) << 8
        | (long) bytes.at(at + 2) << 16
        | (long) bytes.at(at + 3) << 24;
  }
}
