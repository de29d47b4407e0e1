package syswall.decode;

import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Extent;
import syswall.event.Capture.Form;
import syswall.syscall.ArgKind;
import syswall.syscall.Parameter;
import syswall.syscall.Signals;

/** One argument of a call in strace's notation: a register, or what was captured behind it. */
final class ArgumentText {
  /** AT_FDCWD of linux/fcntl.h. */
  private static final int AT_FDCWD = -100;

  private static final long INT_MASK = 0xffff_ffffL;

  private ArgumentText() {}

  /** Appends a register as its kind is written. */
  static void appendNumber(ArgKind kind, Abi abi, long register, StringBuilder out) {
    long value =
        switch (abi) {
          case X86_64 -> register;
          case I386 -> register & INT_MASK;
        };
    switch (kind) {
      case INT, FD, PID -> out.append((int) value);
      case OFFSET ->
          out.append(
              switch (abi) {
                case X86_64 -> value;
                case I386 -> (long) (int) value;
              });
      case SIZE -> out.append(Long.toUnsignedString(value));
      case DIRFD -> {
        if ((int) value == AT_FDCWD) {
          out.append("AT_FDCWD");
        } else {
          out.append((int) value);
        }
      }
      case ID -> {
        // -1 leaves an id as it is: chown(2), setresuid(2)
        if ((int) value == -1) {
          out.append("-1");
        } else {
          out.append(value & INT_MASK);
        }
      }
      case SIGNAL -> out.append(Signals.name((int) value));
      case MODE, FILE_MODE -> appendMode((int) value, out);
      case HEX, FLAGS, DEV -> appendHex(value, "0", out);
      case NONE -> out.append('?');
      case ADDRESS,
          PATH,
          STRING,
          ARGV,
          SOCKADDR,
          SOCKADDR_OUT,
          MSGHDR,
          MSGHDR_OUT,
          MMSGHDR,
          MMSGHDR_OUT,
          ENVP,
          BUFFER,
          BUFFER_OUT,
          IOVEC,
          IOVEC_OUT,
          STRUCT,
          STRUCT_OUT,
          STRUCT_INOUT,
          FD_SET,
          DIRENTS_OUT,
          FD_PAIR_OUT,
          TEXT_OUT ->
          appendHex(value, "NULL", out);
    }
  }

  private static void appendHex(long value, String zero, StringBuilder out) {
    if (value == 0) {
      out.append(zero);
    } else {
      out.append("0x").append(Long.toHexString(value));
    }
  }

  /** At least three digits, the first a 0. */
  private static void appendMode(int mode, StringBuilder out) {
    String digits = Integer.toOctalString(mode);
    out.append(mode == 0 ? "000" : mode < 010 ? "00" + digits : "0" + digits);
  }

  /**
   * Appends what was captured behind a pointer.
   *
   * @return false, with nothing appended, if there is nothing to say but the pointer
   */
  static boolean appendTarget(Parameter parameter, List<Capture> captures, StringBuilder out) {
    return switch (parameter.kind()) {
      case PATH, STRING -> {
        Capture capture = find(parameter, Form.STRING, captures);
        yield capture != null && appendString(capture, capture.bytes().length(), out);
      }
      case TEXT_OUT -> {
        Capture capture = find(parameter, Form.MEMORY, captures);
        yield capture != null && appendString(capture, textLength(capture.bytes()), out);
      }
      case ARGV -> {
        Capture capture = find(parameter, Form.STRINGS, captures);
        yield capture != null && appendStrings(capture, out);
      }
      case SOCKADDR, SOCKADDR_OUT -> {
        Capture capture = find(parameter, Form.SOCKADDR, captures);
        yield capture != null && appendAddress(capture, out);
      }
      case MSGHDR, MSGHDR_OUT -> {
        Capture capture = find(parameter, Form.SOCKADDR, captures);
        yield capture != null && appendMessage(capture, out);
      }
      case FD_PAIR_OUT -> {
        Capture capture = find(parameter, Form.MEMORY, captures);
        yield capture != null && appendPair(capture.bytes(), out);
      }
      case STRUCT,
          STRUCT_OUT,
          STRUCT_INOUT,
          MMSGHDR,
          MMSGHDR_OUT,
          ENVP,
          BUFFER,
          BUFFER_OUT,
          IOVEC,
          IOVEC_OUT,
          FD_SET,
          DIRENTS_OUT,
          FILE_MODE,
          DEV,
          FLAGS,
          ADDRESS,
          INT,
          OFFSET,
          SIZE,
          HEX,
          FD,
          DIRFD,
          PID,
          ID,
          SIGNAL,
          MODE,
          NONE ->
          false;
    };
  }

  private static @Nullable Capture find(Parameter parameter, Form form, List<Capture> captures) {
    for (Capture capture : captures) {
      if (capture.argument() == parameter.index()
          && capture.form() == form
          && capture.extent() != Extent.UNREADABLE) {
        return capture;
      }
    }
    return null;
  }

  /** getcwd(2) counts the NUL, readlink(2) has none. */
  private static int textLength(ByteString bytes) {
    int length = bytes.length();
    return length > 0 && bytes.at(length - 1) == 0 ? length - 1 : length;
  }

  private static boolean appendString(Capture capture, int length, StringBuilder out) {
    QuotedText.appendQuoted(capture.bytes(), 0, length, out);
    appendEllipsis(capture, out);
    return true;
  }

  private static void appendEllipsis(Capture capture, StringBuilder out) {
    if (capture.extent() != Extent.WHOLE) {
      out.append("...");
    }
  }

  private static boolean appendStrings(Capture capture, StringBuilder out) {
    ByteString bytes = capture.bytes();
    out.append('[');
    int start = 0;
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.at(i) == 0) {
        QuotedText.appendQuoted(bytes, start, i, separated(start, out));
        start = i + 1;
      }
    }
    if (start < bytes.length()) { // the string at which the capture ended
      QuotedText.appendQuoted(bytes, start, bytes.length(), separated(start, out));
      out.append("...");
    } else if (capture.extent() != Extent.WHOLE) {
      separated(start, out).append("...");
    }
    out.append(']');
    return true;
  }

  private static StringBuilder separated(int start, StringBuilder out) {
    return start == 0 ? out : out.append(", ");
  }

  private static boolean appendAddress(Capture capture, StringBuilder out) {
    out.append(SocketAddress.decode(capture.bytes()));
    appendEllipsis(capture, out);
    return true;
  }

  private static boolean appendMessage(Capture capture, StringBuilder out) {
    out.append("{msg_name=").append(SocketAddress.decode(capture.bytes())).append(", ...}");
    return true;
  }

  private static boolean appendPair(ByteString bytes, StringBuilder out) {
    if (bytes.length() < 2 * Integer.BYTES) {
      return false;
    }
    out.append('[').append(readInt(bytes, 0)).append(", ");
    out.append(readInt(bytes, Integer.BYTES)).append(']');
    return true;
  }

  private static int readInt(ByteString bytes, int at) {
    return bytes.at(at) | bytes.at(at + 1) << 8 | bytes.at(at + 2) << 16 | bytes.at(at + 3) << 24;
  }
}
