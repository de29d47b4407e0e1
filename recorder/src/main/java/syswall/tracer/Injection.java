package syswall.tracer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import syswall.linux.LocalProcess;
import syswall.linux.Ptrace;
import syswall.linux.Registers;
import syswall.linux.TraceeMemory;
import syswall.linux.WaitStatus;
import syswall.linux.Waiter;

/**
 * Makes a process that has just executed its program map the {@link SealedArguments}: a few system
 * calls before its first instruction, of which nothing is left but the mapping.
 */
final class Injection {
  private static final int SIGTRAP = 5;
  private static final int SIGSTOP = 19;
  private static final long SYS_OPEN = 2;
  private static final long SYS_CLOSE = 3;
  private static final long SYS_MMAP = 9;
  private static final long SYS_MSEAL = 462;
  private static final long O_CLOEXEC = 0x80000;
  private static final long PROT_READ = 1;
  private static final long MAP_SHARED = 1;
  private static final long SYSCALL_INSTRUCTION = 0x050f;
  private static final int SYSCALL_LENGTH = 2;
  private static final int BELOW_RED_ZONE = 1024;

  /** What came of it. */
  enum Outcome {
    DONE,
    FAILED,
    /** The process ended meanwhile; its wait status is the waiter's. */
    DIED
  }

  private final Ptrace ptrace;
  private final Waiter waiter;
  private final TraceeMemory memory;
  private final SealedArguments sealed;
  private final Registers saved = new Registers();
  private final Registers registers = new Registers();
  private final List<Integer> postponed = new ArrayList<>();
  private long address;

  Injection(Ptrace ptrace, Waiter waiter, TraceeMemory memory, SealedArguments sealed) {
    this.ptrace = ptrace;
    this.waiter = waiter;
    this.memory = memory;
    this.sealed = sealed;
  }

  /** Where the last process has the pages, after {@link Outcome#DONE}. */
  long address() {
    return address;
  }

  /** Maps the pages into a process at the exit-stop of its execve. */
  Outcome map(int tid) {
    if (!ptrace.getRegisters(tid, saved) || !saved.in64BitCode()) {
      return Outcome.FAILED; // if it was killed in this stop, its end will come
    }
    long entry = saved.instruction();
    long instructions = ptrace.peek(tid, entry);
    long patched = (instructions & ~0xffffL) | SYSCALL_INSTRUCTION;
    if (!ptrace.poke(tid, entry, patched)) {
      return Outcome.FAILED; // an image may begin where nothing can be written
    }
    long mask = ptrace.signalMask(tid);
    ptrace.setSignalMask(tid, -1);
    long scratch = (saved.rsp() - BELOW_RED_ZONE) & -16;
    try {
      return map(tid, entry, scratch) ? Outcome.DONE : Outcome.FAILED;
    } catch (DiedException e) {
      return Outcome.DIED;
    } catch (RefusedException e) {
      return Outcome.FAILED;
    } finally {
      write(tid, scratch, new byte[sealed.path().length()]);
      ptrace.poke(tid, entry, instructions);
      ptrace.setRegisters(tid, saved);
      ptrace.setSignalMask(tid, mask);
      postponed.forEach(signal -> LocalProcess.kill(tid, signal));
      postponed.clear();
    }
  }

  private boolean map(int tid, long entry, long scratch) throws DiedException, RefusedException {
    write(tid, scratch, sealed.path().getBytes(StandardCharsets.US_ASCII));
    long fd = call(tid, entry, SYS_OPEN, scratch, O_CLOEXEC, 0);
    if (fd < 0) {
      return false;
    }
    address = call(tid, entry, SYS_MMAP, 0, sealed.size(), PROT_READ, MAP_SHARED, fd, 0);
    call(tid, entry, SYS_CLOSE, fd);
    if (!sealed.areMappedBy(tid, address)) {
      return false; // a seccomp filter of the program's own may answer as it likes
    }
    // no more than a second lock where there is one (Linux 6.10): MemoryGuard is the first
    call(tid, entry, SYS_MSEAL, address, sealed.size(), 0);
    return true;
  }

  private void write(int tid, long target, byte[] bytes) {
    for (int i = 0; i <= bytes.length; i += Long.BYTES) {
      long word = 0;
      for (int j = 0; j < Long.BYTES && i + j < bytes.length; j++) {
        word |= (bytes[i + j] & 0xffL) << (8 * j);
      }
      memory.writeLong(tid, target + i, word);
    }
  }

  private long call(int tid, long entry, long number, long... arguments)
      throws DiedException, RefusedException {
    registers.copyOf(saved);
    registers.prepareCall(entry, number, arguments);
    ptrace.setRegisters(tid, registers);
    int status;
    do {
      ptrace.singleStep(tid);
      status = waiter.await(tid) == tid ? waiter.status() : 0;
      if (!WaitStatus.stopped(status)) {
        throw new DiedException();
      }
      int signal = WaitStatus.stopSignal(status);
      if (WaitStatus.event(status) == 0 && signal == SIGSTOP) {
        postponed.add(signal);
      } else if (WaitStatus.event(status) == 0 && signal != SIGTRAP) {
        throw new RefusedException(); // the instruction's own doing: all others are blocked
      }
    } while (status != ((SIGTRAP << 8) | 0x7f));
    if (!ptrace.getRegisters(tid, registers) || registers.instruction() != entry + SYSCALL_LENGTH) {
      throw new RefusedException();
    }
    return registers.rax();
  }

  /** The image does not let itself be made to call. */
  private static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;
  }

  private static final class DiedException extends Exception {
    private static final long serialVersionUID = 1;
  }
}
