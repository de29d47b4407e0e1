package syswall.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes of a message in the wire format of Protocol Buffers: fields one after the other, each a tag
 * with its number and type, then its value. To be cleared and filled again.
 */
final class ProtoMessage {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;

  private byte[] bytes = new byte[256];
  private int length;

  /** Forgets all fields. */
  ProtoMessage clear() {
    length = 0;
    return this;
  }

  /** A field of an integer type or an enum. */
  ProtoMessage number(int field, long value) {
    varint(tag(field, VARINT));
    varint(value);
    return this;
  }

  /** A field of type fixed64. */
  ProtoMessage fixed64(int field, long value) {
    varint(tag(field, FIXED64));
    reserve(Long.BYTES);
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[length++] = (byte) (value >>> (8 * i));
    }
    return this;
  }

  /** A field of type string. */
  ProtoMessage text(int field, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return delimited(field, utf8, utf8.length);
  }

  /** A field that is a message. */
  ProtoMessage message(int field, ProtoMessage message) {
    return delimited(field, message.bytes, message.length);
  }

  private ProtoMessage delimited(int field, byte[] value, int count) {
    varint(tag(field, LENGTH_DELIMITED));
    varint(count);
    reserve(count);
    System.arraycopy(value, 0, bytes, length, count);
    length += count;
    return this;
  }

  private static long tag(int field, int type) {
    return ((long) field << 3) | type;
  }

  /** Seven bits a byte, the lowest first, the eighth set in all but the last. */
  private void varint(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  private void reserve(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }
}
