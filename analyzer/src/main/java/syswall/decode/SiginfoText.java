package syswall.decode;

import syswall.event.ByteString;
import syswall.syscall.Errno;
import syswall.syscall.FlagSet;

/**
 * A {@code siginfo_t} of asm-generic/siginfo.h: which of its fields mean something, its code says.
 */
final class SiginfoText {
  private static final FlagSet USER = FlagSet.of("si_user");
  private static final FlagSet SEGV = FlagSet.of("si_segv");
  private static final FlagSet BUS = FlagSet.of("si_bus");
  private static final FlagSet FPE = FlagSet.of("si_fpe");
  private static final FlagSet ILL = FlagSet.of("si_ill");
  private static final FlagSet TRAP = FlagSet.of("si_trap");
  private static final FlagSet CHLD = FlagSet.of("si_chld");
  private static final FlagSet POLL = FlagSet.of("si_poll");
  private static final FlagSet SYS = FlagSet.of("si_sys");

  private static final int SIGILL = 4;
  private static final int SIGTRAP = 5;
  private static final int SIGBUS = 7;
  private static final int SIGFPE = 8;
  private static final int SIGSEGV = 11;
  private static final int SIGCHLD = 17;
  private static final int SIGIO = 29;
  private static final int SIGSYS = 31;

  private static final int SI_KERNEL = 0x80;
  private static final int SI_TIMER = -2;
  private static final int SI_TKILL = -6;
  private static final int CLD_EXITED = 1;

  private SiginfoText() {}

  static void append(ByteString bytes, int at, ShownCall call, StringBuilder out) {
    int signal = Memory.int32(bytes, at);
    if (signal == 0) { // waitid(2): no child has changed
      out.append("{}");
      return;
    }
    int code = Memory.int32(bytes, at + 8);
    out.append("{si_signo=");
    NumberText.appendSignal(signal, out);
    out.append(", si_code=");
    appendCode(signal, code, out);
    int errno = Memory.int32(bytes, at + 4);
    if (errno != 0) {
      out.append(", si_errno=").append(errno < 0 ? Integer.toString(errno) : Errno.name(errno));
    }
    appendDetails(signal, code, bytes, at + 16, out);
    out.append('}');
  }

  /** The name of a code: those above 0 mean something else for each signal. */
  static void appendCode(int signal, int code, StringBuilder out) {
    codes(signal, code).append(Integer.toUnsignedLong(code), out);
  }

  private static FlagSet codes(int signal, int code) {
    if (code <= 0 || code == SI_KERNEL) {
      return USER;
    }
    return switch (signal) {
      case SIGILL -> ILL;
      case SIGTRAP -> TRAP;
      case SIGBUS -> BUS;
      case SIGFPE -> FPE;
      case SIGSEGV -> SEGV;
      case SIGCHLD -> CHLD;
      case SIGIO -> POLL;
      case SIGSYS -> SYS;
      default -> USER;
    };
  }

  private static void appendDetails(
      int signal, int code, ByteString bytes, int at, StringBuilder out) {
    if (code == SI_TIMER) {
      out.append(", si_timerid=").append(Memory.int32(bytes, at));
      out.append(", si_overrun=").append(Memory.int32(bytes, at + 4));
      appendValue(Memory.int64(bytes, at + 8), out);
    } else if (code == SI_KERNEL) {
      return;
    } else if (code <= 0) {
      appendSender(bytes, at, out);
      long value = Memory.int64(bytes, at + 8);
      if (code != 0 && code != SI_TKILL && value != 0) {
        appendValue(value, out);
      }
    } else {
      appendKernelDetails(signal, code, bytes, at, out);
    }
  }

  private static void appendKernelDetails(
      int signal, int code, ByteString bytes, int at, StringBuilder out) {
    switch (signal) {
      case SIGCHLD -> {
        appendSender(bytes, at, out);
        out.append(", si_status=");
        int status = Memory.int32(bytes, at + 8);
        if (code == CLD_EXITED) {
          out.append(status);
        } else {
          NumberText.appendSignal(status & 0x7f, out);
        }
        out.append(", si_utime=");
        TimeText.appendTicks(Memory.int64(bytes, at + 16), out);
        out.append(", si_stime=");
        TimeText.appendTicks(Memory.int64(bytes, at + 24), out);
      }
      case SIGILL, SIGFPE, SIGSEGV, SIGBUS, SIGTRAP -> {
        out.append(", si_addr=");
        NumberText.appendPointer(Memory.int64(bytes, at), out);
      }
      case SIGIO -> {
        out.append(", si_band=").append(Memory.int64(bytes, at));
        out.append(", si_fd=").append(Memory.int32(bytes, at + 8));
      }
      default -> appendSender(bytes, at, out);
    }
  }

  private static void appendSender(ByteString bytes, int at, StringBuilder out) {
    out.append(", si_pid=").append(Memory.int32(bytes, at));
    out.append(", si_uid=").append(Memory.unsigned(bytes, at + 4, Integer.BYTES));
  }

  private static void appendValue(long value, StringBuilder out) {
    out.append(", si_int=").append((int) value).append(", si_ptr=");
    NumberText.appendPointer(value, out);
  }
}
