package syswall.event;

/**
 * The calling convention of one syscall, which says what its number means: a process may use both.
 */
public enum Abi {
  /** The {@code syscall} instruction of 64-bit code. */
  X86_64,
  /** {@code int 0x80} or 32-bit code: i386 numbers, 32-bit pointers. */
  I386
}
