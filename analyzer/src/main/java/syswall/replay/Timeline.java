package syswall.replay;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.Event;
import syswall.event.Event.SessionStarted;
import syswall.event.Event.SyscallEntered;
import syswall.journal.Integrity;
import syswall.journal.JournalException;
import syswall.journal.JournalTailer;

/**
 * A session whose state can be had at any of its events. It goes forth and back over the journal,
 * from the snapshot before the place that is asked for, and keeps snapshots of what it passes. The
 * state is the same whether there are snapshots or not. Used by one thread.
 *
 * @param <P> the state
 */
public final class Timeline<P extends Projection> implements Closeable {
  private final Path session;
  private final ProjectionCodec<P> codec;
  private final SnapshotPolicy policy;
  private JournalTailer tailer;
  private Snapshots snapshots;
  private SnapshotAppender appender;
  private Replayed<P> replayed;
  private final @Nullable Event first;
  private @Nullable Event ahead;
  private long events;
  private long lastNs;

  private Timeline(
      Path session, ProjectionCodec<P> codec, SnapshotPolicy policy, JournalTailer tailer) {
    this.session = session;
    this.codec = codec;
    this.policy = policy;
    this.tailer = tailer;
    snapshots = Snapshots.open(session, codec.version());
    appender = new SnapshotAppender(session, codec.version(), snapshots, policy);
    replayed = Replayed.nothing(codec);
    first = peek();
  }

  /**
   * Opens a session before its first event.
   *
   * @param session the journal's directory, where snapshots are kept too if it can be written to
   * @throws JournalException in one line, if there is no readable journal of a known format
   */
  public static <P extends Projection> Timeline<P> open(
      Path session, ProjectionCodec<P> codec, SnapshotPolicy policy) throws JournalException {
    return new Timeline<>(session, codec, policy, JournalTailer.open(session));
  }

  /** What is known after the events so far; after a move perhaps another object. */
  public P state() {
    return replayed.projection();
  }

  /** How many events the state has seen, which is also the number of the next. */
  public long events() {
    return events;
  }

  /**
   * The calls that were entered and have not ended, by the threads that are in them; a view, after
   * a move perhaps another.
   */
  public Map<Integer, SyscallEntered> openCalls() {
    return replayed.replay().openCalls();
  }

  /** Goes on by one event and gives it; null at the end or at the first damage. */
  public @Nullable Event next() {
    Event event = peek();
    if (event != null) {
      fold(event);
    }
    return event;
  }

  /**
   * Goes, forth or back, right behind an event, or to the end if that comes first.
   *
   * @throws JournalException in one line, if the journal is no longer there
   */
  public void toEvent(long sequence) throws JournalException {
    go(sequence, Long.MAX_VALUE);
  }

  /**
   * Goes, forth or back, behind the last event that is not later than a time.
   *
   * @param timeNs nanoseconds since the session started
   * @throws JournalException in one line, if the journal is no longer there
   */
  public void toTime(long timeNs) throws JournalException {
    go(Long.MAX_VALUE, timeNs);
  }

  /** How the journal ends; final once its end was reached. */
  public Integrity integrity() {
    return tailer.integrity();
  }

  /** Where the first damage is and what it is, in one line; empty unless damaged. */
  public String damage() {
    return tailer.damage();
  }

  /** Closes the journal, and keeps the snapshots that were taken. */
  @Override
  public void close() {
    appender.close();
    snapshots.close();
    tailer.close();
  }

  private void go(long sequence, long timeNs) throws JournalException {
    boolean back = events > 0 && (events - 1 > sequence || lastNs > timeNs);
    if (back && appender.hasNew()) {
      keepSnapshots();
    }
    if (!jump(sequence, timeNs, back ? 0 : events) && back) {
      restart();
    }
    Event event;
    while ((event = peek()) != null && event.sequence() <= sequence && event.timeNs() <= timeNs) {
      fold(event);
    }
  }

  /** The event that comes next; null at the end or at the first damage. */
  public @Nullable Event peek() {
    if (ahead == null) {
      ahead = tailer.next();
    }
    return ahead;
  }

  private void fold(Event event) {
    ahead = null;
    replayed.replay().accept(event);
    events = event.sequence() + 1;
    lastNs = event.timeNs();
    // Behind the end no event follows that a snapshot there would bring nearer.
    if (appender.isDue(events) && tailer.integrity() != Integrity.COMPLETE) {
      try {
        appender.offer(tailer.mark(), replayed.toBytes(codec));
      } catch (IOException e) {
        throw new UncheckedIOException(e); // a stream into memory
      }
    }
  }

  /** Goes to the last snapshot before a place that has seen more than so many events, if any. */
  private boolean jump(long sequence, long timeNs, long from) {
    SnapshotEntry entry;
    while ((entry = snapshots.floor(sequence, timeNs)) != null
        && entry.mark().nextSequence() > from) {
      if (resume(entry)) {
        return true;
      }
      snapshots.dropFrom(entry);
    }
    return false;
  }

  private boolean resume(SnapshotEntry entry) {
    Replayed<P> then = read(entry);
    if (then == null || !tailer.seek(entry.mark())) {
      return false;
    }
    replayed = then;
    ahead = null;
    events = entry.mark().nextSequence();
    lastNs = entry.mark().timeNs();
    return true;
  }

  private @Nullable Replayed<P> read(SnapshotEntry entry) {
    byte[] bytes = snapshots.read(entry);
    if (bytes == null || !(first instanceof SessionStarted started)) {
      return null;
    }
    int from = SnapshotEntry.HEADER;
    try {
      byte[] state = Arrays.copyOfRange(bytes, from, from + entry.stateLength());
      return Replayed.of(state, started, codec);
    } catch (IOException | RuntimeException e) {
      // Intact, of this version, and yet not readable: made by a build that was never released.
      return null;
    }
  }

  private void restart() throws JournalException {
    JournalTailer fromTheStart = JournalTailer.open(session);
    tailer.close();
    tailer = fromTheStart;
    replayed = Replayed.nothing(codec);
    ahead = null;
    events = 0;
    lastNs = 0;
  }

  private void keepSnapshots() {
    appender.close();
    snapshots.close();
    snapshots = Snapshots.open(session, codec.version());
    appender = new SnapshotAppender(session, codec.version(), snapshots, policy);
  }
}
