package syswall.state;

/** The flags of open(2) that state depends on, as asm-generic/fcntl.h numbers them on x86. */
final class OpenFlags {
  static final long O_ACCMODE = 3;
  static final long O_RDONLY = 0;
  static final long O_WRONLY = 1;
  static final long O_CREAT = 0100;
  static final long O_EXCL = 0200;
  static final long O_TRUNC = 01000;
  static final long O_DIRECTORY = 0200000;

  /** The same number as SOCK_CLOEXEC, EFD_CLOEXEC, EPOLL_CLOEXEC and their like. */
  static final long O_CLOEXEC = 02000000;

  static final long O_PATH = 010000000;

  /** Contains O_DIRECTORY: compare, do not mask. */
  static final long O_TMPFILE = 020200000;

  private OpenFlags() {}

  static boolean closeOnExec(long flags) {
    return (flags & O_CLOEXEC) != 0;
  }
}
