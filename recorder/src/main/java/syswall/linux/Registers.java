package syswall.linux;

/** {@code struct user_regs_struct} of sys/user.h (x86_64). */
public final class Registers {
  /** Offsets of rdi, rsi, rdx, r10, r8 and r9. */
  private static final int[] ARGUMENTS = {112, 104, 96, 56, 72, 64};

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

  /** The number of the call that the tracee is in, or was; below 0 if in none. */
  public long originalNumber() {
    return block.getLong(120); // orig_rax
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
  public void prepareCall(long instruction, long number, long... arguments) {
    block.putLong(128, instruction); // rip
    block.putLong(80, number); // rax
    for (int i = 0; i < arguments.length; i++) {
      argument(i, arguments[i]);
    }
    originalNumber(-1);
  }

  /** The number of the call that the tracee is about to make, or is in; -1 makes it make none. */
  public void originalNumber(long number) {
    block.putLong(120, number); // orig_rax
  }

  /** Sets the accumulator: the result that a program sees. */
  public void result(long value) {
    block.putLong(80, value); // rax
  }

  /** Sets an argument 0..5 of a 64-bit call. */
  public void argument(int index, long value) {
    block.putLong(ARGUMENTS[index], value);
  }

  /** Where the next instruction is. */
  public long instruction() {
    return block.getLong(128); // rip
  }

  /** Whether the code segment is that of 64-bit programs, __USER_CS of asm/segment.h. */
  public boolean in64BitCode() {
    return block.getLong(136) == 0x33; // cs
  }

  /** Makes these registers those of another block. */
  public void copyOf(Registers other) {
    for (int offset = 0; offset < block.size(); offset += Long.BYTES) {
      block.putLong(offset, other.block.getLong(offset));
    }
  }
}
