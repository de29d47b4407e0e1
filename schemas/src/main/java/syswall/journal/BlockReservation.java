package syswall.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * Keeps real blocks of the file system under the part of the cycle file that Chronicle may map
 * next. A store into a mapped page without a block is a SIGBUS, which kills the JVM or loses
 * events; here a full disk is an {@link IOException} before the append instead.
 */
final class BlockReservation implements Closeable {
  /** How far Chronicle may write beyond the last record: a record, and an index before it. */
  private static final int WRITTEN = JournalFormat.MAX_RECORD + (128 << 10);

  /** How far it may map: a block and its overlap. It never extends the file itself. */
  private static final int MAPPED = WRITTEN + JournalFormat.BLOCK_SIZE + JournalFormat.OVERLAP;

  private static final int STEP = 1 << 20;
  private static final byte[] ZEROS = new byte[64 << 10];

  // Not a FileChannel: an interrupted thread would find its channel closed.
  private final RandomAccessFile file;
  private long length;
  private long reserved;

  /** Reserves the first window of a file that must not exist before Chronicle's queue is built. */
  BlockReservation(Path cycleFile) throws IOException {
    file = new RandomAccessFile(cycleFile.toFile(), "rw");
    try {
      reserveBeyond(0);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Reserves blocks for the next record.
   *
   * @param end where the last record ends, in bytes
   * @throws IOException if the file system is full; what was reserved before remains
   */
  void reserveBeyond(long end) throws IOException {
    while (end + MAPPED > length) {
      file.setLength(length + STEP);
      length += STEP;
    }
    while (end + WRITTEN > reserved) {
      file.seek(reserved);
      for (int written = 0; written < STEP; written += ZEROS.length) {
        file.write(ZEROS);
        reserved += ZEROS.length;
      }
    }
  }

  /** Gives back what was reserved beyond {@code size} bytes and makes the rest durable. */
  void trim(long size) throws IOException {
    file.setLength(size);
    file.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
