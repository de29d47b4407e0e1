package syswall.state;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;

/** Reads what {@link StateOutput} wrote, and believes nothing that it has not checked. */
final class StateInput {
  private final byte[] bytes;
  private int position;

  StateInput(byte[] bytes) {
    this.bytes = bytes;
  }

  long number() throws DamagedStateException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (position == bytes.length) {
        throw new DamagedStateException();
      }
      long part = bytes[position++];
      value |= (part & 0x7f) << shift;
      if (part >= 0) {
        return value >>> 1 ^ -(value & 1);
      }
    }
    throw new DamagedStateException();
  }

  int integer() throws DamagedStateException {
    long value = number();
    if (value != (int) value) {
      throw new DamagedStateException();
    }
    return (int) value;
  }

  /** How many of something follow, each of one byte at least. */
  int count() throws DamagedStateException {
    int count = integer();
    if (count < 0 || count > bytes.length - position) {
      throw new DamagedStateException();
    }
    return count;
  }

  boolean flag() throws DamagedStateException {
    return number() != 0;
  }

  ByteString bytes() throws DamagedStateException {
    int length = count();
    position += length;
    return ByteString.copyOf(bytes, position - length, length);
  }

  /** The one of so many that an index stands for. */
  <T> T reference(int size, IntFunction<T> one) throws DamagedStateException {
    T found = optional(size, one);
    if (found == null) {
      throw new DamagedStateException();
    }
    return found;
  }

  /** The one of so many that an index stands for; null for -1. */
  <T> @Nullable T optional(int size, IntFunction<T> one) throws DamagedStateException {
    int index = integer();
    if (index < -1 || index >= size) {
      throw new DamagedStateException();
    }
    return index == -1 ? null : one.apply(index);
  }

  void end() throws DamagedStateException {
    if (position != bytes.length) {
      throw new DamagedStateException();
    }
  }
}
