package syswall.tracer;

import org.jspecify.annotations.Nullable;
import syswall.linux.Ptrace;
import syswall.linux.SyscallInfo;

/**
 * Which calls of the tracees the tracer sees: how threads are resumed, and what their stops are.
 */
sealed interface CallStops permits CallStops.Every, ChosenCalls {

  /**
   * A thread exists.
   *
   * @param creator null if not known
   */
  void born(Tracee thread, @Nullable Tracee creator);

  /** Whether a stop is the enter-stop of a call that is to be handled. */
  boolean begins(Tracee tracee, SyscallInfo info);

  /** Whether a stop is the exit-stop of the call that the thread is in. */
  boolean ends(Tracee tracee, SyscallInfo info);

  /** Lets a stopped thread run to its next stop, delivering a signal if not 0. */
  void resume(Tracee tracee, int signal);

  /** All of them, by PTRACE_SYSCALL. */
  final class Every implements CallStops {
    private final Ptrace ptrace;

    Every(Ptrace ptrace) {
      this.ptrace = ptrace;
    }

    @Override
    public void born(Tracee thread, @Nullable Tracee creator) {}

    @Override
    public boolean begins(Tracee tracee, SyscallInfo info) {
      return info.op() == SyscallInfo.PTRACE_SYSCALL_INFO_ENTRY;
    }

    @Override
    public boolean ends(Tracee tracee, SyscallInfo info) {
      return info.op() == SyscallInfo.PTRACE_SYSCALL_INFO_EXIT && tracee.call != null;
    }

    @Override
    public void resume(Tracee tracee, int signal) {
      ptrace.syscall(tracee.tid, signal);
    }
  }
}
