package syswall.syscall;

/**
 * Error numbers of asm-generic/errno.h, and the restart codes that only a tracer sees (the kernel's
 * include/linux/errno.h).
 */
public final class Errno {
  private static final NumberedNames NAMES = new NumberedNames("errno.tsv");

  private Errno() {}

  /** The name of an error number, such as {@code ENOENT}; {@code errno_4000} if unknown. */
  public static String name(int errno) {
    String name = NAMES.name(errno);
    return name == null ? "errno_" + errno : name;
  }

  /** The error number of a name, such as {@code ENOENT}; -1 if there is none. */
  public static int number(String name) {
    return NAMES.number(name);
  }

  /** What strerror(3) says, such as {@code No such file or directory}. */
  public static String text(int errno) {
    String text = NAMES.text(errno);
    return text == null ? "Unknown error " + errno : text;
  }
}
