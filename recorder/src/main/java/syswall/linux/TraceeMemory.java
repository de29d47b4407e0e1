package syswall.linux;

/**
 * Reads and writes the memory of a stopped tracee (process_vm_readv(2)). The parts that are asked
 * for in one call never cross a page border, since the kernel promises nothing about a part that
 * fails half-way, but copies all parts before that.
 */
public final class TraceeMemory {
  /** Bytes in a page. */
  public static final int PAGE_SIZE = 4096;

  /** Most parts of a call: a page border on either side of 32 kB. */
  private static final int PARTS = 9;

  private static final int IOVEC = 16; // struct iovec of bits/types/struct_iovec.h

  private final Block buffer = new Block(PARTS * PAGE_SIZE);
  private final Block local = new Block(IOVEC);
  private final Block remote = new Block(PARTS * IOVEC);

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
      int parts = 0;
      int wanted = 0;
      while (parts < PARTS && done + wanted < length) {
        long part = from + wanted;
        int size = Math.min(length - done - wanted, PAGE_SIZE - (int) (part & PAGE_SIZE - 1));
        remote.putLong(parts * IOVEC, part);
        remote.putLong(parts * IOVEC + 8, size);
        wanted += size;
        parts++;
      }
      int copied = (int) Math.max(0, transfer(Kernel.SYS_PROCESS_VM_READV, tid, wanted, parts));
      buffer.get(0, target, offset + done, copied);
      done += copied;
      if (copied < wanted) {
        break;
      }
    }
    return done;
  }

  /** The 64-bit number at an address, or the default if it cannot be read. */
  public long readLong(int tid, long address, long otherwise) {
    return transferLong(Kernel.SYS_PROCESS_VM_READV, tid, address) ? buffer.getLong(0) : otherwise;
  }

  /** Writes a 64-bit number; answers whether it could be written. */
  public boolean writeLong(int tid, long address, long value) {
    buffer.putLong(0, value);
    return transferLong(Kernel.SYS_PROCESS_VM_WRITEV, tid, address);
  }

  /**
   * Writes bytes; answers whether they could be written. It may have written some even if not.
   *
   * @param bytes at most a page
   */
  public boolean write(int tid, long address, byte[] bytes) {
    buffer.put(0, bytes);
    remote.putLong(0, address);
    remote.putLong(8, bytes.length);
    return transfer(Kernel.SYS_PROCESS_VM_WRITEV, tid, bytes.length, 1) == bytes.length;
  }

  private boolean transferLong(long call, int tid, long address) {
    remote.putLong(0, address);
    remote.putLong(8, Long.BYTES);
    return transfer(call, tid, Long.BYTES, 1) == Long.BYTES;
  }

  /** Between the buffer and the parts that {@code remote} names. */
  private long transfer(long call, int tid, int length, int parts) {
    local.putLong(0, buffer.address());
    local.putLong(8, length);
    return Kernel.call(call, tid, local.address(), 1, remote.address(), parts, 0);
  }
}
