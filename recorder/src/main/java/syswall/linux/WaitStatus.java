package syswall.linux;

/**
 * What the status of wait(2) says about a tracee, as bits/waitstatus.h and ptrace(2) lay it out.
 */
public final class WaitStatus {
  /** The stop signal of a syscall stop: SIGTRAP and the bit of PTRACE_O_TRACESYSGOOD. */
  public static final int SYSCALL_STOP = 0x85;

  private WaitStatus() {}

  /** Whether the tracee is stopped, not gone. */
  public static boolean stopped(int status) {
    return (status & 0xff) == 0x7f;
  }

  /** The signal that stopped it. */
  public static int stopSignal(int status) {
    return status >> 8 & 0xff;
  }

  /** Whether the tracee stopped inside of a call: clone(2), or execve(2), has come half-way. */
  public static boolean isInCall(int status) {
    return event(status) != 0 && event(status) != Ptrace.PTRACE_EVENT_STOP;
  }

  /** The PTRACE_EVENT code, or 0. */
  public static int event(int status) {
    return status >>> 16;
  }
}
