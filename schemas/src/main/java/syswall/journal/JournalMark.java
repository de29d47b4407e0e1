package syswall.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The place behind one event of one journal, from which a {@link JournalTailer} can go on reading.
 * It says by checksums which journal and which record it means, so that no tailer believes it
 * before it has looked: a mark may outlive its journal.
 *
 * @param position where the event's record begins in the file, in bytes
 * @param nextSequence the number of the event behind the mark
 * @param timeNs time of the event before the mark, nanoseconds since the session started
 * @param thread the thread that the next record's thread is a difference to
 * @param args the six arguments that the next call's are differences to
 * @param firstChecksum of the journal's first record
 * @param lastChecksum of the record before the mark
 */
public record JournalMark(
    long position,
    long nextSequence,
    long timeNs,
    int thread,
    List<Long> args,
    int firstChecksum,
    int lastChecksum) {
  /** Length of a mark as bytes. */
  public static final int BYTES = 88;

  private static final int ARGS = 6;
  private static final int CHECKSUM_AT = BYTES - Integer.BYTES;

  public JournalMark {
    args = List.copyOf(args);
    if (args.size() != ARGS) {
      throw new IllegalArgumentException(args.size() + " arguments");
    }
  }

  /** Number of the event before the mark. */
  public long sequence() {
    return nextSequence - 1;
  }

  /** The mark as {@link #BYTES} bytes; schemas/README.md documents them. */
  public byte[] toBytes() {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(position).putLong(nextSequence).putLong(timeNs).putInt(thread);
    for (long arg : args) {
      buffer.putLong(arg);
    }
    buffer.putInt(firstChecksum).putInt(lastChecksum);
    return buffer.putInt(checksum(buffer.array())).array();
  }

  /** The mark that {@link #toBytes} made these bytes of; null if they are anything else. */
  public static @Nullable JournalMark of(byte[] bytes) {
    if (bytes.length != BYTES) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (buffer.getInt(CHECKSUM_AT) != checksum(bytes)) {
      return null;
    }
    long position = buffer.getLong();
    long nextSequence = buffer.getLong();
    long timeNs = buffer.getLong();
    int thread = buffer.getInt();
    List<Long> args = new ArrayList<>(ARGS);
    for (int i = 0; i < ARGS; i++) {
      args.add(buffer.getLong());
    }
    return new JournalMark(
        position, nextSequence, timeNs, thread, args, buffer.getInt(), buffer.getInt());
  }

  private static int checksum(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, CHECKSUM_AT);
    return (int) checksum.getValue();
  }
}
