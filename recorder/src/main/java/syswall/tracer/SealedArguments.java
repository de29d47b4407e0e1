package syswall.tracer;

import syswall.event.ByteString;
import syswall.linux.ErrnoException;
import syswall.linux.SharedPages;

/**
 * Where arguments lie that were checked, so that another thread cannot change them before the
 * kernel reads them: pages that every process of the tree has mapped, that the tracer writes and no
 * tracee can. A thread has a slot of them while it is in such a call.
 */
public final class SealedArguments {
  /** Most bytes of one argument: a path, PATH_MAX of linux/limits.h. */
  public static final int PART = 4096;

  /** Most arguments that one call has sealed. */
  static final int PARTS = 3;

  private static final int SLOTS = 1024;

  private final SharedPages pages;
  private final int[] free = new int[SLOTS];
  private int freeCount = SLOTS;

  /**
   * Makes the pages.
   *
   * @throws ErrnoException if this kernel cannot protect them
   */
  public SealedArguments() throws ErrnoException {
    pages = new SharedPages((long) SLOTS * PARTS * PART);
    for (int i = 0; i < SLOTS; i++) {
      free[i] = i;
    }
  }

  /** The size of all slots in bytes. */
  long size() {
    return pages.size();
  }

  /** The path by which a tracee opens the pages. */
  String path() {
    return pages.path();
  }

  /** Whether a process has them all mapped at an address, whatever its calls say. */
  boolean areMappedBy(int tid, long address) {
    return pages.areMappedBy(tid, address);
  }

  /** Takes a slot; -1 if so many threads are in such calls that there is none. */
  int take() {
    return freeCount == 0 ? -1 : free[--freeCount];
  }

  /** Gives a slot back. */
  void release(int slot) {
    free[freeCount++] = slot;
  }

  /**
   * Writes an argument, with a NUL behind it if there is room.
   *
   * @return its distance from the pages' beginning
   */
  long put(int slot, int part, ByteString bytes) {
    if (bytes.length() > PART || part >= PARTS) {
      throw new IllegalArgumentException(bytes.length() + " bytes as part " + part);
    }
    long offset = ((long) slot * PARTS + part) * PART;
    byte[] copy = new byte[Math.min(PART, bytes.length() + 1)];
    bytes.copyTo(copy, 0);
    pages.put(offset, copy);
    return offset;
  }
}
