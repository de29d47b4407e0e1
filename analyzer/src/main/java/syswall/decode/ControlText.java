package syswall.decode;

import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Extent;
import syswall.syscall.FlagSet;

/** Ancillary data of a message, cmsg(3): descriptors, credentials, or bytes. */
final class ControlText {
  private static final FlagSet LEVELS = FlagSet.of("socket_level");
  private static final FlagSet TYPES = FlagSet.of("cmsg_type");
  private static final FlagSet IP_TYPES = FlagSet.of("ip_option");
  private static final FlagSet IPV6_TYPES = FlagSet.of("ipv6_option");

  private static final int SOL_IP = 0;
  private static final int SOL_SOCKET = 1;
  private static final int SOL_IPV6 = 41;
  private static final int SCM_RIGHTS = 1;
  private static final int SCM_CREDENTIALS = 2;
  private static final int CREDENTIALS_SIZE = 12;

  private ControlText() {}

  static void append(@Nullable Capture control, long address, ShownCall call, StringBuilder out) {
    int word = call.wordSize();
    int header = word + 2 * Integer.BYTES;
    if (control == null || control.bytes().length() < header) {
      NumberText.appendPointer(address, out);
      return;
    }
    ByteString bytes = control.bytes();
    out.append('[');
    int at = 0;
    while (Memory.holds(bytes, at, header)) {
      out.append(at == 0 ? "{cmsg_len=" : ", {cmsg_len=");
      long length = Memory.unsigned(bytes, at, word);
      NumberText.appendUnsigned(length, out);
      int level = Memory.int32(bytes, at + word);
      int type = Memory.int32(bytes, at + word + Integer.BYTES);
      out.append(", cmsg_level=");
      LEVELS.append(Integer.toUnsignedLong(level), out);
      out.append(", cmsg_type=");
      appendType(level, type, out);
      int held = bytes.length() - at;
      int end = at + (length < 0 || length > held ? held : (int) length);
      if (end > at + header) {
        out.append(", cmsg_data=");
        appendData(level, type, bytes, at + header, end, call, out);
      }
      out.append('}');
      if (length < header || length >= held) {
        at = bytes.length();
      } else {
        at += (int) (length + word - 1) / word * word; // CMSG_ALIGN
      }
    }
    out.append(control.extent() == Extent.WHOLE ? "]" : ", ...]");
  }

  private static void appendType(int level, int type, StringBuilder out) {
    long number = Integer.toUnsignedLong(type);
    switch (level) {
      case SOL_SOCKET -> TYPES.append(number, out);
      case SOL_IP -> IP_TYPES.append(number, out);
      case SOL_IPV6 -> IPV6_TYPES.append(number, out);
      default -> NumberText.appendHex(number, out);
    }
  }

  private static void appendData(
      int level, int type, ByteString bytes, int from, int to, ShownCall call, StringBuilder out) {
    if (level == SOL_SOCKET && type == SCM_RIGHTS) {
      out.append('[');
      for (int at = from; at + Integer.BYTES <= to; at += Integer.BYTES) {
        if (at > from) {
          out.append(", ");
        }
        call.appendFd(Memory.int32(bytes, at), out);
      }
      out.append(']');
    } else if (level == SOL_SOCKET && type == SCM_CREDENTIALS && to - from >= CREDENTIALS_SIZE) {
      out.append("{pid=").append(Memory.int32(bytes, from));
      out.append(", uid=").append(Memory.unsigned(bytes, from + 4, Integer.BYTES));
      out.append(", gid=").append(Memory.unsigned(bytes, from + 8, Integer.BYTES)).append('}');
    } else {
      int end = Math.min(to, from + call.contentLimit());
      QuotedText.appendQuoted(bytes, from, end, out);
      if (end < to) {
        out.append("...");
      }
    }
  }
}
