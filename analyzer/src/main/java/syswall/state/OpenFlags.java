package syswall.state;

/** The flags of open(2) that state depends on, as asm-generic/fcntl.h numbers them on x86. */
public final class OpenFlags {
  /** The bits that say whether it is opened for reading, writing or both. */
  public static final long O_ACCMODE = 3;

  /** Opened for reading only. */
  public static final long O_RDONLY = 0;

  /** Opened for writing only. */
  public static final long O_WRONLY = 1;

  /** Made if it is not there. */
  public static final long O_CREAT = 0100;

  /** With O_CREAT: fails if it is there. */
  public static final long O_EXCL = 0200;

  /** Cut to nothing. */
  public static final long O_TRUNC = 01000;

  /** Every write goes to the end. */
  public static final long O_APPEND = 02000;

  /** Fails unless it is a directory. */
  public static final long O_DIRECTORY = 0200000;

  /** The same number as SOCK_CLOEXEC, EFD_CLOEXEC, EPOLL_CLOEXEC and their like. */
  public static final long O_CLOEXEC = 02000000;

  /** What F_SETFL of fcntl(2) can change: O_APPEND, O_NONBLOCK, O_ASYNC, O_DIRECT, O_NOATIME. */
  static final long CHANGEABLE = 02000 | 04000 | 020000 | 040000 | 01000000;

  /** Only a place in the file tree, without access to its content. */
  public static final long O_PATH = 010000000;

  /** Contains O_DIRECTORY: compare, do not mask. */
  public static final long O_TMPFILE = 020200000;

  private OpenFlags() {}

  static boolean isWriteOnly(long flags) {
    return (flags & O_ACCMODE) == O_WRONLY;
  }

  static boolean closeOnExec(long flags) {
    return (flags & O_CLOEXEC) != 0;
  }
}
