package syswall.linux;

/** wait4(2) for the tracees of this thread, threads and clones without SIGCHLD included. */
public final class Waiter {
  /** What {@link #awaitAny} answers when a signal ended its waiting: see {@link Nudge}. */
  public static final int INTERRUPTED = -1;

  private static final int ANY = -1;
  private static final int WNOHANG = 1;
  private static final int __WNOTHREAD = 0x20000000;
  private static final int __WALL = 0x40000000;

  private final Block status = new Block(4);

  /**
   * Waits until one tracee of this thread changes state.
   *
   * @param tid which one
   * @return its tid, or 0 if there is none
   */
  public int await(int tid) {
    int changed;
    do {
      changed = wait4(tid, 0);
    } while (changed == INTERRUPTED);
    return changed;
  }

  /** As {@link #await(int)} for any tracee, or {@link #INTERRUPTED}. */
  public int awaitAny() {
    return wait4(ANY, 0);
  }

  /** As {@link #awaitAny}, but answers 0 at once if none has changed state. */
  public int poll() {
    return wait4(ANY, WNOHANG);
  }

  /** As {@link #poll()} for one tracee. */
  public int poll(int tid) {
    return wait4(tid, WNOHANG);
  }

  /** The wait status of the tracee that was last answered. */
  public int status() {
    return status.getInt(0);
  }

  private int wait4(int tid, int options) {
    int all = options | __WALL | __WNOTHREAD;
    long changed = Kernel.call(Kernel.SYS_WAIT4, tid, status.address(), all, 0, 0, 0);
    return changed == -Errors.EINTR ? INTERRUPTED : (int) Math.max(0, changed); // or ECHILD
  }
}
