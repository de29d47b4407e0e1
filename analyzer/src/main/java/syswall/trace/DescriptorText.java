package syswall.trace;

import org.jspecify.annotations.Nullable;
import syswall.decode.QuotedText;
import syswall.decode.SocketAddress;
import syswall.event.ByteString;
import syswall.state.Contact;
import syswall.state.OpenDescription;
import syswall.state.OpenEpoll;
import syswall.state.OpenFile;
import syswall.state.OpenOther;
import syswall.state.OpenPidfd;
import syswall.state.OpenPipe;
import syswall.state.OpenSocket;
import syswall.state.OpenSocket.Peer;

/**
 * What a descriptor refers to, as a trace writes it between angle brackets: {@code /etc/passwd},
 * {@code pipe}, {@code TCP:[127.0.0.1:4242->127.0.0.1:80]}. Printable ASCII, whose only angle
 * bracket is that of the arrow.
 */
public final class DescriptorText {
  // sys/socket.h
  private static final int AF_UNIX = 1;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int AF_NETLINK = 16;
  private static final int AF_PACKET = 17;
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_DGRAM = 2;

  private DescriptorText() {}

  /** What an open file description is. */
  public static String of(OpenDescription description) {
    if (description instanceof OpenFile open) {
      return path(open.path());
    }
    if (description instanceof OpenSocket open) {
      return socket(open);
    }
    return path(ByteString.of(kind(description)));
  }

  private static String kind(OpenDescription description) {
    if (description instanceof OpenPipe) {
      return "pipe";
    }
    if (description instanceof OpenEpoll) {
      return "epoll";
    }
    if (description instanceof OpenPidfd) {
      return "pidfd";
    }
    return description instanceof OpenOther other ? other.kind() : "";
  }

  /** As strace escapes what stands between angle brackets. */
  public static String path(ByteString path) {
    String quoted = QuotedText.quoted(path);
    int end = quoted.length() - 1;
    if (quoted.indexOf('<') < 0 && quoted.indexOf('>') < 0) {
      return quoted.substring(1, end);
    }
    StringBuilder out = new StringBuilder(end + 8);
    for (int i = 1; i < end; i++) {
      char c = quoted.charAt(i);
      if (c == '<' || c == '>') {
        char next = quoted.charAt(i + 1);
        out.append(next >= '0' && next <= '7' ? "\\0" : "\\").append(Integer.toOctalString(c));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String socket(OpenSocket socket) {
    String protocol = protocol(socket.family(), socket.type());
    Peer peer = socket.peer();
    boolean connected = peer != null && peer.contact() != Contact.FAILED;
    ByteString bound = socket.bound();
    if (bound == null && !connected) {
      return protocol;
    }
    String local = endpoint(bound);
    return protocol
        + ":["
        + (peer == null || !connected ? local : local + "->" + endpoint(peer.address()))
        + "]";
  }

  /** A socket address, {@code ?} if not known. */
  public static String endpoint(@Nullable ByteString address) {
    return address == null || address.length() == 0
        ? "?"
        : path(ByteString.of(SocketAddress.decode(address).endpoint()));
  }

  /**
   * A socket's protocol: {@code TCPv6}, {@code UNIX}.
   *
   * @param family AF_* of sys/socket.h
   * @param type SOCK_* likewise
   */
  public static String protocol(int family, int type) {
    return switch (family) {
      case AF_UNIX -> "UNIX";
      case AF_INET -> internet(type, "");
      case AF_INET6 -> internet(type, "v6");
      case AF_NETLINK -> "NETLINK";
      case AF_PACKET -> "PACKET";
      default -> "socket";
    };
  }

  private static String internet(int type, String version) {
    return switch (type) {
      case SOCK_STREAM -> "TCP" + version;
      case SOCK_DGRAM -> "UDP" + version;
      default -> "RAW" + version;
    };
  }
}
