package syswall.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Finds the records in a Chronicle Queue cycle file by plain reads. Chronicle maps the file, and a
 * mapping of a truncated or unreadable file kills the JVM; it also stops in silence at a damaged
 * page. Here every byte is checked before it is believed, and nothing is ever written.
 *
 * <p>The file is a row of excerpts, each aligned to 4 bytes: a little-endian 32-bit header and as
 * many bytes as its low 30 bits say. Bit 30 marks an excerpt of Chronicle's own, bit 31 one that is
 * not finished; an empty header is the end. The first excerpt says where the last record begins.
 */
final class ExcerptReader implements Closeable {
  private static final int HEADER = Integer.BYTES;
  private static final int UNFINISHED = 1 << 31;
  private static final int OWN = 1 << 30;
  private static final int LENGTH = OWN - 1;

  /** No index page of Chronicle's is larger. */
  private static final int LARGEST_OWN = 64 << 10;

  private static final byte[] LAST_RECORD_NAME =
      "writePosition".getBytes(StandardCharsets.US_ASCII);
  private static final int LAST_RECORD_NAME_AT = 0x1c;
  private static final int LAST_RECORD_AT = 0x40;

  /** Between two records: where the next header stands, and the last that was seen before it. */
  record Place(long position, long lastHeader) {}

  private final FileChannel file;
  private final byte[] buffer = new byte[HEADER + JournalFormat.OVERLAP];
  private final ByteBuffer view = ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
  private long bufferedFrom;
  private int buffered;
  private long position;
  private long lastHeader;
  private int length;

  private ExcerptReader(FileChannel file) {
    this.file = file;
  }

  /**
   * Opens a cycle file before its first record.
   *
   * @throws DamagedRecordException if it does not begin as such a file does
   */
  static ExcerptReader open(Path cycleFile) throws IOException, DamagedRecordException {
    ExcerptReader reader = new ExcerptReader(FileChannel.open(cycleFile));
    try {
      reader.checkBeginning();
    } catch (IOException | DamagedRecordException e) {
      reader.close();
      throw e;
    }
    return reader;
  }

  /** The buffer that holds the record. */
  byte[] bytes() {
    return buffer;
  }

  /** Where the record begins in the buffer. */
  int from() {
    return (int) (position - bufferedFrom) + HEADER;
  }

  /** Where the record ends in the buffer. */
  int to() {
    return from() + length;
  }

  /** Where the record's header stands in the file, in bytes. */
  long position() {
    return position;
  }

  /** How long the file is now, in bytes. */
  long size() throws IOException {
    return file.size();
  }

  /** Where this reader is. */
  Place place() {
    return new Place(position, lastHeader);
  }

  /** Goes anywhere in the file, and reads anew there. */
  void goTo(Place place) {
    reread();
    position = place.position;
    lastHeader = place.lastHeader;
  }

  /**
   * Goes to the next record, which is the same again until it is {@linkplain #take taken}.
   *
   * @return false at the end of what was written
   */
  boolean find() throws IOException, DamagedRecordException {
    int header = nextHeader();
    if (isEnd(header)) {
      // A live recorder may have appended since the buffer was filled, and may be appending now:
      // what it says that it has appended is asked first and looked for then.
      long lastRecord = lastRecord();
      reread();
      header = nextHeader();
      if (isEnd(header)) {
        if (position > 0 && lastRecord > lastHeader) {
          throw new DamagedRecordException("is missing");
        }
        return false;
      }
    }
    length = header & LENGTH;
    if (length > JournalFormat.MAX_RECORD) {
      throw new DamagedRecordException("has a header that is not one");
    }
    if (!isBuffered(HEADER + length)) {
      throw new DamagedRecordException("is cut off");
    }
    lastHeader = position;
    return true;
  }

  /** Steps over the record that was found. */
  void take() {
    position += HEADER + length + 3 & ~3L;
  }

  /** Forgets what is buffered: a live recorder may have written since. */
  void reread() {
    buffered = 0;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void checkBeginning() throws IOException, DamagedRecordException {
    int header = header();
    if ((header & ~(OWN | UNFINISHED)) == 0) {
      return;
    }
    int nameEnd = LAST_RECORD_NAME_AT + LAST_RECORD_NAME.length;
    if ((header & OWN) == 0
        || !isBuffered(LAST_RECORD_AT + Long.BYTES)
        || !Arrays.equals(
            LAST_RECORD_NAME, 0, LAST_RECORD_NAME.length, buffer, LAST_RECORD_NAME_AT, nameEnd)) {
      throw new DamagedRecordException("is not the beginning of a journal");
    }
  }

  /** The first header from the position on that is not Chronicle's own. */
  private int nextHeader() throws IOException, DamagedRecordException {
    int header = header();
    while ((header & (OWN | UNFINISHED)) == OWN) {
      lastHeader = position;
      length = header & LENGTH;
      if (length > LARGEST_OWN) {
        throw new DamagedRecordException("has a header that is not one");
      }
      take();
      header = header();
    }
    return header;
  }

  private static boolean isEnd(int header) {
    return header == 0 || (header & UNFINISHED) != 0;
  }

  private int header() throws IOException {
    return isBuffered(HEADER) ? view.getInt((int) (position - bufferedFrom)) : 0;
  }

  /** Chronicle's note of where the last record begins: set after each append. */
  private long lastRecord() throws IOException {
    ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return file.read(number, LAST_RECORD_AT) == Long.BYTES ? number.getLong(0) : 0;
  }

  /** Sees to it that so many bytes from the position on are buffered, if the file has them. */
  private boolean isBuffered(int size) throws IOException {
    // No sums with the position: a mark may say any.
    if (position < bufferedFrom || position - bufferedFrom > buffered - size) {
      bufferedFrom = position;
      buffered = 0;
      int read;
      while (buffered < buffer.length
          && (read =
                  file.read(
                      ByteBuffer.wrap(buffer, buffered, buffer.length - buffered),
                      bufferedFrom + buffered))
              > 0) {
        buffered += read;
      }
    }
    return position - bufferedFrom <= buffered - size;
  }
}
