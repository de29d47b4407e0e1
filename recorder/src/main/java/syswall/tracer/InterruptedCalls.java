package syswall.tracer;

import java.util.Set;
import syswall.event.Abi;
import syswall.linux.Errors;
import syswall.linux.Ptrace;
import syswall.linux.Registers;
import syswall.linux.SyscallInfo;
import syswall.syscall.SyscallTable;

/**
 * Makes the kernel make a call again that PTRACE_INTERRUPT got a thread out of. It does so by
 * itself with most; but some fail with EINTR after any interruption, which a program that has no
 * handlers need not expect (signal(7), "Interruption of system calls and library functions by stop
 * signals").
 */
final class InterruptedCalls {
  /** From include/linux/errno.h of the kernel: no handler runs, so make it again; else EINTR. */
  private static final int ERESTARTNOHAND = 514;

  private static final int ERESTARTSYS = 512;
  private static final int ERESTARTNOINTR = 513;
  private static final int ERESTART_RESTARTBLOCK = 516;

  /**
   * Calls that fail so, sockets with a timeout (SO_RCVTIMEO, SO_SNDTIMEO) among them. They have
   * done nothing when they do, which is not so of close(2).
   */
  private static final Set<String> NEVER_MADE_AGAIN =
      Set.of(
          "epoll_wait",
          "epoll_pwait",
          "epoll_pwait2",
          "semop",
          "semtimedop",
          "semtimedop_time64",
          "rt_sigtimedwait",
          "rt_sigtimedwait_time64",
          "io_getevents",
          "io_uring_enter",
          "read",
          "readv",
          "recv",
          "recvfrom",
          "recvmsg",
          "recvmmsg",
          "recvmmsg_time64",
          "accept",
          "accept4",
          "connect",
          "write",
          "writev",
          "send",
          "sendto",
          "sendmsg",
          "sendmmsg");

  private final Ptrace ptrace;
  private final SyscallInfo info = new SyscallInfo();
  private final Registers registers = new Registers();

  InterruptedCalls(Ptrace ptrace) {
    this.ptrace = ptrace;
  }

  /**
   * Whether the kernel makes a call again when the thread goes on, and has it do so where it would
   * not. To be asked of a thread that stopped behind its call, or in none.
   */
  boolean isMadeAgain(int tid) {
    if (!ptrace.getRegisters(tid, registers) || registers.originalNumber() < 0) {
      return false;
    }
    long error = -registers.rax();
    if (error == ERESTARTSYS
        || error == ERESTARTNOINTR
        || error == ERESTARTNOHAND
        || error == ERESTART_RESTARTBLOCK) {
      return true;
    }
    if (error != Errors.EINTR || !NEVER_MADE_AGAIN.contains(name(tid))) {
      return false;
    }
    registers.result(-ERESTARTNOHAND);
    return ptrace.setRegisters(tid, registers);
  }

  private String name(int tid) {
    boolean known = ptrace.getSyscallInfo(tid, info);
    Abi abi = known ? Tracer.abi(info) : Abi.X86_64;
    return SyscallTable.of(abi).name((int) registers.originalNumber());
  }
}
