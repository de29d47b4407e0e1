package syswall.decode;

import syswall.event.ByteString;

/** Little-endian numbers in captured memory; callers see to it that they fit. */
final class Memory {
  private Memory() {}

  /** Whether so many bytes lie at an offset. */
  static boolean holds(ByteString bytes, int at, int size) {
    return at >= 0 && size <= bytes.length() - at;
  }

  static int int16(ByteString bytes, int at) {
    return bytes.at(at) | bytes.at(at + 1) << 8;
  }

  static int int32(ByteString bytes, int at) {
    return bytes.intAt(at);
  }

  static long int64(ByteString bytes, int at) {
    return bytes.longAt(at);
  }

  /** An unsigned number of 1, 2, 4 or 8 bytes. */
  static long unsigned(ByteString bytes, int at, int width) {
    return switch (width) {
      case 1 -> bytes.at(at);
      case 2 -> int16(bytes, at);
      case 4 -> int32(bytes, at) & 0xffff_ffffL;
      default -> int64(bytes, at);
    };
  }
}
