package syswall.tracer;

/** The kernel refused to execute the first program. */
public final class ExecFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int errno;

  ExecFailedException(int errno) {
    super("execve failed with error " + errno);
    this.errno = errno;
  }

  /** The error of execve(2). */
  public int errno() {
    return errno;
  }
}
