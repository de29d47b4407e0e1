package syswall.tracer;

/** Copies memory of a thread that is stopped. */
interface MemoryReader {
  /**
   * Copies bytes.
   *
   * @param target receives them from {@code offset} on
   * @return how many of {@code length} bytes could be read, from the first on
   */
  int read(long address, byte[] target, int offset, int length);
}
