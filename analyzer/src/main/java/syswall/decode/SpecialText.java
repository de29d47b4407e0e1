package syswall.decode;

import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Extent;
import syswall.event.Capture.Form;
import syswall.syscall.FlagSet;

/** Arguments that are like no others. */
final class SpecialText {
  private static final FlagSet CAPABILITIES = FlagSet.of("capability");
  private static final FlagSet PRIORITY_CLASSES = FlagSet.of("ioprio_class");
  private static final FlagSet WAKE_OPERATIONS = FlagSet.of("futex_wake_op");
  private static final FlagSet WAKE_COMPARISONS = FlagSet.of("futex_wake_cmp");

  private static final int SOL_SOCKET = 1;
  private static final int SO_LINGER = 13;
  private static final int SO_PEERCRED = 17;
  private static final int LINGER_SIZE = 8;
  private static final int CREDENTIALS_SIZE = 12;
  private static final int CAPABILITIES_SIZE = 24;
  private static final int CPU_BYTES = 4096;

  private SpecialText() {}

  /** Directory entries: only how many there are. */
  static void appendEntries(int argument, ShownCall call, StringBuilder out) {
    NumberText.appendPointer(call.arg(argument), out);
    Capture capture = call.atExit(argument, Form.ENTRIES);
    if (capture == null) {
      return;
    }
    ByteString bytes = capture.bytes();
    int count = 0;
    boolean inName = false; // the type in front of a name may be 0, as the NUL behind it is
    for (int i = 0; i < bytes.length(); i++) {
      if (!inName) {
        inName = true;
      } else if (bytes.at(i) == 0) {
        inName = false;
        count++;
      }
    }
    out.append(" /* ").append(count);
    if (capture.extent() != Extent.WHOLE) {
      out.append('+');
    }
    out.append(" entries */");
  }

  /** A length that the kernel reads and writes: {@code [128 => 16]}, or {@code [16]}. */
  static void appendLength(int argument, ShownCall call, StringBuilder out) {
    Capture before = call.atEnter(argument, Form.MEMORY);
    if (before == null || before.bytes().length() < Integer.BYTES) {
      NumberText.appendPointer(call.arg(argument), out);
      return;
    }
    int length = Memory.int32(before.bytes(), 0);
    out.append('[').append(length);
    Capture after = call.atExit(argument, Form.MEMORY);
    if (after != null && after.bytes().length() >= Integer.BYTES) {
      int written = Memory.int32(after.bytes(), 0);
      if (written != length) {
        out.append(" => ").append(written);
      }
    }
    out.append(']');
  }

  /** An offset that the kernel moves: {@code [0] => [3]}, or {@code [0]}. */
  static void appendOffset(int argument, boolean saysMoved, ShownCall call, StringBuilder out) {
    Capture before = call.atEnter(argument, Form.MEMORY);
    if (before == null || before.bytes().length() < Long.BYTES) {
      NumberText.appendPointer(call.arg(argument), out);
      return;
    }
    out.append('[').append(Memory.int64(before.bytes(), 0)).append(']');
    Capture after = call.atExit(argument, Form.MEMORY);
    if (saysMoved && call.result() != 0 && after != null && after.bytes().length() >= Long.BYTES) {
      out.append(" => [").append(Memory.int64(after.bytes(), 0)).append(']');
    }
  }

  /** A set of processors: {@code [0 1]}; the kernel writes as many bytes as it returns. */
  static void appendProcessors(int argument, boolean exit, ShownCall call, StringBuilder out) {
    Capture capture =
        exit ? call.atExit(argument, Form.MEMORY) : call.atEnter(argument, Form.MEMORY);
    if (capture == null) {
      NumberText.appendPointer(call.arg(argument), out);
      return;
    }
    ByteString bytes = capture.bytes();
    long written = exit ? call.result() : CPU_BYTES;
    int end = (int) Math.max(0, Math.min(written, bytes.length()));
    out.append('[');
    boolean first = true;
    for (int cpu = 0; cpu < end * Byte.SIZE; cpu++) {
      if ((bytes.at(cpu >> 3) >> (cpu & 7) & 1) != 0) {
        if (!first) {
          out.append(' ');
        }
        first = false;
        out.append(cpu);
      }
    }
    out.append(']');
  }

  /** The value of a socket option that is set: a number, a structure or bytes. */
  static void appendOption(ShownCall call, StringBuilder out) {
    Capture capture = call.atEnter(3, Form.MEMORY);
    if (capture == null || (int) call.arg(4) < 0) {
      NumberText.appendPointer(call.arg(3), out);
      return;
    }
    appendOption(capture, capture.bytes().length(), call, out);
  }

  /** The value of a socket option that was asked for. */
  static void appendAskedOption(ShownCall call, StringBuilder out) {
    Capture capture = call.atExit(3, Form.MEMORY);
    Capture length = call.atExit(4, Form.MEMORY);
    if (capture == null || length == null || length.bytes().length() < Integer.BYTES) {
      NumberText.appendPointer(call.arg(3), out);
      return;
    }
    int size = Memory.int32(length.bytes(), 0);
    if (size < 0 || size > capture.bytes().length()) {
      NumberText.appendPointer(call.arg(3), out);
    } else {
      appendOption(capture, size, call, out);
    }
  }

  private static void appendOption(Capture capture, int size, ShownCall call, StringBuilder out) {
    ByteString bytes = capture.bytes();
    boolean ofSocket = (int) call.arg(1) == SOL_SOCKET;
    int option = (int) call.arg(2);
    if (ofSocket && option == SO_LINGER && size >= LINGER_SIZE) {
      out.append("{l_onoff=").append(Memory.int32(bytes, 0));
      out.append(", l_linger=").append(Memory.int32(bytes, 4)).append('}');
    } else if (ofSocket && option == SO_PEERCRED && size >= CREDENTIALS_SIZE) {
      out.append("{pid=").append(Memory.int32(bytes, 0));
      out.append(", uid=").append(Memory.unsigned(bytes, 4, Integer.BYTES));
      out.append(", gid=").append(Memory.unsigned(bytes, 8, Integer.BYTES)).append('}');
    } else if (size == Integer.BYTES) {
      out.append('[').append(Memory.int32(bytes, 0)).append(']');
    } else {
      int shown = Math.min(size, call.contentLimit());
      QuotedText.appendQuoted(bytes, 0, shown, out);
      if (shown < size) {
        out.append("...");
      }
    }
  }

  /** The sets of capget(2) and capset(2), of the version that has 64 bits of each. */
  static void appendCapabilities(boolean exit, ShownCall call, StringBuilder out) {
    @Nullable Capture capture = exit ? call.atExit(1, Form.MEMORY) : call.atEnter(1, Form.MEMORY);
    if (capture == null || capture.bytes().length() < CAPABILITIES_SIZE) {
      NumberText.appendPointer(call.arg(1), out);
      return;
    }
    ByteString bytes = capture.bytes();
    out.append("{effective=");
    appendCapabilities(bytes, 0, out);
    out.append(", permitted=");
    appendCapabilities(bytes, 4, out);
    out.append(", inheritable=");
    appendCapabilities(bytes, 8, out);
    out.append('}');
  }

  private static void appendCapabilities(ByteString bytes, int at, StringBuilder out) {
    long set =
        Memory.unsigned(bytes, at, Integer.BYTES)
            | (Memory.unsigned(bytes, at + 12, Integer.BYTES) << Integer.SIZE);
    if (set == 0) {
      out.append('0');
    }
    boolean first = true;
    for (long rest = set; rest != 0; rest &= rest - 1) {
      out.append(first ? "1<<" : "|1<<");
      first = false;
      CAPABILITIES.append(Long.numberOfTrailingZeros(rest), out);
    }
  }

  /** What FUTEX_WAKE_OP does with the second word: {@code FUTEX_OP_SET<<28|0<<12|...}. */
  static void appendWakeOperation(int operation, StringBuilder out) {
    WAKE_OPERATIONS.append(operation >>> 28 & 7, out);
    out.append(operation < 0 ? "<<28|FUTEX_OP_OPARG_SHIFT<<28|" : "<<28|");
    NumberText.appendHex(operation >>> 12 & 0xfff, out);
    out.append("<<12|");
    WAKE_COMPARISONS.append(operation >>> 24 & 0xf, out);
    out.append("<<24|");
    NumberText.appendHex(operation & 0xfff, out);
  }

  /** A priority of ioprio_set(2): its class and its level. */
  static void appendPriority(int priority, StringBuilder out) {
    out.append("IOPRIO_PRIO_VALUE(");
    PRIORITY_CLASSES.append(priority >>> 13, out);
    out.append(", ").append(priority & 0x1fff).append(')');
  }

  /** What time(2) wrote, with its date. */
  static void appendTime(int argument, ShownCall call, StringBuilder out) {
    Capture capture = call.atExit(argument, Form.MEMORY);
    if (capture == null || capture.bytes().length() < Long.BYTES) {
      NumberText.appendPointer(call.arg(argument), out);
      return;
    }
    long seconds = Memory.int64(capture.bytes(), 0);
    out.append('[').append(seconds);
    TimeText.appendComment(seconds, 0, 9, out);
    out.append(']');
  }
}
