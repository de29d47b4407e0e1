package syswall.linux;

/** {@code struct user_regs_struct} of sys/user.h (x86_64). */
public final class Registers {
  private final Block block = new Block(216);

  Block block() {
    return block;
  }

  /** The stack pointer. */
  public long rsp() {
    return block.getLong(152);
  }

  /** The accumulator: a syscall's number, then its result. */
  public long rax() {
    return block.getLong(80);
  }

  /** The first syscall argument. */
  public void rdi(long value) {
    block.putLong(112, value);
  }

  /** The first syscall argument of 32-bit code. */
  public void rbx(long value) {
    block.putLong(40, value);
  }

  /**
   * Makes the tracee run the {@code syscall} instruction at an address.
   *
   * <p>{@code orig_rax} becomes -1, for otherwise the kernel restarts the call that the tracee was
   * interrupted in.
   */
  public void prepareCall(long instruction, long number, long a0, long a1, long a2, long a3) {
    block.putLong(128, instruction); // rip
    block.putLong(80, number); // rax
    block.putLong(112, a0); // rdi
    block.putLong(104, a1); // rsi
    block.putLong(96, a2); // rdx
    block.putLong(56, a3); // r10
    block.putLong(120, -1); // orig_rax
  }
}
