package syswall.decode;

import syswall.event.ByteString;
import syswall.syscall.FlagSet;

/** A {@code struct sigevent} of asm-generic/siginfo.h: how timer_create(2) is to notify. */
final class SigeventText {
  private static final FlagSet NOTIFY = FlagSet.of("sigev_notify");
  private static final int SIGEV_NONE = 1;
  private static final int SIGEV_THREAD_ID = 4;

  private SigeventText() {}

  static void append(ByteString bytes, int at, ShownCall call, StringBuilder out) {
    long value = Memory.int64(bytes, at);
    int signal = Memory.int32(bytes, at + 8);
    int notify = Memory.int32(bytes, at + 12);
    out.append('{');
    if (value != 0) {
      out.append("sigev_value={sival_int=").append((int) value).append(", sival_ptr=");
      NumberText.appendPointer(value, out);
      out.append("}, ");
    }
    out.append("sigev_signo=");
    if (notify == SIGEV_NONE) {
      out.append(Integer.toUnsignedLong(signal));
    } else {
      NumberText.appendSignal(signal, out);
    }
    out.append(", sigev_notify=");
    NOTIFY.append(notify, out);
    if (notify == SIGEV_THREAD_ID) {
      out.append(", sigev_notify_thread_id=").append(Memory.int32(bytes, at + 16));
    }
    out.append('}');
  }
}
