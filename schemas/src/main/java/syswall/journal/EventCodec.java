package syswall.journal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import syswall.event.Event;

/**
 * Single events as bytes outside of a journal: each is the record that it would be if it were the
 * first of its journal, with its number and its length before it. Used by one thread.
 */
public final class EventCodec {
  /** A record that is small in a journal by its differences to those before is larger alone. */
  private static final int LARGEST = JournalFormat.MAX_RECORD + 256;

  private final EventEncoder encoder = new EventEncoder(LARGEST);

  /**
   * Writes one event.
   *
   * @throws IllegalArgumentException if it is too large for a record of a journal
   */
  public void write(Event event, DataOutput out) throws IOException {
    encoder.reset();
    encoder.encode(event);
    out.writeLong(event.sequence());
    out.writeInt(encoder.length());
    out.write(encoder.record(), 0, encoder.length());
  }

  /**
   * Reads an event that was written here, by this format of the journal.
   *
   * @throws IOException if the bytes are anything else
   */
  public static Event read(DataInput in) throws IOException {
    long sequence = in.readLong();
    int length = in.readInt();
    if (length < 0 || length > LARGEST) {
      throw new IOException("an event of " + length + " bytes");
    }
    byte[] record = new byte[length];
    in.readFully(record);
    try {
      return new EventDecoder(sequence).decode(record, 0, length);
    } catch (DamagedRecordException e) {
      throw new IOException("an event that " + e.getMessage(), e);
    }
  }
}
