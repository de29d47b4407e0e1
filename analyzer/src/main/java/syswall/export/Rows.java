package syswall.export;

import java.io.Closeable;
import java.util.List;
import syswall.decode.ReadableText;
import syswall.decode.SocketAddress;
import syswall.event.ByteString;
import syswall.history.CallTarget;

/**
 * Takes the rows of one {@link Table}, cell by cell, and knows what each kind of cell needs so that
 * a spreadsheet shows what is meant. All methods throw an UncheckedIOException if what they write
 * to fails.
 */
interface Rows extends Closeable {
  /** What a number may have before a spreadsheet rounds it. */
  long LARGEST_EXACT = 999_999_999_999_999L;

  /** What the rows from now on are about; not to be said unless there is a column for it. */
  void session(String session);

  /**
   * Begins a row, with the session if there are several.
   *
   * @param event the event that it is about, or that brought what it is about
   */
  Rows begin(long event);

  /** A number of at most 15 digits. */
  Rows exact(long value);

  /** A moment: nanoseconds since 1970, shown as UTC, to the microsecond. */
  Rows time(long epochNs);

  /** Printable text. */
  Rows text(CharSequence text);

  /** An empty cell. */
  Rows none();

  /** The row is complete. */
  void end();

  /** Begins a row, with when its event was. */
  default Rows begin(long event, long timeNs, long startedEpochNs) {
    return begin(event).time(startedEpochNs + timeNs).number(timeNs);
  }

  /** A number that is one; of more than 15 digits, which a spreadsheet rounds, as {@link #hex}. */
  default Rows number(long value) {
    return value > LARGEST_EXACT || value < -LARGEST_EXACT ? hex(value) : exact(value);
  }

  /** An address or a bit mask. */
  default Rows hex(long value) {
    return text("0x" + Long.toHexString(value));
  }

  /** Text of the tracee. */
  default Rows text(ByteString bytes) {
    return bytes.length() == 0 ? none() : text(ReadableText.of(bytes));
  }

  /** A socket's address. */
  default Rows address(ByteString address) {
    return address.length() == 0 ? none() : text(SocketAddress.decode(address).endpoint());
  }

  /** The cells {@code path}, {@code to_path} and {@code address}. */
  default Rows target(CallTarget target, ByteString address) {
    List<ByteString> paths = target.paths();
    text(paths.isEmpty() ? ByteString.EMPTY : paths.get(0));
    text(paths.size() < 2 ? ByteString.EMPTY : paths.get(1));
    return address(address);
  }

  /** Empty cells. */
  default Rows none(int cells) {
    for (int i = 0; i < cells; i++) {
      none();
    }
    return this;
  }
}
