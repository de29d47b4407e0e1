package syswall.linux;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The CPUs that threads may run on, sched_setaffinity(2). One object serves one thread at a time.
 */
public final class Affinity {
  /** For 8192 CPUs, the most that Linux can be built for (CONFIG_NR_CPUS). */
  private static final int SIZE = 1024;

  private final Block mask = new Block(SIZE);

  /** The thread that calls, where a tid is asked for. */
  public static final int CALLER = 0;

  /** The CPUs of a thread, each with its number; null if the thread is gone. */
  public @Nullable BitSet cpus(int tid) {
    int length =
        (int) Kernel.call(Kernel.SYS_SCHED_GETAFFINITY, tid, SIZE, mask.address(), 0, 0, 0);
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    mask.get(0, bytes, 0, length);
    return BitSet.valueOf(bytes);
  }

  /**
   * Sets the CPUs of a thread, which moves if it is on another.
   *
   * @return whether it could be done: the thread may be gone, or another user's
   */
  public boolean set(int tid, BitSet cpus) {
    byte[] bytes = new byte[SIZE];
    byte[] members = cpus.toByteArray();
    System.arraycopy(members, 0, bytes, 0, members.length);
    mask.put(0, bytes);
    return Kernel.call(Kernel.SYS_SCHED_SETAFFINITY, tid, SIZE, mask.address(), 0, 0, 0) == 0;
  }

  /** The CPU that this thread is on, getcpu(2). */
  public int currentCpu() {
    Kernel.call(Kernel.SYS_GETCPU, mask.address(), 0, 0, 0, 0, 0);
    return mask.getInt(0);
  }

  /** The number of this thread, gettid(2). */
  public static int tid() {
    return (int) Kernel.call(Kernel.SYS_GETTID, 0, 0, 0, 0, 0, 0);
  }
}
