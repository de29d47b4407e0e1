package syswall.tracer;

import org.jspecify.annotations.Nullable;
import syswall.linux.TraceeMemory;

/**
 * Reads each page of a stopped thread's memory once: an environment is a hundred little pieces, and
 * its strings lie side by side mostly.
 */
final class PageReader implements MemoryReader {
  private static final int PAGE_SIZE = TraceeMemory.PAGE_SIZE;

  /** Kept at a time, by their addresses: a power of two. */
  private static final int PAGES = 8;

  private static final byte[] UNREADABLE = {};

  private final MemoryReader memory;
  private final long[] addresses = new long[PAGES];
  private final byte[] @Nullable [] pages = new byte[PAGES][];

  /** Reads through another reader, while its thread stays stopped. */
  PageReader(MemoryReader memory) {
    this.memory = memory;
  }

  @Override
  public int read(long address, byte[] target, int offset, int length) {
    int done = 0;
    while (done < length) {
      int start = (int) (address + done & PAGE_SIZE - 1);
      byte[] page = page(address + done - start);
      if (page == UNREADABLE) {
        break;
      }
      int size = Math.min(length - done, PAGE_SIZE - start);
      System.arraycopy(page, start, target, offset + done, size);
      done += size;
    }
    return done;
  }

  private byte[] page(long address) {
    int place = (int) (address / PAGE_SIZE) & PAGES - 1;
    byte[] page = pages[place];
    if (page == null || addresses[place] != address) {
      page = new byte[PAGE_SIZE];
      if (memory.read(address, page, 0, PAGE_SIZE) < PAGE_SIZE) {
        page = UNREADABLE;
      }
      addresses[place] = address;
      pages[place] = page;
    }
    return page;
  }
}
