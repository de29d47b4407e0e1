package syswall.linux;

/** A libc function failed. */
public final class ErrnoException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String call;
  private final int errno;

  public ErrnoException(String call, int errno) {
    super(call + " failed with error " + errno);
    this.call = call;
    this.errno = errno;
  }

  /** The function that failed, with its request where it has one. */
  public String call() {
    return call;
  }

  /** The error number, of errno(3). */
  public int errno() {
    return errno;
  }
}
