package syswall.diff;

/** Errors that answer a question rather than tell of a failure. */
final class Answers {
  private static final int ENOENT = 2;
  private static final int ENOTDIR = 20;
  private static final int EINVAL = 22;
  private static final int ENOTTY = 25;
  private static final int ESPIPE = 29;
  private static final int ENODATA = 61;
  private static final int EOPNOTSUPP = 95;

  private Answers() {}

  static boolean isNotFound(int errno) {
    return errno == ENOENT || errno == ENOTDIR;
  }

  /** Whether it only says no: it is no terminal, no symbolic link, has no such attribute. */
  static boolean isNo(String operation, int errno) {
    return switch (errno) {
      case ENOTTY -> operation.equals("ioctl");
      case EINVAL -> operation.equals("readlink");
      case ESPIPE -> operation.equals("lseek");
      case ENODATA, EOPNOTSUPP -> operation.endsWith("xattr");
      default -> false;
    };
  }
}
