package syswall.decode;

import syswall.event.ByteString;

/**
 * A {@code struct sockaddr} as the kernel has it. Whatever the bytes are, there is an address:
 * those too short for their family, and those of families not known here, are {@link Unknown}.
 * {@code toString} is printable ASCII, for people; strace's notation is SocketAddressText's.
 */
public sealed interface SocketAddress {
  /** Name of the address family, such as {@code AF_INET}, or its number. */
  String family();

  /** The address for people: {@code 127.0.0.1}, {@code /run/x.sock}, {@code @abstract}. */
  String address();

  /** The port 0..65535; -1 where the family has none. */
  int port();

  /** The address and the port, as a report writes a peer: {@code [::1]:80}. */
  default String endpoint() {
    return address();
  }

  /** Decodes captured bytes; never throws. */
  static SocketAddress decode(ByteString bytes) {
    return SocketAddressBytes.decode(bytes);
  }

  /**
   * AF_UNIX, unix(7).
   *
   * @param path the file's path, or the abstract name without its leading NUL; empty if unnamed
   * @param isAbstract whether it is a name of the abstract namespace
   */
  record Unix(ByteString path, boolean isAbstract) implements SocketAddress {
    @Override
    public String family() {
      return "AF_UNIX";
    }

    @Override
    public String address() {
      return isAbstract
          ? "@" + QuotedText.plain(path)
          : path.length() == 0 ? "(unnamed)" : QuotedText.plain(path);
    }

    @Override
    public int port() {
      return -1;
    }

    @Override
    public String toString() {
      return family() + " " + endpoint();
    }
  }

  /** AF_INET, ip(7); {@code address} in dotted decimals. */
  record Inet(String address, int port) implements SocketAddress {
    @Override
    public String family() {
      return "AF_INET";
    }

    @Override
    public String endpoint() {
      return address + ":" + port;
    }

    @Override
    public String toString() {
      return family() + " " + endpoint();
    }
  }

  /**
   * AF_INET6, ipv6(7).
   *
   * @param address as RFC 5952 writes it, a scope after a percent sign: {@code fe80::1%2}
   */
  record Inet6(String address, int port) implements SocketAddress {
    @Override
    public String family() {
      return "AF_INET6";
    }

    @Override
    public String endpoint() {
      return "[" + address + "]:" + port;
    }

    @Override
    public String toString() {
      return family() + " " + endpoint();
    }
  }

  /**
   * AF_NETLINK, netlink(7).
   *
   * @param portId {@code nl_pid}, unsigned: 0 is the kernel
   * @param groups multicast groups, a bit mask
   */
  record Netlink(long portId, int groups) implements SocketAddress {
    @Override
    public String family() {
      return "AF_NETLINK";
    }

    @Override
    public String address() {
      return "pid:" + portId + (groups == 0 ? "" : " groups:0x" + Integer.toHexString(groups));
    }

    @Override
    public int port() {
      return -1;
    }

    @Override
    public String toString() {
      return family() + " " + endpoint();
    }
  }

  /**
   * Bytes that are no address of a family known here.
   *
   * @param family name or number of the family; {@code AF_UNSPEC} if there is none
   * @param data what follows the family
   */
  record Unknown(String family, ByteString data) implements SocketAddress {
    @Override
    public String address() {
      StringBuilder out = new StringBuilder("0x");
      for (int i = 0; i < data.length(); i++) {
        out.append(Character.forDigit(data.at(i) >> 4, 16));
        out.append(Character.forDigit(data.at(i) & 15, 16));
      }
      return data.length() == 0 ? "" : out.toString();
    }

    @Override
    public int port() {
      return -1;
    }

    @Override
    public String toString() {
      return family() + " " + endpoint();
    }
  }
}
