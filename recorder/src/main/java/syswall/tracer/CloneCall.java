package syswall.tracer;

import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.linux.Ptrace;
import syswall.linux.Registers;
import syswall.linux.TraceeMemory;

/**
 * Reads the flags of a call that makes threads (clone(2)), and takes CLONE_UNTRACED out of them:
 * with it, a child would escape the tracer.
 */
final class CloneCall {
  /**
   * A call that makes a thread.
   *
   * @param flags the CLONE_* flags as the program gave them, without the exit signal
   */
  record Request(Stop.SyscallEnter call, long flags) {}

  static final long CLONE_THREAD = 0x00010000;

  private static final long CLONE_VM = 0x00000100;
  private static final long CLONE_FS = 0x00000200;
  private static final long CLONE_FILES = 0x00000400;
  private static final long CLONE_SIGHAND = 0x00000800;
  private static final long CLONE_VFORK = 0x00004000;
  private static final long CLONE_UNTRACED = 0x00800000;
  private static final long EXIT_SIGNAL = 0xff;

  /** What threads of a process share: those of POSIX have one descriptor table and directory. */
  static final long THREAD_FLAGS = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD;

  /** The same number in both ABIs. */
  private static final int CLONE3 = 435;

  private final Ptrace ptrace;
  private final TraceeMemory memory;
  private final Registers registers = new Registers();

  CloneCall(Ptrace ptrace, TraceeMemory memory) {
    this.ptrace = ptrace;
    this.memory = memory;
  }

  /**
   * What a call most probably asked for of which only the event is known (PTRACE_EVENT_CLONE ...).
   */
  static long usualFlags(int event, boolean makesThread) {
    if (makesThread) {
      return THREAD_FLAGS;
    }
    return event == Ptrace.PTRACE_EVENT_VFORK ? CLONE_VM | CLONE_VFORK : 0;
  }

  /** What the call asks for if it makes a thread or process, else null. */
  @Nullable Request enter(Stop.SyscallEnter call) {
    return switch (call.abi()) {
      case X86_64 ->
          switch (call.number()) {
            case 56 -> clone(call);
            case 57 -> new Request(call, 0);
            case 58 -> new Request(call, CLONE_VM | CLONE_VFORK);
            case CLONE3 -> clone3(call);
            default -> null;
          };
      case I386 ->
          switch (call.number()) {
            case 120 -> clone(call);
            case 2 -> new Request(call, 0);
            case 190 -> new Request(call, CLONE_VM | CLONE_VFORK);
            case CLONE3 -> clone3(call);
            default -> null;
          };
    };
  }

  /**
   * Gives the flags back as the program wrote them, for it may look at them.
   *
   * @param tid the creator at its exit-stop, or the new thread before it runs
   */
  void restore(int tid, @Nullable Request request) {
    if (request == null || (request.flags & CLONE_UNTRACED) == 0) {
      return;
    }
    Stop.SyscallEnter call = request.call;
    if (call.number() == CLONE3) {
      memory.writeLong(tid, call.arg0(), request.flags);
    } else {
      setFirstArgument(tid, call.abi(), call.arg0());
    }
  }

  private Request clone(Stop.SyscallEnter call) {
    long flags = call.arg0();
    if ((flags & CLONE_UNTRACED) != 0) {
      setFirstArgument(call.tracee().tid(), call.abi(), flags & ~CLONE_UNTRACED);
    }
    return new Request(call, flags & ~EXIT_SIGNAL);
  }

  private void setFirstArgument(int tid, Abi abi, long value) {
    if (!ptrace.getRegisters(tid, registers)) {
      return;
    }
    switch (abi) {
      case X86_64 -> registers.rdi(value);
      case I386 -> registers.rbx(value);
    }
    ptrace.setRegisters(tid, registers);
  }

  /** {@code struct clone_args} begins with its 64-bit flags. */
  private Request clone3(Stop.SyscallEnter call) {
    int tid = call.tracee().tid();
    long flags = memory.readLong(tid, call.arg0(), 0);
    if ((flags & CLONE_UNTRACED) != 0) {
      memory.writeLong(tid, call.arg0(), flags & ~CLONE_UNTRACED);
    }
    return new Request(call, flags);
  }
}
