package syswall.linux;

/**
 * Reads and writes the memory of a stopped tracee (process_vm_readv(2)). A read never crosses a
 * page border, since the kernel promises nothing about transfers that fail half-way.
 */
public final class TraceeMemory {
  /** Bytes in a page. */
  public static final int PAGE_SIZE = 4096;

  private final Block buffer = new Block(PAGE_SIZE);
  private final Block local = new Block(16);
  private final Block remote = new Block(16);

  /**
   * Copies memory of a tracee.
   *
   * @param target receives the bytes from {@code offset} on
   * @return how many of {@code length} bytes could be read
   */
  public int read(int tid, long address, byte[] target, int offset, int length) {
    int done = 0;
    while (done < length) {
      long from = address + done;
      int chunk = Math.min(length - done, PAGE_SIZE - (int) (from & PAGE_SIZE - 1));
      int copied = readChunk(tid, from, chunk);
      buffer.get(0, target, offset + done, copied);
      done += copied;
      if (copied < chunk) {
        break;
      }
    }
    return done;
  }

  /** The 64-bit number at an address, or the default if it cannot be read. */
  public long readLong(int tid, long address, long otherwise) {
    return readChunk(tid, address, 8) == 8 ? buffer.getLong(0) : otherwise;
  }

  /** Writes a 64-bit number; answers whether it could be written. */
  public boolean writeLong(int tid, long address, long value) {
    buffer.putLong(0, value);
    return transfer(Kernel.SYS_PROCESS_VM_WRITEV, tid, address, 8) == 8;
  }

  private int readChunk(int tid, long address, int length) {
    return (int) Math.max(0, transfer(Kernel.SYS_PROCESS_VM_READV, tid, address, length));
  }

  private long transfer(long call, int tid, long address, int length) {
    local.putLong(0, buffer.address());
    local.putLong(8, length);
    remote.putLong(0, address);
    remote.putLong(8, length);
    return Kernel.call(call, tid, local.address(), 1, remote.address(), 1, 0);
  }
}
