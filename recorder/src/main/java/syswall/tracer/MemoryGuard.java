package syswall.tracer;

import syswall.event.Abi;

/**
 * Knows the calls that could take the {@link SealedArguments} away from where they are mapped, or
 * keep them out of a child, so that a program puts memory of its own there. Only registers are
 * looked at. What the kernel refuses by itself, since the pages can never be written, is not here:
 * mprotect(2), writing through /proc/PID/mem, userfaultfd(2).
 */
final class MemoryGuard {
  private static final int MMAP = 9;
  private static final int MUNMAP = 11;
  private static final int MREMAP = 25;
  private static final int MADVISE = 28;
  private static final int SHMAT = 30;
  private static final int PRCTL = 157;
  private static final int REMAP_FILE_PAGES = 216;
  private static final int PROCESS_MADVISE = 440;

  private static final long MAP_FIXED = 0x10;
  private static final long MREMAP_FIXED = 2;
  private static final int PR_SET_MM = 35;
  private static final long SHM_REMAP = 040000;
  private static final long MADV_REMOVE = 9;
  private static final long MADV_DONTFORK = 10;
  private static final long MADV_WIPEONFORK = 18;

  private MemoryGuard() {}

  /**
   * Whether a call could do so.
   *
   * @param start where the pages are mapped in its process
   * @param size their size in bytes
   */
  static boolean endangers(Stop.SyscallEnter call, long start, long size) {
    if (call.abi() != Abi.X86_64) {
      return false; // refused altogether
    }
    return switch (call.number()) {
      case MMAP -> (call.arg3() & MAP_FIXED) != 0 && overlap(call.arg0(), call.arg1(), start, size);
      case MUNMAP, REMAP_FILE_PAGES -> overlap(call.arg0(), call.arg1(), start, size);
      case MREMAP ->
          overlap(call.arg0(), call.arg1(), start, size)
              || ((call.arg3() & MREMAP_FIXED) != 0
                  && overlap(call.arg4(), call.arg2(), start, size));
      case MADVISE -> parts(call.arg2()) && overlap(call.arg0(), call.arg1(), start, size);
      case PROCESS_MADVISE -> parts(call.arg3());
      case SHMAT -> (call.arg2() & SHM_REMAP) != 0; // its size is not in a register
      case PRCTL -> (int) call.arg0() == PR_SET_MM; // a break behind them, from which brk(2) unmaps
      default -> false;
    };
  }

  private static boolean parts(long advice) {
    int given = (int) advice;
    return given == MADV_REMOVE || given == MADV_DONTFORK || given == MADV_WIPEONFORK;
  }

  /** Lengths count to the end of their last page; a range that wraps is not valid anyway. */
  private static boolean overlap(long from, long length, long start, long size) {
    long page = SealedArguments.PART;
    long end = (from + length + page - 1) & -page;
    return Long.compareUnsigned(from & -page, start + size) < 0
        && (Long.compareUnsigned(end, start) > 0 || Long.compareUnsigned(end, from) < 0);
  }
}
