package syswall.tracer;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.event.CallSelection;
import syswall.linux.Errors;
import syswall.linux.Ptrace;
import syswall.linux.Registers;
import syswall.linux.SyscallInfo;

/**
 * The calls that a {@link SeccompProgram} in the tracees reports by PTRACE_EVENT_SECCOMP stops.
 * Between calls threads are resumed by PTRACE_CONT, from such a stop by PTRACE_SYSCALL, to their
 * exit-stop.
 *
 * <p>What another filter refuses, the kernel does not report: SECCOMP_RET_ERRNO and the like go
 * before SECCOMP_RET_TRACE. So once a process has a filter of its own, its threads and children
 * stop at every call, before any filter is asked, and what was not chosen is passed over here.
 */
final class ChosenCalls implements CallStops {
  /** Calls in there are emulated, and have no exit-stop: vsyscall(7). */
  private static final long VSYSCALL_PAGE = 0xffffffffff600000L;

  private static final long PAGE_MASK = -4096L;

  private final CallSelection selection;
  private final Ptrace ptrace;
  private final Placement placement;
  private final Registers registers = new Registers();

  /** Processes with a filter of their own. */
  private final Set<Integer> filtered = new HashSet<>();

  ChosenCalls(CallSelection selection, Ptrace ptrace, Placement placement) {
    this.selection = selection;
    this.ptrace = ptrace;
    this.placement = placement;
  }

  @Override
  public void born(Tracee thread, @Nullable Tracee creator) {
    if (creator == null || filtered.contains(creator.pid)) {
      filtered.add(thread.pid);
    } else if (thread.tid == thread.pid) {
      filtered.remove(thread.pid); // the number was another process's before
    }
  }

  @Override
  public boolean begins(Tracee tracee, SyscallInfo info) {
    switch (info.op()) {
      case SyscallInfo.PTRACE_SYSCALL_INFO_SECCOMP -> {
        if (ptrace.eventMessage(tracee.tid) != SeccompProgram.COOKIE) {
          refuse(tracee.tid);
          return false;
        }
        if (tracee.call != null || (info.instruction() & PAGE_MASK) == VSYSCALL_PAGE) {
          return false; // its enter-stop came first (Linux 4.8)
        }
      }
      case SyscallInfo.PTRACE_SYSCALL_INFO_ENTRY -> {}
      default -> {
        return false;
      }
    }
    Abi abi = Tracer.abi(info);
    tracee.filtering = SeccompProgram.installsFilter(abi, info.number(), info.argument(0));
    boolean chosen = selection.includes(abi, info.number());
    if (!chosen && Placement.isAboutMasks(abi, info.number())) {
      placement.entering(tracee, (int) info.argument(0));
    }
    return chosen;
  }

  /** A filter of the program's own asks its tracer, and the program has none that would answer. */
  private void refuse(int tid) {
    if (ptrace.getRegisters(tid, registers)) {
      registers.originalNumber(-1);
      registers.result(-Errors.ENOSYS);
      ptrace.setRegisters(tid, registers);
    }
  }

  @Override
  public boolean ends(Tracee tracee, SyscallInfo info) {
    if (info.op() != SyscallInfo.PTRACE_SYSCALL_INFO_EXIT) {
      return false;
    }
    if (tracee.filtering && info.result() >= 0) {
      filtered.add(tracee.pid);
    }
    tracee.filtering = false;
    return tracee.call != null;
  }

  @Override
  public void resume(Tracee tracee, int signal) {
    if (tracee.call != null || tracee.filtering || filtered.contains(tracee.pid)) {
      ptrace.syscall(tracee.tid, signal);
    } else {
      ptrace.cont(tracee.tid, signal);
    }
  }
}
