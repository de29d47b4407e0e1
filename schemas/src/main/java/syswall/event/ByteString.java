package syswall.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Immutable bytes from the outside world: paths, arguments, memory. They are hostile and in no
 * known encoding, hence no {@code String}: {@link #text()} is for comparing and matching, never for
 * printing.
 */
public final class ByteString {
  /** No bytes. */
  public static final ByteString EMPTY = new ByteString(new byte[0]);

  private final byte[] bytes;

  /** Of the bytes, once it was asked for; 0 before. */
  private int hash;

  private ByteString(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Copies a range of an array. */
  public static ByteString copyOf(byte[] source, int offset, int length) {
    return length == 0
        ? EMPTY
        : new ByteString(Arrays.copyOfRange(source, offset, offset + length));
  }

  /** Copies an array. */
  public static ByteString copyOf(byte[] source) {
    return copyOf(source, 0, source.length);
  }

  /** The UTF-8 bytes of a text. */
  public static ByteString of(String text) {
    return copyOf(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A little-endian 32-bit number. */
  public static ByteString ofInt(int value) {
    byte[] bytes = new byte[Integer.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (value >> (8 * i));
    }
    return new ByteString(bytes);
  }

  /** Number of bytes. */
  public int length() {
    return bytes.length;
  }

  /** The byte at an index, 0..255. */
  public int at(int index) {
    return bytes[index] & 0xff;
  }

  /** The little-endian 32-bit number at an index. */
  public int intAt(int index) {
    return at(index) | at(index + 1) << 8 | at(index + 2) << 16 | at(index + 3) << 24;
  }

  /** The little-endian 64-bit number at an index. */
  public long longAt(int index) {
    return (intAt(index) & 0xffff_ffffL) | (long) intAt(index + Integer.BYTES) << 32;
  }

  /** A copy of the bytes. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /** Copies the bytes into an array. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, bytes.length);
  }

  /** Copies a part of the bytes, {@code from} inclusive, {@code to} exclusive, into an array. */
  public void copyTo(byte[] target, int offset, int from, int to) {
    System.arraycopy(bytes, from, target, offset, to - from);
  }

  /** A part of the bytes, {@code from} inclusive, {@code to} exclusive. */
  public ByteString substring(int from, int to) {
    return copyOf(bytes, from, to - from);
  }

  /** These bytes and then those. */
  public ByteString plus(ByteString other) {
    byte[] joined = Arrays.copyOf(bytes, bytes.length + other.bytes.length);
    other.copyTo(joined, bytes.length);
    return joined.length == 0 ? EMPTY : new ByteString(joined);
  }

  /** Whether these bytes begin with those. */
  public boolean startsWith(ByteString prefix) {
    return prefix.length() <= length()
        && Arrays.equals(bytes, 0, prefix.length(), prefix.bytes, 0, prefix.length());
  }

  /**
   * The strings in a sequence of NUL-terminated ones; what follows the last NUL counts as one, too.
   */
  public List<ByteString> splitAtNuls() {
    List<ByteString> strings = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        strings.add(substring(start, i));
        start = i + 1;
      }
    }
    if (start < bytes.length) {
      strings.add(substring(start, bytes.length));
    }
    return strings;
  }

  /** The strings in a row, each followed by a NUL: what {@link #splitAtNuls} takes apart. */
  public static ByteString joinWithNuls(List<ByteString> strings) {
    int length = 0;
    for (ByteString string : strings) {
      length += string.length() + 1;
    }
    byte[] joined = new byte[length];
    int end = 0;
    for (ByteString string : strings) {
      string.copyTo(joined, end);
      end += string.length() + 1;
    }
    return copyOf(joined);
  }

  /** The bytes as UTF-8, each malformed sequence as U+FFFD. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    // As in String: threads that race here compute the same.
    if (hash == 0) {
      hash = Arrays.hashCode(bytes);
    }
    return hash;
  }

  @Override
  public String toString() {
    return text();
  }
}
