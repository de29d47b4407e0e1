package syswall.tracer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import syswall.event.ByteString;
import syswall.linux.ErrnoException;
import syswall.linux.Errors;
import syswall.linux.LocalProcess;
import syswall.linux.ProcStatus;
import syswall.linux.Ptrace;
import syswall.linux.Registers;
import syswall.linux.TraceeMemory;
import syswall.linux.WaitStatus;
import syswall.linux.Waiter;

/**
 * Starts the first tracee so that nothing of the JVM shows in it: a {@link Stub} is spawned, seized
 * while it waits, made to close the JVM's descriptors and to restore the signal dispositions, and
 * then sent into execve(2).
 */
final class Launcher {
  private static final int SIGKILL = 9;
  private static final int SIGTRAP = 5;
  private static final long SYS_RT_SIGACTION = 13;
  private static final long SYS_EXECVE = 59;
  private static final long SYS_PRCTL = 157;
  private static final long SYS_SECCOMP = 317;
  private static final long SYS_CLOSE_RANGE = 436;
  private static final long PR_SET_NO_NEW_PRIVS = 38;
  private static final long SECCOMP_SET_MODE_FILTER = 1;

  /** Else kernels before 5.16 make a process with a filter pay for it in all that it computes. */
  private static final long SECCOMP_FILTER_FLAG_SPEC_ALLOW = 4;

  private static final long SIGNAL_SET_SIZE = 8;
  private static final long LAST_DESCRIPTOR = 0xffffffffL;

  private final Ptrace ptrace;
  private final Waiter waiter;
  private final TraceeMemory memory;
  private final Registers registers = new Registers();

  /** Signals that came while the stub was at work: they are the program's. */
  private final List<Integer> postponed = new ArrayList<>();

  Launcher(Ptrace ptrace, Waiter waiter, TraceeMemory memory) {
    this.ptrace = ptrace;
    this.waiter = waiter;
    this.memory = memory;
  }

  /**
   * Starts the program; its process is about to make its execve, the first call that the tracer
   * sees.
   */
  int launch(LaunchPlan plan) throws IOException, ErrnoException {
    List<byte[]> argv = new ArrayList<>();
    argv.add("syswall".getBytes(StandardCharsets.US_ASCII));
    argv.add(plan.path().toByteArray());
    plan.argv().forEach(argument -> argv.add(argument.toByteArray()));
    int pid =
        LocalProcess.spawn(
            Stub.image(),
            argv,
            plan.environment().stream().map(ByteString::toByteArray).toList(),
            plan.blockedSignals());
    boolean launched = false;
    try {
      ptrace.seize(pid, true);
      park(pid);
      closeAllBut(plan, pid);
      restoreDispositions(plan, pid);
      installFilter(plan, pid);
      enterExec(pid, argv.size());
      launched = true;
      return pid;
    } finally {
      if (!launched) {
        LocalProcess.kill(pid, SIGKILL);
        waiter.await(pid);
      }
    }
  }

  /**
   * Does what execvp(3) does with a file that has no known format: runs it as a shell script. Call
   * at the exit-stop of the execve that failed with ENOEXEC.
   */
  void runAsShellScript(int pid) {
    ptrace.getRegisters(pid, registers);
    long stack = registers.rsp();
    long pathSlot = stack + 2 * Long.BYTES;
    long path = memory.readLong(pid, pathSlot, 0);
    long environment = stack + Long.BYTES * (memory.readLong(pid, stack, 0) + 2);
    // argv becomes /bin/sh, the path, and the arguments after the program's name
    memory.writeLong(pid, pathSlot, Stub.SHELL_PATH);
    memory.writeLong(pid, pathSlot + Long.BYTES, path);
    registers.prepareCall(Stub.CALL, SYS_EXECVE, Stub.SHELL_PATH, pathSlot, environment, 0);
    ptrace.setRegisters(pid, registers);
  }

  private void park(int pid) throws IOException {
    ptrace.interrupt(pid);
    while (true) {
      int status = awaitStop(pid);
      if (WaitStatus.event(status) == Ptrace.PTRACE_EVENT_STOP
          && WaitStatus.stopSignal(status) == SIGTRAP) {
        return;
      }
      if (WaitStatus.event(status) == Ptrace.PTRACE_EVENT_EXEC) {
        ptrace.interrupt(pid); // the stub's own exec can swallow the first one
      }
      if (WaitStatus.event(status) == 0) {
        postponed.add(WaitStatus.stopSignal(status));
      }
      ptrace.cont(pid, 0);
    }
  }

  private void closeAllBut(LaunchPlan plan, int pid) throws IOException {
    long first = 0;
    for (int kept : plan.descriptors()) {
      if (kept > first) {
        call(pid, SYS_CLOSE_RANGE, first, kept - 1, 0, 0);
      }
      first = kept + 1L;
    }
    call(pid, SYS_CLOSE_RANGE, first, LAST_DESCRIPTOR, 0, 0);
  }

  private void restoreDispositions(LaunchPlan plan, int pid) throws IOException {
    long wrong = ProcStatus.read(Path.of("/proc/" + pid + "/status")).ignoredSignals();
    wrong ^= plan.ignoredSignals();
    ptrace.getRegisters(pid, registers);
    long action = (registers.rsp() - 1024) & -16; // a struct kernel_sigaction below the red zone
    for (int signal = 1; signal <= 64; signal++) {
      long bit = 1L << (signal - 1);
      if ((wrong & bit) != 0) {
        memory.writeLong(
            pid, action, (plan.ignoredSignals() & bit) != 0 ? 1 : 0); // SIG_IGN, SIG_DFL
        for (int offset = Long.BYTES; offset < 4 * Long.BYTES; offset += Long.BYTES) {
          memory.writeLong(pid, action + offset, 0);
        }
        call(pid, SYS_RT_SIGACTION, signal, action, 0, SIGNAL_SET_SIZE);
      }
    }
  }

  /**
   * Who may not administer the system must give up gaining privileges first, which a tracee of an
   * ordinary user cannot gain anyway (execve(2)).
   */
  private void installFilter(LaunchPlan plan, int pid) throws IOException, ErrnoException {
    if (plan.selection().isAll()) {
      return;
    }
    long[] program = SeccompProgram.of(plan.selection());
    ptrace.getRegisters(pid, registers);
    long instructions = (registers.rsp() - 1024 - (long) program.length * Long.BYTES) & -16;
    for (int i = 0; i < program.length; i++) {
      memory.writeLong(pid, instructions + (long) i * Long.BYTES, program[i]);
    }
    long header = instructions - 2 * Long.BYTES; // a struct sock_fprog
    memory.writeLong(pid, header, program.length);
    memory.writeLong(pid, header + Long.BYTES, instructions);
    ptrace.traceSeccomp(pid);
    long result = installFilter(pid, header);
    if (result == -Errors.EACCES) {
      call(pid, SYS_PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0, 0);
      result = installFilter(pid, header);
    }
    if (result < 0) {
      throw new ErrnoException("seccomp", (int) -result);
    }
  }

  private long installFilter(int pid, long header) throws IOException {
    return attempt(
        pid, SYS_SECCOMP, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, header, 0);
  }

  private void enterExec(int pid, int argumentCount) throws IOException {
    ptrace.getRegisters(pid, registers);
    long argv = registers.rsp() + Long.BYTES; // behind argc
    long path = memory.readLong(pid, argv + Long.BYTES, 0);
    long environment = argv + Long.BYTES * (argumentCount + 1L);
    registers.prepareCall(Stub.CALL, SYS_EXECVE, path, argv + 2 * Long.BYTES, environment, 0);
    postponed.forEach(signal -> LocalProcess.kill(pid, signal));
    if (!ptrace.setRegisters(pid, registers) || !ptrace.syscall(pid, 0)) {
      throw new IOException("the program was killed while it started");
    }
  }

  private void call(int pid, long number, long a0, long a1, long a2, long a3) throws IOException {
    long result = attempt(pid, number, a0, a1, a2, a3);
    if (result < 0) {
      throw new IOException("system call " + number + " failed with error " + -result);
    }
  }

  private long attempt(int pid, long number, long a0, long a1, long a2, long a3)
      throws IOException {
    ptrace.getRegisters(pid, registers);
    registers.prepareCall(Stub.CALL, number, a0, a1, a2, a3);
    ptrace.setRegisters(pid, registers);
    int status;
    do {
      ptrace.singleStep(pid);
      status = awaitStop(pid);
      if (WaitStatus.event(status) == 0 && WaitStatus.stopSignal(status) != SIGTRAP) {
        postponed.add(WaitStatus.stopSignal(status));
      }
    } while (status != ((SIGTRAP << 8) | 0x7f));
    ptrace.getRegisters(pid, registers);
    return registers.rax();
  }

  private int awaitStop(int pid) throws IOException {
    if (waiter.await(pid) != pid || !WaitStatus.stopped(waiter.status())) {
      throw new IOException("the program was killed while it started");
    }
    return waiter.status();
  }
}
