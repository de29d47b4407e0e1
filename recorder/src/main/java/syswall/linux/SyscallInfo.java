package syswall.linux;

/**
 * {@code struct ptrace_syscall_info} of linux/ptrace.h, reused for every stop. The number and
 * arguments are there at a syscall-enter-stop, the result at a syscall-exit-stop.
 */
public final class SyscallInfo {
  static final int SIZE = 88;

  /** A value of {@link #op()}: a syscall-enter-stop. */
  public static final int PTRACE_SYSCALL_INFO_ENTRY = 1;

  /** Another: a syscall-exit-stop. */
  public static final int PTRACE_SYSCALL_INFO_EXIT = 2;

  /** {@link #arch()} of 32-bit calls, from linux/audit.h. */
  public static final int AUDIT_ARCH_I386 = 0x40000003;

  private final Block block;
  private final int offset;

  /** Nothing yet: to be filled in. */
  public SyscallInfo() {
    this(new Block(SIZE), 0);
  }

  SyscallInfo(Block block, int offset) {
    this.block = block;
    this.offset = offset;
  }

  long address() {
    return block.address() + offset;
  }

  /** Which kind of stop it is. */
  public int op() {
    return block.getByte(offset);
  }

  /** AUDIT_ARCH_* of the calling convention. */
  public int arch() {
    return block.getInt(offset + 4);
  }

  /** The syscall's number. */
  public int number() {
    return (int) block.getLong(offset + 24);
  }

  /** One of the arguments 0..5. */
  public long argument(int index) {
    return block.getLong(offset + 32 + 8 * index);
  }

  /** The result register. */
  public long result() {
    return block.getLong(offset + 24);
  }
}
