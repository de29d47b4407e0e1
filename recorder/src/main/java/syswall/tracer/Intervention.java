package syswall.tracer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.linux.Errors;
import syswall.linux.LocalProcess;
import syswall.linux.Ptrace;
import syswall.linux.Registers;
import syswall.linux.TraceeMemory;

/**
 * Carries out an {@link Answer} at a syscall-enter-stop, and gives the program its registers back
 * at the exit-stop: it may look at them, and the kernel restarts an interrupted call from them.
 */
final class Intervention {
  private static final int SIGKILL = 9;

  /**
   * A call that was replaced.
   *
   * @param slot of the sealed arguments; -1 if it has none
   * @param countedAt as of {@link Answer.Replace}
   */
  record Replaced(Stop.SyscallEnter call, int slot, long countedAt) {}

  private final Ptrace ptrace;
  private final TraceeMemory memory;
  private final @Nullable SealedArguments sealed;
  private final Registers registers = new Registers();

  Intervention(Ptrace ptrace, TraceeMemory memory, @Nullable SealedArguments sealed) {
    this.ptrace = ptrace;
    this.memory = memory;
    this.sealed = sealed;
  }

  /** Does what was answered; returns what is to be given back, or null. */
  @Nullable Replaced enter(Tracee tracee, Stop.SyscallEnter call, Answer answer) {
    if (answer == Answer.PROCEED) {
      return null; // at every stop of a recording without a policy
    }
    AtEnter performer = new AtEnter(tracee, call);
    answer.by(performer);
    return performer.replaced;
  }

  /** Gives back at the exit-stop; returns what the program sees as the result. */
  long leave(int tid, Replaced replaced, long result) {
    boolean counts = replaced.countedAt != 0 && result >= 0;
    long seen = counts ? count(tid, replaced.countedAt, result) : result;
    if (ptrace.getRegisters(tid, registers)) {
      if (counts) {
        registers.result(seen);
      }
      for (int i = 0; i < 6; i++) {
        registers.argument(i, replaced.call.arg(i));
      }
      registers.originalNumber(replaced.call.number());
      ptrace.setRegisters(tid, registers);
    }
    release(replaced);
    return seen;
  }

  private long count(int tid, long address, long result) {
    byte[] count = ByteString.ofInt((int) result).toByteArray();
    return memory.write(tid, address, count) ? 1 : -Errors.EFAULT;
  }

  /** Nothing is to be given back: the thread is gone, or has a new image. */
  void release(Replaced replaced) {
    if (sealed != null && replaced.slot >= 0) {
      sealed.release(replaced.slot);
    }
  }

  private final class AtEnter implements Answer.Performer {
    private final Tracee tracee;
    private final Stop.SyscallEnter call;
    private @Nullable Replaced replaced;

    AtEnter(Tracee tracee, Stop.SyscallEnter call) {
      this.tracee = tracee;
      this.call = call;
    }

    @Override
    public void proceed() {}

    @Override
    public void kill() {
      LocalProcess.kill(tracee.pid, SIGKILL);
      skip(
          -Errors.EPERM,
          List.of()); // it dies in this stop; if another was quicker, nothing is called
    }

    @Override
    public void skip(long result, List<Answer.Written> written) {
      boolean told = true;
      for (Answer.Written one : written) {
        told &= memory.write(tracee.tid, one.address(), one.bytes().toByteArray());
      }
      if (ptrace.getRegisters(tracee.tid, registers)) {
        registers.originalNumber(-1);
        registers.result(
            told ? result : -Errors.EFAULT); // the kernel leaves it alone where there is no call
        ptrace.setRegisters(tracee.tid, registers);
      }
    }

    @Override
    public void replace(Answer.Replace other) {
      List<Answer.Argument> arguments = other.arguments();
      boolean seals = false;
      for (Answer.Argument argument : arguments) {
        seals |= argument.sealed() != null;
      }
      int slot = seals && sealed != null && tracee.sealedAt != 0 ? sealed.take() : -1;
      if (seals && slot < 0) {
        // what was checked could change, since this process has not the pages
        skip(-Errors.EACCES, List.of());
        return;
      }
      replaced = new Replaced(call, slot, other.countedAt());
      if (!ptrace.getRegisters(tracee.tid, registers)) {
        return;
      }
      int part = 0;
      for (int i = 0; i < arguments.size(); i++) {
        Answer.Argument argument = arguments.get(i);
        ByteString bytes = argument.sealed();
        if (bytes != null && sealed != null) {
          registers.argument(i, tracee.sealedAt + sealed.put(slot, part++, bytes));
        } else if (!argument.kept()) {
          registers.argument(i, argument.value());
        }
      }
      registers.originalNumber(other.number());
      ptrace.setRegisters(tracee.tid, registers);
    }
  }
}
