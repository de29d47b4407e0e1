package syswall.decode;

import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Form;
import syswall.syscall.FlagSet;
import syswall.syscall.Parameter;

/**
 * A {@code struct sockaddr} in strace's notation: {@code {sa_family=AF_INET, sin_port=htons(80),
 * sin_addr=inet_addr("127.0.0.1")}}.
 */
final class SocketAddressText {
  private static final FlagSet FAMILIES = FlagSet.of("socket_family");
  private static final int DATA = 2;
  private static final int INET_SIZE = 16;
  private static final int INET6_SIZE = 24;
  private static final int NETLINK_SIZE = 12;

  private SocketAddressText() {}

  /** An address that the kernel reads. */
  static ArgumentPrinter atEnter(Parameter parameter) {
    int argument = parameter.index();
    return (call, out) -> {
      Capture capture = call.atEnter(argument, Form.SOCKADDR);
      if (capture == null) {
        NumberText.appendPointer(call.arg(argument), out);
      } else {
        append(capture.bytes(), Integer.MAX_VALUE, call.arg(argument), out);
      }
    };
  }

  /** An address that the kernel wrote: no more of it than the program had room for. */
  static ArgumentPrinter atExit(Parameter parameter) {
    int argument = parameter.index();
    int lengthArgument = parameter.extent().lengthArgument();
    return (call, out) -> {
      Capture capture = call.atExit(argument, Form.SOCKADDR);
      if (capture == null) {
        NumberText.appendPointer(call.arg(argument), out);
        return;
      }
      Capture room = call.atEnter(lengthArgument, Form.MEMORY);
      int limit =
          room == null || room.bytes().length() < Integer.BYTES
              ? Integer.MAX_VALUE
              : Math.max(0, Memory.int32(room.bytes(), 0));
      append(capture.bytes(), limit, call.arg(argument), out);
    };
  }

  /**
   * Writes an address.
   *
   * @param limit most bytes of it that count
   * @param pointer written in place of an address without a family
   */
  static void append(ByteString bytes, int limit, long pointer, StringBuilder out) {
    int length = Math.min(bytes.length(), limit);
    if (length < DATA) {
      NumberText.appendPointer(pointer, out);
      return;
    }
    int family = Memory.int16(bytes, 0);
    out.append("{sa_family=");
    FAMILIES.append(family, out);
    if (length > DATA) {
      switch (family) {
        case SocketAddressBytes.AF_UNIX -> appendUnix(bytes, length, out);
        case SocketAddressBytes.AF_INET -> appendInet(bytes, length, out);
        case SocketAddressBytes.AF_INET6 -> appendInet6(bytes, length, out);
        case SocketAddressBytes.AF_NETLINK -> appendNetlink(bytes, length, out);
        default -> appendData(bytes, length, out);
      }
    }
    out.append('}');
  }

  private static void appendData(ByteString bytes, int length, StringBuilder out) {
    out.append(", sa_data=");
    QuotedText.appendQuoted(bytes, DATA, length, out);
  }

  /** A path ends at its NUL; an abstract name begins with one and ends where the address does. */
  private static void appendUnix(ByteString bytes, int length, StringBuilder out) {
    out.append(", sun_path=");
    if (bytes.at(DATA) == 0) {
      out.append('@');
      QuotedText.appendQuoted(bytes, DATA + 1, length, out);
      return;
    }
    int end = DATA;
    while (end < length && bytes.at(end) != 0) {
      end++;
    }
    QuotedText.appendQuoted(bytes, DATA, end, out);
  }

  private static void appendInet(ByteString bytes, int length, StringBuilder out) {
    if (length < INET_SIZE) {
      appendData(bytes, length, out);
      return;
    }
    out.append(", sin_port=htons(").append(SocketAddressBytes.bigEndian16(bytes, 2));
    out.append("), sin_addr=inet_addr(\"");
    SocketAddressBytes.appendInet(bytes, 4, out);
    out.append("\")");
  }

  private static void appendInet6(ByteString bytes, int length, StringBuilder out) {
    if (length < INET6_SIZE) {
      appendData(bytes, length, out);
      return;
    }
    out.append(", sin6_port=htons(").append(SocketAddressBytes.bigEndian16(bytes, 2));
    out.append("), sin6_flowinfo=htonl(");
    long flow =
        ((long) SocketAddressBytes.bigEndian16(bytes, 4) << 16)
            | SocketAddressBytes.bigEndian16(bytes, 6);
    out.append(flow).append("), inet_pton(AF_INET6, \"");
    SocketAddressBytes.appendInet6(bytes, 8, out);
    out.append("\", &sin6_addr)");
    if (length >= INET6_SIZE + Integer.BYTES) {
      out.append(", sin6_scope_id=").append(Memory.unsigned(bytes, INET6_SIZE, Integer.BYTES));
    }
  }

  private static void appendNetlink(ByteString bytes, int length, StringBuilder out) {
    if (length < NETLINK_SIZE) {
      appendData(bytes, length, out);
      return;
    }
    out.append(", nl_pid=").append(Memory.int32(bytes, 4)).append(", nl_groups=");
    int groups = Memory.int32(bytes, 8);
    if (groups != 0) {
      out.append("0x");
    }
    for (int shift = 28; shift >= 0; shift -= 4) { // eight digits
      if (groups == 0 || groups >>> shift != 0) {
        out.append(Character.forDigit(groups >>> shift & 0xf, 16));
      }
    }
  }
}
