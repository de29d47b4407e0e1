package syswall.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps blocks of memory alive for the length of a call into C: to the collector, their addresses
 * are plain numbers.
 */
final class Arena implements AutoCloseable {
  private final List<Block> blocks = new ArrayList<>();

  /** A zeroed block of so many bytes. */
  Block allocate(int size) {
    Block block = new Block(size);
    blocks.add(block);
    return block;
  }

  /** The address of a NUL-terminated copy of a string. */
  long cString(byte[] string) {
    Block block = allocate(string.length + 1);
    block.put(0, string);
    return block.address();
  }

  /** The address of a NUL-terminated copy of an ASCII string. */
  long cString(String ascii) {
    return cString(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  /** The address of a NULL-terminated vector of NUL-terminated copies of strings. */
  long cStrings(List<byte[]> strings) {
    Block vector = allocate(Long.BYTES * (strings.size() + 1));
    for (int i = 0; i < strings.size(); i++) {
      vector.putLong(Long.BYTES * i, cString(strings.get(i)));
    }
    return vector.address();
  }

  @Override
  public void close() {
    blocks.clear();
  }
}
