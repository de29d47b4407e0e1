package syswall.linux;

/** The error numbers that syswall itself acts on, from asm-generic/errno-base.h. */
public final class Errors {
  /** Operation not permitted. */
  public static final int EPERM = 1;

  /** No such file or directory. */
  public static final int ENOENT = 2;

  /** No such process. */
  public static final int ESRCH = 3;

  /** Interrupted system call. */
  public static final int EINTR = 4;

  /** Exec format error. */
  public static final int ENOEXEC = 8;

  /** Bad file descriptor. */
  public static final int EBADF = 9;

  /** Resource temporarily unavailable. */
  public static final int EAGAIN = 11;

  /** Permission denied. */
  public static final int EACCES = 13;

  /** Argument list too long. */
  public static final int E2BIG = 7;

  /** Bad address. */
  public static final int EFAULT = 14;

  /** Not a directory. */
  public static final int ENOTDIR = 20;

  /** Invalid argument. */
  public static final int EINVAL = 22;

  /** File name too long. */
  public static final int ENAMETOOLONG = 36;

  /** Function not implemented. */
  public static final int ENOSYS = 38;

  /** Too many levels of symbolic links. */
  public static final int ELOOP = 40;

  /** No buffer space available, from asm-generic/errno.h. */
  public static final int ENOBUFS = 105;

  /** Transport endpoint is not connected, from asm-generic/errno.h. */
  public static final int ENOTCONN = 107;

  private Errors() {}
}
