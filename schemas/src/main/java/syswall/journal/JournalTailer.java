package syswall.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import syswall.event.Event;
import syswall.event.Event.SessionEnded;

/**
 * Reads the events of one journal in order, without ever writing to it. The first event is always a
 * {@code SessionStarted}: a journal that does not begin with one cannot be opened.
 */
public final class JournalTailer implements Closeable {
  /** So many events are read between two calls of a watcher: less than a millisecond's. */
  public static final int WATCH_STRIDE = 1 << 10;

  private final ExcerptReader excerpts;
  private final EventDecoder decoder;
  private final long firstPosition;
  private final int firstChecksum;
  private long lastPosition;
  private int lastChecksum;
  private boolean atEnd;
  private Integrity integrity = Integrity.NOT_ENDED;
  private String damage = "";
  private @Nullable Runnable watcher;

  /** Reads from the first record on, which the excerpts stand at and the decoder has looked at. */
  private JournalTailer(ExcerptReader excerpts, EventDecoder decoder) {
    this.excerpts = excerpts;
    this.decoder = decoder;
    firstPosition = excerpts.position();
    firstChecksum = decoder.checksum();
  }

  /**
   * Opens a journal for reading, which may still be written to.
   *
   * @param session the journal's directory
   * @throws JournalException in one line, if there is no readable journal of a known format
   */
  public static JournalTailer open(Path session) throws JournalException {
    Path cycleFile = cycleFile(session);
    try {
      try {
        return openOnce(session, cycleFile);
      } catch (DamagedRecordException e) {
        // A live recorder may have been writing these bytes while they were read.
        return openOnce(session, cycleFile);
      }
    } catch (DamagedRecordException e) {
      throw new JournalException(
          session + ": damaged at its first record, which " + e.getMessage());
    } catch (AccessDeniedException e) {
      throw new JournalException(session + ": permission denied");
    } catch (JournalException e) {
      throw e;
    } catch (IOException e) {
      throw new JournalException(session + ": cannot be read: " + e.getMessage());
    }
  }

  /**
   * The next event, or null for ever at the end or at the first damage. What a live recorder
   * appends after that is seen by a new tailer.
   */
  public @Nullable Event next() {
    if (atEnd) {
      return null;
    }
    try {
      Event event = read();
      atEnd = event == null || integrity == Integrity.COMPLETE;
      if (watcher != null && decoder.nextSequence() % WATCH_STRIDE == 0) {
        watcher.run();
      }
      return event;
    } catch (DamagedRecordException e) {
      damage =
          "event "
              + decoder.nextSequence()
              + ", at byte "
              + excerpts.position()
              + ", "
              + e.getMessage();
    } catch (IOException e) {
      damage = "event " + decoder.nextSequence() + " cannot be read: " + e.getMessage();
    }
    atEnd = true;
    integrity = Integrity.DAMAGED;
    return null;
  }

  /**
   * The place behind the last event that was read, which is also behind the end and a damage.
   *
   * @throws IllegalStateException if none was read yet
   */
  public JournalMark mark() {
    if (decoder.nextSequence() == 0) {
      throw new IllegalStateException("no event was read yet");
    }
    return decoder.mark(lastPosition, firstChecksum, lastChecksum);
  }

  /**
   * Goes to a mark, forth or back, if this journal still holds the event before it. Damage between
   * the journal's first record and that event's is not looked for.
   *
   * @return false if the mark is not one of this journal or cannot be looked at; the tailer is as
   *     before
   */
  public boolean seek(JournalMark mark) {
    if (mark.firstChecksum() != firstChecksum || mark.position() < firstPosition) {
      return false;
    }
    ExcerptReader.Place before = excerpts.place();
    try {
      excerpts.goTo(new ExcerptReader.Place(mark.position(), mark.position()));
      if (excerpts.find() && excerpts.position() == mark.position()) {
        goOnBehind(mark);
        return true;
      }
    } catch (DamagedRecordException | IOException e) {
      // What is there now is not what was marked.
    }
    excerpts.goTo(before);
    return false;
  }

  private void goOnBehind(JournalMark mark) throws DamagedRecordException {
    atEnd = decoder.resume(mark, excerpts.bytes(), excerpts.from(), excerpts.to());
    excerpts.take();
    lastPosition = mark.position();
    lastChecksum = mark.lastChecksum();
    integrity = atEnd ? Integrity.COMPLETE : Integrity.NOT_ENDED;
    damage = "";
  }

  /** Calls a watcher whenever {@link #WATCH_STRIDE} more events were read. */
  public void watch(Runnable watcher) {
    this.watcher = watcher;
  }

  /** How many events are before the place that was read to. */
  public long eventsRead() {
    return decoder.nextSequence();
  }

  /**
   * How much of the journal was read, 0 to 1, to tell someone who waits: while it is recorded, more
   * room is reserved for it than is written.
   */
  public double fractionRead() {
    try {
      return Math.min(1, (double) excerpts.position() / Math.max(1, excerpts.size()));
    } catch (IOException e) {
      return 0; // whoever reads on will hear of it
    }
  }

  /**
   * What is known about the journal's end; final once {@link #next} has returned null, but for a
   * {@link #seek}.
   */
  public Integrity integrity() {
    return integrity;
  }

  /** Where the first damage is and what it is, in one line; empty unless damaged. */
  public String damage() {
    return damage;
  }

  @Override
  public void close() {
    try {
      excerpts.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JournalTailer openOnce(Path session, Path cycleFile)
      throws IOException, DamagedRecordException {
    ExcerptReader excerpts = ExcerptReader.open(cycleFile);
    try {
      EventDecoder decoder = new EventDecoder();
      requireKnownFormat(session, excerpts, decoder);
      return new JournalTailer(excerpts, decoder);
    } catch (IOException | DamagedRecordException e) {
      excerpts.close();
      throw e;
    }
  }

  private @Nullable Event read() throws IOException, DamagedRecordException {
    try {
      return readOnce();
    } catch (DamagedRecordException e) {
      // As in open: a live recorder may have been writing.
      excerpts.reread();
      return readOnce();
    }
  }

  private @Nullable Event readOnce() throws IOException, DamagedRecordException {
    if (!excerpts.find()) {
      return null;
    }
    Event event = decoder.decode(excerpts.bytes(), excerpts.from(), excerpts.to());
    lastPosition = excerpts.position();
    lastChecksum = decoder.checksum();
    excerpts.take();
    if (event instanceof SessionEnded) {
      integrity = Integrity.COMPLETE;
    }
    return event;
  }

  private static void requireKnownFormat(Path session, ExcerptReader excerpts, EventDecoder decoder)
      throws IOException, DamagedRecordException {
    if (!excerpts.find()) {
      throw new JournalException(
          session
              + ": holds no event: its recorder has not started the program or was killed first");
    }
    int version = decoder.formatVersion(excerpts.bytes(), excerpts.from(), excerpts.to());
    if (version > JournalFormat.VERSION) {
      throw new JournalException(
          session
              + ": made by a newer syswall (format "
              + version
              + "); this one reads format "
              + JournalFormat.VERSION);
    }
    if (version < 1) {
      throw new DamagedRecordException("is of format " + version);
    }
  }

  private static Path cycleFile(Path session) throws JournalException {
    if (Files.exists(session) && !Files.isDirectory(session)) {
      throw new JournalException(session + ": is a file; a session is a directory");
    }
    if (Files.notExists(session)) {
      throw new JournalException(session + ": no such session");
    }
    Path cycleFile = session.resolve(JournalFormat.CYCLE_FILE);
    if (Files.notExists(cycleFile)) {
      throw new JournalException(
          session + ": not a session: there is no " + JournalFormat.CYCLE_FILE + " in it");
    }
    // Anything but a file, a FIFO for example, could block the reader for ever.
    if (Files.exists(cycleFile) && !Files.isRegularFile(cycleFile)) {
      throw new JournalException(
          session + ": not a session: " + JournalFormat.CYCLE_FILE + " in it is not a file");
    }
    return cycleFile;
  }
}
