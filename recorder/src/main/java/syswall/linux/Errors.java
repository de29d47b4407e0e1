package syswall.linux;

/** The error numbers that syswall itself acts on, from asm-generic/errno-base.h. */
public final class Errors {
  /** No such file or directory. */
  public static final int ENOENT = 2;

  /** Interrupted system call. */
  public static final int EINTR = 4;

  /** Exec format error. */
  public static final int ENOEXEC = 8;

  /** Not a directory. */
  public static final int ENOTDIR = 20;

  private Errors() {}
}
