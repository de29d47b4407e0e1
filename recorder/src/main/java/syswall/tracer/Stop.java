package syswall.tracer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.linux.SignalInfo;
import syswall.syscall.Syscall;

/**
 * Why the tracer has the word: a thread stopped or is gone. Names are those of ptrace(2). {@code
 * atNs} is {@link System#nanoTime}, which is CLOCK_MONOTONIC, when the tracer took the stop up.
 */
public sealed interface Stop {

  /**
   * A syscall-enter-stop.
   *
   * @param row what the syscall table says about the call; null if it does not know its number
   * @param instruction where the program is, right behind the instruction that calls
   */
  record SyscallEnter(
      StoppedTracee tracee,
      long atNs,
      Abi abi,
      int number,
      @Nullable Syscall row,
      long instruction,
      long arg0,
      long arg1,
      long arg2,
      long arg3,
      long arg4,
      long arg5)
      implements Stop {
    /** The raw register of one argument. */
    public long arg(int index) {
      return switch (index) {
        case 0 -> arg0;
        case 1 -> arg1;
        case 2 -> arg2;
        case 3 -> arg3;
        case 4 -> arg4;
        case 5 -> arg5;
        default -> throw new IndexOutOfBoundsException(index);
      };
    }
  }

  /**
   * A syscall-exit-stop.
   *
   * @param call the enter-stop that it ends
   * @param result the result register
   */
  record SyscallExit(StoppedTracee tracee, long atNs, SyscallEnter call, long result)
      implements Stop {}

  /**
   * A PTRACE_EVENT_FORK, VFORK or CLONE stop of the creator: a new thread exists and has not run
   * yet.
   *
   * @param tid the new thread
   * @param pid its thread group, {@code tid} itself if it is a new process
   * @param creatorTid who made it; 0 if the creator was killed before it could say so
   * @param creatorPid its thread group, or 0
   * @param cloneFlags CLONE_* flags of clone(2) without the exit signal
   */
  record Born(long atNs, int tid, int pid, int creatorTid, int creatorPid, long cloneFlags)
      implements Stop {}

  /**
   * A process that was running already is traced from now on; its threads are stopped.
   *
   * @param parentPid its parent
   * @param tids its threads
   * @param callsUnderWay how many of them were in a call
   */
  record Attached(long atNs, int pid, int parentPid, List<Integer> tids, int callsUnderWay)
      implements Stop {
    /** The CLONE_* flags that threads of a process are made with. */
    public static final long THREAD_FLAGS = CloneCall.THREAD_FLAGS;

    public Attached {
      tids = List.copyOf(tids);
    }
  }

  /**
   * A PTRACE_EVENT_EXEC stop.
   *
   * @param tracee the thread, now the only one of its process and its leader
   * @param formerTid its number before
   */
  record Executed(StoppedTracee tracee, long atNs, int formerTid) implements Stop {}

  /**
   * A signal-delivery-stop.
   *
   * @param info the signal; valid until the handler returns
   */
  record SignalDelivery(StoppedTracee tracee, long atNs, SignalInfo info) implements Stop {}

  /** A group-stop. */
  record Group(StoppedTracee tracee, long atNs, int signal) implements Stop {}

  /** A thread left its group-stop. */
  record Continued(StoppedTracee tracee, long atNs) implements Stop {}

  /** A thread is gone. */
  record Exited(long atNs, int tid, int pid, int waitStatus) implements Stop {}
}
