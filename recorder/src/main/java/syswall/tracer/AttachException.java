package syswall.tracer;

/**
 * A process that was named cannot be traced: PTRACE_SEIZE was refused, with an errno of ptrace(2).
 */
public final class AttachException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int pid;
  private final int errno;

  AttachException(int pid, int errno) {
    super("process " + pid + " cannot be attached to: error " + errno);
    this.pid = pid;
    this.errno = errno;
  }

  /** The process. */
  public int pid() {
    return pid;
  }

  /** The error number. */
  public int errno() {
    return errno;
  }
}
