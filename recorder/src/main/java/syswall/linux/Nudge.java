package syswall.linux;

/**
 * Gets a thread out of a system call that it waits in, from another thread (tgkill(2)). It may come
 * too early, before the thread waits: send until it is noticed.
 */
public final class Nudge {
  /** By default nothing happens at SIGURG, so that none does harm that comes too late. */
  private static final int SIGURG = 23;

  private final long tid;

  private Nudge(long tid) {
    this.tid = tid;
  }

  /** For the calling thread: its waiting ends with EINTR from now on. */
  public static Nudge ofThisThread() {
    Libc.signal(SIGURG, Libc.function("abs")); // a handler that does nothing
    Libc.siginterrupt(SIGURG, 1);
    return new Nudge(Kernel.call(Kernel.SYS_GETTID, 0, 0, 0, 0, 0, 0));
  }

  /** Sends it; may be called from any thread. */
  public void send() {
    Kernel.call(Kernel.SYS_TGKILL, LocalProcess.pid(), tid, SIGURG, 0, 0, 0);
  }
}
