package syswall.replay;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import syswall.journal.JournalMark;

/**
 * Where one snapshot stands in the sidecar, and its layout: the mark, the length of the state, the
 * state, and a CRC32C of all that, little-endian.
 *
 * @param mark the place in the journal that the state belongs to
 * @param offset where the entry begins in the sidecar, in bytes
 * @param stateLength in bytes
 */
record SnapshotEntry(JournalMark mark, long offset, int stateLength) {
  /** What stands before the state. */
  static final int HEADER = JournalMark.BYTES + Integer.BYTES;

  private static final int CHECKSUM = Integer.BYTES;

  /** No state comes near it; an entry that says more is none. */
  private static final int LONGEST_STATE = 256 << 20;

  /** Length of the entry in the sidecar, in bytes. */
  long length() {
    return length(stateLength);
  }

  /** Where the next entry begins. */
  long end() {
    return offset + length();
  }

  static long length(int stateLength) {
    return (long) HEADER + stateLength + CHECKSUM;
  }

  /**
   * The entry that begins with this header.
   *
   * @return null if none does, or none that ends before {@code fileSize}
   */
  static @Nullable SnapshotEntry of(byte[] header, long offset, long fileSize) {
    ByteBuffer buffer = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    byte[] markBytes = new byte[JournalMark.BYTES];
    buffer.get(markBytes);
    JournalMark mark = JournalMark.of(markBytes);
    int stateLength = buffer.getInt();
    return mark == null
            || stateLength < 0
            || stateLength > LONGEST_STATE
            || length(stateLength) > fileSize - offset
        ? null
        : new SnapshotEntry(mark, offset, stateLength);
  }

  /** The bytes of an entry. */
  static byte[] encode(JournalMark mark, byte[] state) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.toIntExact(length(state.length))).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(mark.toBytes()).putInt(state.length).put(state);
    return buffer.putInt(checksum(buffer.array())).array();
  }

  /** Whether these are the bytes of an entry as it was written. */
  static boolean isIntact(byte[] entry) {
    int stored =
        ByteBuffer.wrap(entry).order(ByteOrder.LITTLE_ENDIAN).getInt(entry.length - CHECKSUM);
    return stored == checksum(entry);
  }

  private static int checksum(byte[] entry) {
    CRC32C checksum = new CRC32C();
    checksum.update(entry, 0, entry.length - CHECKSUM);
    return (int) checksum.getValue();
  }
}
