package syswall.linux;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A block of memory outside the heap, in native byte order, whose address C functions take. */
public final class Block {
  private final ByteBuffer bytes;
  private final long address;

  /** A zeroed block of so many bytes. */
  public Block(int size) {
    bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    address = Pointer.nativeValue(Native.getDirectBufferPointer(bytes));
  }

  /** The block's address in this process. */
  public long address() {
    return address;
  }

  /** Size in bytes. */
  public int size() {
    return bytes.capacity();
  }

  /** The signed byte at an offset. */
  public byte getByte(int offset) {
    return bytes.get(offset);
  }

  /** The 32-bit number at an offset. */
  public int getInt(int offset) {
    return bytes.getInt(offset);
  }

  /** The 64-bit number at an offset. */
  public long getLong(int offset) {
    return bytes.getLong(offset);
  }

  /** Stores a 32-bit number. */
  public void putInt(int offset, int value) {
    bytes.putInt(offset, value);
  }

  /** Stores a 64-bit number. */
  public void putLong(int offset, long value) {
    bytes.putLong(offset, value);
  }

  /** Copies bytes out. */
  public void get(int offset, byte[] target, int start, int length) {
    bytes.get(offset, target, start, length);
  }

  /** Copies bytes in. */
  public void put(int offset, byte[] source) {
    bytes.put(offset, source);
  }
}
