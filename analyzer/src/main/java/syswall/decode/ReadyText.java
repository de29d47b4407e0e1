package syswall.decode;

import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Form;
import syswall.syscall.FlagSet;

/** What poll(2) and select(2) returned, and the sets of descriptors of select(2). */
final class ReadyText {
  private static final FlagSet POLL_EVENTS = FlagSet.of("poll_events");
  private static final int POLLFD_SIZE = 8;
  private static final int TIME_SIZE = 16;

  private ReadyText() {}

  /** A set of descriptors: {@code [3 5]}. */
  static void appendSet(int argument, int countArgument, ShownCall call, StringBuilder out) {
    Capture capture = call.atEnter(argument, Form.MEMORY);
    if (capture == null) {
      NumberText.appendPointer(call.arg(argument), out);
    } else {
      appendBits(capture.bytes(), (int) call.arg(countArgument), call, out);
    }
  }

  private static void appendBits(ByteString bytes, int count, ShownCall call, StringBuilder out) {
    out.append('[');
    boolean first = true;
    int bits = Math.min(count, bytes.length() * Byte.SIZE);
    for (int fd = 0; fd < bits; fd++) {
      if ((bytes.at(fd >> 3) >> (fd & 7) & 1) != 0) {
        if (!first) {
          out.append(' ');
        }
        first = false;
        call.appendFd(fd, out);
      }
    }
    out.append(']');
  }

  private static boolean hasBits(ByteString bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.at(i) != 0) {
        return true;
      }
    }
    return false;
  }

  /** {@code 1 (in [3], left {tv_sec=0, tv_usec=5})}, or {@code 0 (Timeout)}. */
  static void appendSelected(String fraction, ShownCall call, StringBuilder out) {
    out.append(call.result());
    if (call.result() == 0) {
      out.append(" (Timeout)");
      return;
    }
    String separator = " (";
    for (int argument = 1; argument <= 3; argument++) {
      Capture set = call.atExit(argument, Form.MEMORY);
      if (set != null && hasBits(set.bytes())) {
        out.append(separator);
        out.append(
            switch (argument) {
              case 1 -> "in ";
              case 2 -> "out ";
              default -> "except ";
            });
        appendBits(set.bytes(), (int) call.arg(0), call, out);
        separator = ", ";
      }
    }
    appendLeft(separator, 4, fraction, call, out);
    if (separator.equals(", ")) {
      out.append(')');
    }
  }

  private static void appendLeft(
      String separator, int argument, String fraction, ShownCall call, StringBuilder out) {
    Capture left = call.atExit(argument, Form.MEMORY);
    if (left == null || left.bytes().length() < TIME_SIZE || !separator.equals(", ")) {
      return;
    }
    out.append(separator).append("left {tv_sec=").append(Memory.int64(left.bytes(), 0));
    out.append(fraction).append(Memory.int64(left.bytes(), Long.BYTES)).append('}');
  }

  /** {@code 1 ([{fd=3, revents=POLLIN}])}, or {@code 0 (Timeout)}. */
  static void appendPolled(boolean saysLeft, ShownCall call, StringBuilder out) {
    out.append(call.result());
    if (call.result() == 0) {
      out.append(" (Timeout)");
      return;
    }
    Capture entries = call.atExit(0, Form.MEMORY);
    if (entries == null) {
      return;
    }
    ByteString bytes = entries.bytes();
    out.append(" ([");
    int shown = 0;
    for (int at = 0; Memory.holds(bytes, at, POLLFD_SIZE); at += POLLFD_SIZE) {
      int events = Memory.int16(bytes, at + 6);
      if (events == 0) {
        continue;
      }
      out.append(shown == 0 ? "" : ", ");
      if (shown++ == call.contentLimit()) {
        out.append("...");
        break;
      }
      out.append("{fd=");
      call.appendFd(Memory.int32(bytes, at), out);
      out.append(", revents=");
      POLL_EVENTS.append(events, out);
      out.append('}');
    }
    out.append(']');
    if (saysLeft) {
      appendLeft(", ", 2, ", tv_nsec=", call, out);
    }
    out.append(')');
  }
}
