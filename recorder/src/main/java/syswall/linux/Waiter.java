package syswall.linux;

/** wait4(2) for the tracees of this thread, threads and clones without SIGCHLD included. */
public final class Waiter {
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
    return await(tid, __WALL | __WNOTHREAD);
  }

  /** As {@link #await(int)} for any tracee. */
  public int awaitAny() {
    return await(ANY);
  }

  /** As {@link #awaitAny}, but answers 0 at once if none has changed state. */
  public int poll() {
    return await(ANY, __WALL | __WNOTHREAD | WNOHANG);
  }

  /** The wait status of the tracee that was last answered. */
  public int status() {
    return status.getInt(0);
  }

  private int await(int tid, int options) {
    while (true) {
      long changed = Kernel.call(Kernel.SYS_WAIT4, tid, status.address(), options, 0, 0, 0);
      if (changed != -Errors.EINTR) {
        return (int) Math.max(0, changed); // or ECHILD
      }
    }
  }
}
