package syswall.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import syswall.event.Event;

/** Writes and reads whole journals for tests. */
final class SampleJournals {
  private SampleJournals() {}

  /** The event of a number in a complete session of {@code count} events. */
  static Event event(long sequence, long count) {
    return sequence == 0
        ? SampleEvents.started(JournalFormat.VERSION)
        : sequence == count - 1 ? SampleEvents.ended(sequence) : SampleEvents.call(sequence);
  }

  /** Writes a complete session of {@code count} events. */
  static void write(Path session, long count) throws IOException {
    try (JournalAppender appender = JournalAppender.create(session)) {
      for (long i = 0; i < count; i++) {
        appender.append(event(i, count));
      }
    }
  }

  static void writeUnchecked(Path session, long count) {
    try {
      write(session, count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All events up to the end or the first damage. */
  static List<Event> read(Path session) throws JournalException {
    List<Event> events = new ArrayList<>();
    try (JournalTailer tailer = JournalTailer.open(session)) {
      Event event;
      while ((event = tailer.next()) != null) {
        events.add(event);
      }
    }
    return events;
  }
}
