package syswall.decode;

import syswall.syscall.Signals;

/** Numbers as strace writes them. */
final class NumberText {
  private static final int HEX_BITS = 4;
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private NumberText() {}

  /** {@code 0x1f}, and {@code 0} for zero. */
  static void appendHex(long value, StringBuilder out) {
    if (value == 0) {
      out.append('0');
      return;
    }
    out.append("0x");
    int shift = (Long.SIZE - 1 - Long.numberOfLeadingZeros(value)) / HEX_BITS * HEX_BITS;
    for (; shift >= 0; shift -= HEX_BITS) {
      out.append(HEX[(int) (value >>> shift) & 0xf]);
    }
  }

  /** {@code 0x7ffe1000}, and {@code NULL} for zero. */
  static void appendPointer(long address, StringBuilder out) {
    if (address == 0) {
      out.append("NULL");
    } else {
      appendHex(address, out);
    }
  }

  static void appendUnsigned(long value, StringBuilder out) {
    if (value >= 0) {
      out.append(value);
    } else {
      out.append(Long.toUnsignedString(value));
    }
  }

  /** At least three octal digits, the first a 0. */
  static void appendMode(int mode, StringBuilder out) {
    out.append('0');
    if (mode >>> 3 == 0) {
      out.append('0');
    }
    if (mode == 0) {
      out.append('0');
      return;
    }
    for (int shift = (Integer.SIZE - 1 - Integer.numberOfLeadingZeros(mode)) / 3 * 3;
        shift >= 0;
        shift -= 3) {
      out.append((char) ('0' + (mode >>> shift & 7)));
    }
  }

  /** A user or group id; -1, which leaves an id as it is, signed: chown(2), setresuid(2). */
  static void appendId(int id, StringBuilder out) {
    if (id == -1) {
      out.append("-1");
    } else {
      out.append(Integer.toUnsignedLong(id));
    }
  }

  static void appendSignal(int signal, StringBuilder out) {
    out.append(Signals.name(signal));
  }

  /** File type, special bits and permissions: {@code S_IFDIR|S_ISVTX|0777}. */
  static void appendFileMode(int mode, StringBuilder out) {
    switch (mode & 0170000) {
      case 0140000 -> out.append("S_IFSOCK|");
      case 0120000 -> out.append("S_IFLNK|");
      case 0100000 -> out.append("S_IFREG|");
      case 0060000 -> out.append("S_IFBLK|");
      case 0040000 -> out.append("S_IFDIR|");
      case 0020000 -> out.append("S_IFCHR|");
      case 0010000 -> out.append("S_IFIFO|");
      default -> {
        if ((mode & 0170000) != 0) { // a number with bits that are no type is written as it is
          appendMode(mode, out);
          return;
        }
      }
    }
    if ((mode & 04000) != 0) {
      out.append("S_ISUID|");
    }
    if ((mode & 02000) != 0) {
      out.append("S_ISGID|");
    }
    if ((mode & 01000) != 0) {
      out.append("S_ISVTX|");
    }
    appendMode(mode & 0777, out);
  }

  /** A device number of stat(2): {@code makedev(0x1, 0x3)}. */
  static void appendDevice(long dev, StringBuilder out) {
    long major = (dev >>> 8 & 0xfff) | (dev >>> 32 & 0xffff_f000L);
    long minor = (dev & 0xff) | (dev >>> 12 & 0xffff_ff00L);
    out.append("makedev(");
    appendHex(major, out);
    out.append(", ");
    appendHex(minor, out);
    out.append(')');
  }
}
