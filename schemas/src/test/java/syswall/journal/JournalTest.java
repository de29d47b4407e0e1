package syswall.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import syswall.event.Event;

class JournalTest {
  @Test
  void journalGivesBackWhatWasAppended(@TempDir Path directory) throws Exception {
    Path session = directory.resolve("a.cq");
    SampleJournals.write(session, 200_000);
    try (JournalTailer tailer = JournalTailer.open(session)) {
      for (long i = 0; i < 200_000; i++) {
        assertEquals(SampleJournals.event(i, 200_000), tailer.next());
      }
      assertNull(tailer.next());
      assertEquals(Integrity.COMPLETE, tailer.integrity());
      assertEquals("", tailer.damage());
    }
  }

  @Test
  void closedJournalIsOneTrimmedFileOfItsOwner(@TempDir Path directory) throws Exception {
    Path session = directory.resolve("a.cq");
    SampleJournals.write(session, 20_000);
    try (var files = Files.list(session)) {
      assertEquals(List.of(session.resolve(JournalFormat.CYCLE_FILE)), files.toList());
    }
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(session)));
    long size = Files.size(session.resolve(JournalFormat.CYCLE_FILE));
    assertTrue(size < 80 * 10_000 + 80_000, () -> size + " bytes");
  }

  @Test
  void journalIsAQueueThatChronicleReads(@TempDir Path directory) throws Exception {
    Path session = directory.resolve("a.cq");
    SampleJournals.write(session, 5_000);
    EventEncoder encoder = new EventEncoder();
    Bytes<?> bytes = Bytes.elasticHeapByteBuffer();
    try (ChronicleQueue queue =
            SingleChronicleQueueBuilder.single(session.toFile()).readOnly(true).build();
        var tailer = queue.createTailer()) {
      for (long i = 0; i < 5_000; i++) {
        bytes.clear();
        assertTrue(tailer.readBytes(bytes));
        encoder.encode(SampleJournals.event(i, 5_000));
        assertArrayEquals(Arrays.copyOf(encoder.record(), encoder.length()), bytes.toByteArray());
      }
      assertFalse(tailer.readBytes(bytes.clear()));
    }
    bytes.releaseLast();
  }

  @Test
  void largestRecordsAreReadBack(@TempDir Path directory) throws Exception {
    Path session = directory.resolve("a.cq");
    List<Event> events = new ArrayList<>(List.of(SampleEvents.started(JournalFormat.VERSION)));
    for (int i = 1; i < 30; i++) {
      events.add(SampleEvents.large(i, JournalFormat.MAX_RECORD - 30));
    }
    try (JournalAppender appender = JournalAppender.create(session)) {
      for (Event event : events) {
        appender.append(event);
      }
    }
    assertEquals(events, SampleJournals.read(session));
  }

  @Test
  void liveJournalIsReadWhileItGrows(@TempDir Path directory) throws Exception {
    Path session = directory.resolve("a.cq");
    Thread recorder = new Thread(() -> SampleJournals.writeUnchecked(session, 300_000));
    recorder.start();
    boolean finished;
    do {
      finished = !recorder.isAlive();
      try (JournalTailer tailer = JournalTailer.open(session)) {
        Event event;
        for (long i = 0; (event = tailer.next()) != null; i++) {
          assertEquals(i, event.sequence());
        }
        assertEquals("", tailer.damage());
      } catch (JournalException e) {
        assertTrue(
            e.toString().matches(".*: (no such session|holds no event|not a session).*"),
            e.getMessage());
      }
    } while (!finished);
    assertEquals(300_000, SampleJournals.read(session).size());
  }

  @Test
  void unendedJournalSaysSo(@TempDir Path directory) throws Exception {
    Path session = directory.resolve("a.cq");
    try (JournalAppender appender = JournalAppender.create(session)) {
      appender.append(SampleEvents.started(JournalFormat.VERSION));
    }
    try (JournalTailer tailer = JournalTailer.open(session)) {
      assertEquals(SampleEvents.started(JournalFormat.VERSION), tailer.next());
      assertNull(tailer.next());
      assertEquals(Integrity.NOT_ENDED, tailer.integrity());
    }
  }

  @Test
  void interruptedThreadGoesOnAppending(@TempDir Path directory) throws Exception {
    Path session = directory.resolve("a.cq");
    Thread.currentThread().interrupt();
    SampleJournals.write(session, 100_000);
    assertTrue(Thread.interrupted());
    assertEquals(100_000, SampleJournals.read(session).size());
  }

  @Test
  void onlyTheNextEventIsAppended(@TempDir Path directory) throws Exception {
    try (JournalAppender appender = JournalAppender.create(directory.resolve("a.cq"))) {
      assertThrows(IllegalArgumentException.class, () -> appender.append(SampleEvents.ended(1)));
      assertEquals(0, appender.nextSequence());
      appender.append(SampleEvents.started(JournalFormat.VERSION));
      assertEquals(1, appender.nextSequence());
    }
  }

  @Test
  void existingSessionIsNeverOverwritten(@TempDir Path directory) {
    JournalException refusal =
        assertThrows(JournalException.class, () -> JournalAppender.create(directory));
    assertEquals(directory + ": exists already", refusal.getMessage());
  }

  @Test
  void sessionWithoutAParentIsRefused(@TempDir Path directory) {
    Path session = directory.resolve("missing/a.cq");
    JournalException refusal =
        assertThrows(JournalException.class, () -> JournalAppender.create(session));
    assertEquals(session + ": cannot be created: its parent does not exist", refusal.getMessage());
  }
}
