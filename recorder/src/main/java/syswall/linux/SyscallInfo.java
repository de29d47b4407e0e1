package syswall.linux;

/**
 * {@code struct ptrace_syscall_info} of linux/ptrace.h, reused for every stop. The number and
 * arguments are there at a syscall-enter-stop and at a PTRACE_EVENT_SECCOMP stop, the result at a
 * syscall-exit-stop.
 */
public final class SyscallInfo {
  static final int SIZE = 88;

  /** A value of {@link #op()}: a stop of another kind. */
  public static final int PTRACE_SYSCALL_INFO_NONE = 0;

  /** Another: a syscall-enter-stop. */
  public static final int PTRACE_SYSCALL_INFO_ENTRY = 1;

  /** A syscall-exit-stop. */
  public static final int PTRACE_SYSCALL_INFO_EXIT = 2;

  /** And a PTRACE_EVENT_SECCOMP stop. */
  public static final int PTRACE_SYSCALL_INFO_SECCOMP = 3;

  /** {@link #arch()} of 32-bit calls, from linux/audit.h. */
  public static final int AUDIT_ARCH_I386 = 0x40000003;

  private final Block block = new Block(SIZE);

  long address() {
    return block.address();
  }

  /** Which kind of stop it is. */
  public int op() {
    return block.getByte(0);
  }

  /** AUDIT_ARCH_* of the calling convention. */
  public int arch() {
    return block.getInt(4);
  }

  /** Where the program is. */
  public long instruction() {
    return block.getLong(8);
  }

  /** The syscall's number. */
  public int number() {
    return (int) block.getLong(24);
  }

  /** One of the arguments 0..5. */
  public long argument(int index) {
    return block.getLong(32 + 8 * index);
  }

  /** The result register. */
  public long result() {
    return block.getLong(24);
  }
}
