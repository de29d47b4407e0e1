package syswall.state;

import java.util.Arrays;
import syswall.event.ByteString;

/** Bytes of a snapshot: numbers as zigzag LEB128, so that small ones of either sign are short. */
final class StateOutput {
  private byte[] bytes = new byte[4096];
  private int length;

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  void number(long value) {
    long rest = value << 1 ^ value >> 63;
    reserve(10);
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  void flag(boolean value) {
    number(value ? 1 : 0);
  }

  void bytes(ByteString value) {
    number(value.length());
    reserve(value.length());
    value.copyTo(bytes, length);
    length += value.length();
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
