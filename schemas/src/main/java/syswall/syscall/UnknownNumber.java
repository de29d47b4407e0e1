package syswall.syscall;

/** How a {@link FlagSet} writes numbers that have no name in it. */
final class UnknownNumber {
  /** The comment of a set whose numbers are made by the macros of asm-generic/ioctl.h. */
  private static final String IOC = "_IOC";

  private final boolean ioctl;
  private final String comment;

  private UnknownNumber(boolean ioctl, String comment) {
    this.ioctl = ioctl;
    this.comment = comment;
  }

  /** Writes the number in hexadecimal. */
  static UnknownNumber plain() {
    return new UnknownNumber(false, "");
  }

  /** Writes a comment behind the number, such as {@code O_???}; of {@code _IOC} the macro. */
  static UnknownNumber of(String comment) {
    return comment.equals(IOC)
        ? new UnknownNumber(true, "")
        : new UnknownNumber(false, " /* " + comment + " */");
  }

  void append(long number, StringBuilder out) {
    if (ioctl) {
      appendMacro(number, out);
    } else {
      Digits.hex(number, out);
      out.append(comment);
    }
  }

  // asm-generic/ioctl.h: two bits of direction, 14 of size, 8 of type, 8 of number
  private static void appendMacro(long request, StringBuilder out) {
    out.append(
        switch ((int) (request >>> 30) & 3) {
          case 0 -> "_IOC(_IOC_NONE, ";
          case 1 -> "_IOC(_IOC_WRITE, ";
          case 2 -> "_IOC(_IOC_READ, ";
          default -> "_IOC(_IOC_READ|_IOC_WRITE, ";
        });
    Digits.hex(request >>> 8 & 0xff, out);
    out.append(", ");
    Digits.hex(request & 0xff, out);
    out.append(", ");
    Digits.hex(request >>> 16 & 0x3fff, out);
    out.append(')');
  }
}
