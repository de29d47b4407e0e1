package syswall.decode;

import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Form;
import syswall.syscall.FlagSet;

/** The arguments of clone(2), in strace's order, and those of clone3(2). */
final class CloneText {
  private static final FlagSet FLAGS = FlagSet.of("clone_flags");
  private static final FlagSet FLAGS_3 = FlagSet.of("clone3_flags");

  private static final long CLONE_PIDFD = 0x1000;
  private static final long CLONE_SETTLS = 0x8_0000;
  private static final long CLONE_PARENT_SETTID = 0x10_0000;
  private static final long CLONE_CHILD_CLEARTID = 0x20_0000;
  private static final long CLONE_CHILD_SETTID = 0x100_0000;
  private static final long CLONE_INTO_CGROUP = 0x2_0000_0000L;

  private static final int VERSION_0 = 64;
  private static final int VERSION_1 = 80;
  private static final int VERSION_2 = 88;

  private CloneText() {}

  /** All arguments of clone(2). */
  static void append(ShownCall call, StringBuilder out) {
    long flags = call.arg(0);
    out.append("child_stack=");
    NumberText.appendPointer(call.arg(1), out);
    out.append(", flags=");
    FLAGS.append(flags, out);
    if ((flags & (CLONE_PARENT_SETTID | CLONE_PIDFD)) != 0) {
      out.append(", parent_tid=");
      if (call.succeeded() && (flags & CLONE_PIDFD) == 0) {
        out.append('[').append(call.result()).append(']'); // what the kernel wrote there
      } else {
        NumberText.appendPointer(call.arg(2), out);
      }
    }
    // the last two have changed places in the 32-bit call: clone(2), C library/kernel differences
    int tls = call.isI386() ? 3 : 4;
    if ((flags & CLONE_SETTLS) != 0) {
      out.append(", tls=");
      NumberText.appendHex(call.arg(tls), out);
    }
    if ((flags & (CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID)) != 0) {
      out.append(", child_tidptr=");
      NumberText.appendPointer(call.arg(7 - tls), out);
    }
  }

  /** The structure that the first argument of clone3(2) points to. */
  static void appendArguments(ShownCall call, StringBuilder out) {
    @Nullable Capture capture = call.atEnter(0, Form.MEMORY);
    if (capture == null || capture.bytes().length() < VERSION_0) {
      NumberText.appendPointer(call.arg(0), out);
      return;
    }
    ByteString bytes = capture.bytes();
    long flags = Memory.int64(bytes, 0);
    out.append("{flags=");
    FLAGS_3.append(flags, out);
    if ((flags & CLONE_PIDFD) != 0) {
      appendField(", pidfd=", bytes, 8, out);
    }
    if ((flags & (CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID)) != 0) {
      appendField(", child_tid=", bytes, 16, out);
    }
    if ((flags & CLONE_PARENT_SETTID) != 0) {
      appendField(", parent_tid=", bytes, 24, out);
    }
    out.append(", exit_signal=");
    NumberText.appendSignal((int) Memory.int64(bytes, 32), out);
    appendField(", stack=", bytes, 40, out);
    out.append(", stack_size=");
    NumberText.appendHex(Memory.int64(bytes, 48), out);
    if ((flags & CLONE_SETTLS) != 0) {
      out.append(", tls=");
      NumberText.appendHex(Memory.int64(bytes, 56), out);
    }
    if (bytes.length() >= VERSION_1
        && (Memory.int64(bytes, 64) != 0 || Memory.int64(bytes, 72) != 0)) {
      appendField(", set_tid=", bytes, 64, out);
      out.append(", set_tid_size=");
      NumberText.appendUnsigned(Memory.int64(bytes, 72), out);
    }
    if (bytes.length() >= VERSION_2 && (flags & CLONE_INTO_CGROUP) != 0) {
      out.append(", cgroup=");
      NumberText.appendUnsigned(Memory.int64(bytes, 80), out);
    }
    out.append('}');
    if (call.succeeded() && (flags & CLONE_PARENT_SETTID) != 0) {
      out.append(" => {parent_tid=[").append(call.result()).append("]}");
    }
  }

  private static void appendField(String name, ByteString bytes, int at, StringBuilder out) {
    out.append(name);
    NumberText.appendPointer(Memory.int64(bytes, at), out);
  }
}
