package syswall.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import syswall.event.Event;

/** Reading on from the middle of a journal. */
class JournalMarkTest {
  @TempDir private Path directory;

  /** A journal's events, and the mark behind each. */
  private record Marked(List<Event> events, List<JournalMark> marks) {
    static Marked read(Path session) throws JournalException {
      Marked marked = new Marked(new ArrayList<>(), new ArrayList<>());
      try (JournalTailer tailer = JournalTailer.open(session)) {
        for (Event event = tailer.next(); event != null; event = tailer.next()) {
          marked.events.add(event);
          marked.marks.add(tailer.mark());
        }
      }
      return marked;
    }

    /** In an order that goes forth and back. */
    List<Integer> shuffled() {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < marks.size(); i++) {
        order.add(i);
      }
      Collections.shuffle(order, new Random(1));
      return order;
    }
  }

  static List<Path> journals() throws IOException {
    try (Stream<Path> samples = Files.list(Path.of("../sample-sessions"))) {
      return Stream.concat(
              samples.filter(Files::isDirectory).map(sample -> sample.resolve("session.cq")),
              Stream.of(Path.of("src/test/resources/format-1")))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("journals")
  void everyMarkLeadsToTheEventsBehindIt(Path session) throws Exception {
    requireEveryMarkLeadsToTheEventsBehindIt(session);
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 12, 13})
  void everyMarkAmongEventsOfAllTypesLeadsToThoseBehindIt(int seed) throws Exception {
    Path session = directory.resolve("a.cq");
    writeAllTypes(session, seed, 300);
    requireEveryMarkLeadsToTheEventsBehindIt(session);
  }

  private static void requireEveryMarkLeadsToTheEventsBehindIt(Path session) throws Exception {
    Marked marked = Marked.read(session);
    try (JournalTailer tailer = JournalTailer.open(session)) {
      for (int i : marked.shuffled()) {
        JournalMark mark = marked.marks.get(i);
        assertEquals(i, mark.sequence());
        assertEquals(mark, JournalMark.of(mark.toBytes()));
        assertTrue(tailer.seek(mark));
        assertEquals(mark, tailer.mark());
        for (int k = i + 1; k < marked.events.size(); k++) {
          assertEquals(marked.events.get(k), tailer.next());
          assertEquals(marked.marks.get(k), tailer.mark());
        }
        assertNull(tailer.next());
        assertEquals(Integrity.COMPLETE, tailer.integrity());
      }
    }
  }

  @Test
  void endOfALiveJournalIsAMarkForWhatIsAppendedLater() throws Exception {
    Path session = directory.resolve("a.cq");
    try (JournalAppender appender = JournalAppender.create(session);
        JournalTailer tailer = openAfter(appender, session)) {
      while (tailer.next() != null) {
        // to the end, as it is now
      }
      JournalMark end = tailer.mark();
      appender.append(SampleEvents.call(100));
      assertNull(tailer.next());
      assertTrue(tailer.seek(end));
      assertEquals(SampleEvents.call(100), tailer.next());
      assertNull(tailer.next());
    }
  }

  private static JournalTailer openAfter(JournalAppender appender, Path session)
      throws IOException {
    for (int i = 0; i < 100; i++) {
      appender.append(i == 0 ? SampleEvents.started(JournalFormat.VERSION) : SampleEvents.call(i));
    }
    return JournalTailer.open(session);
  }

  @Test
  void thereIsNoMarkBeforeTheFirstEvent() throws Exception {
    Path session = directory.resolve("a.cq");
    SampleJournals.write(session, 3);
    try (JournalTailer tailer = JournalTailer.open(session)) {
      assertThrows(IllegalStateException.class, tailer::mark);
    }
  }

  @Test
  void marksOfAnotherJournalAreRefusedAndMoveNothing() throws Exception {
    Path one = directory.resolve("1.cq");
    Path other = directory.resolve("2.cq");
    writeAllTypes(one, 1, 100);
    SampleJournals.write(other, 100);
    List<JournalMark> foreign = Marked.read(one).marks;
    List<JournalMark> own = Marked.read(other).marks;
    try (JournalTailer tailer = JournalTailer.open(other)) {
      assertEquals(SampleJournals.event(0, 100), tailer.next());
      for (int i = 1; i < 100; i++) {
        assertEquals(own.get(i).firstChecksum(), foreign.get(i).firstChecksum());
        assertFalse(tailer.seek(foreign.get(i)));
        assertFalse(tailer.seek(ofAnotherBeginning(own.get(i))));
        assertEquals(SampleJournals.event(i, 100), tailer.next());
        assertEquals(own.get(i), tailer.mark());
      }
    }
  }

  private static JournalMark ofAnotherBeginning(JournalMark mark) {
    return new JournalMark(
        mark.position(),
        mark.nextSequence(),
        mark.timeNs(),
        mark.thread(),
        mark.args(),
        mark.firstChecksum() + 1,
        mark.lastChecksum());
  }

  @Test
  void marksBeyondTheEndOfACutJournalAreRefused() throws Exception {
    Path session = directory.resolve("a.cq");
    writeAllTypes(session, 5, 60);
    Marked whole = Marked.read(session);
    Path file = session.resolve(JournalFormat.CYCLE_FILE);
    byte[] intact = Files.readAllBytes(file);
    int first = (int) whole.marks.get(0).position();
    for (int length = intact.length; length > first; length -= 997) {
      Files.write(file, Arrays.copyOf(intact, length));
      requireOnlyRightEvents(session, whole, length);
    }
  }

  @Test
  void marksAtAFlippedByteAreRefused() throws Exception {
    Path session = directory.resolve("a.cq");
    SampleJournals.write(session, 12);
    Marked whole = Marked.read(session);
    Path file = session.resolve(JournalFormat.CYCLE_FILE);
    byte[] intact = Files.readAllBytes(file);
    int first = (int) whole.marks.get(0).position();
    int last = (int) whole.marks.get(11).position();
    for (int at = first; at < last + 24; at++) {
      byte[] flipped = intact.clone();
      flipped[at] ^= 0x10;
      Files.write(file, flipped);
      requireOnlyRightEvents(session, whole, intact.length);
    }
  }

  /** Whatever has become of the file: a mark is refused or leads to events that were written. */
  private static void requireOnlyRightEvents(Path session, Marked whole, int length) {
    try (JournalTailer tailer = JournalTailer.open(session)) {
      for (int i = 0; i < whole.marks.size(); i++) {
        boolean accepted = tailer.seek(whole.marks.get(i));
        assertFalse(accepted && whole.marks.get(i).position() >= length);
        if (accepted) {
          int next = i + 1;
          for (Event event = tailer.next(); event != null; event = tailer.next()) {
            assertEquals(whole.events.get(next++), event);
          }
          assertTrue(next == whole.events.size() || tailer.integrity() == Integrity.DAMAGED);
        }
      }
    } catch (JournalException e) {
      assertTrue(e.toString().contains("damaged at its first record"), e.getMessage());
    }
  }

  @Test
  void aFlippedByteBeforeTheMarkedRecordDoesNotMatter() throws Exception {
    Path session = directory.resolve("a.cq");
    SampleJournals.write(session, 12);
    Marked whole = Marked.read(session);
    Path file = session.resolve(JournalFormat.CYCLE_FILE);
    byte[] flipped = Files.readAllBytes(file);
    flipped[(int) whole.marks.get(5).position() + 9] ^= 1;
    Files.write(file, flipped);
    try (JournalTailer tailer = JournalTailer.open(session)) {
      assertFalse(tailer.seek(whole.marks.get(5)));
      assertTrue(tailer.seek(whole.marks.get(6)));
      assertEquals(whole.events.get(7), tailer.next());
      assertTrue(tailer.seek(whole.marks.get(4)));
      assertNull(tailer.next());
      assertEquals(Integrity.DAMAGED, tailer.integrity());
      assertTrue(tailer.damage().startsWith("event 5, "), tailer.damage());
      assertTrue(tailer.seek(whole.marks.get(10)));
      assertEquals(whole.events.get(11), tailer.next());
      assertEquals(Integrity.COMPLETE, tailer.integrity());
    }
  }

  @Test
  void bytesThatAreNoMarkAreNone() throws Exception {
    Path session = directory.resolve("a.cq");
    SampleJournals.write(session, 5);
    byte[] mark = Marked.read(session).marks.get(3).toBytes();
    assertEquals(JournalMark.BYTES, mark.length);
    for (int bit = 0; bit < mark.length * 8; bit++) {
      byte[] flipped = mark.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertNull(JournalMark.of(flipped));
    }
    for (int length = 0; length < mark.length; length++) {
      assertNull(JournalMark.of(Arrays.copyOf(mark, length)));
    }
    Random random = new Random(3);
    for (int i = 0; i < 10_000; i++) {
      random.nextBytes(mark);
      assertNull(JournalMark.of(mark));
    }
  }

  @Test
  void marksOfNowhereAreRefused() throws Exception {
    Path session = directory.resolve("a.cq");
    SampleJournals.write(session, 1_000);
    JournalMark right = Marked.read(session).marks.get(500);
    Random random = new Random(4);
    try (JournalTailer tailer = JournalTailer.open(session)) {
      for (int i = 0; i < 2_000; i++) {
        long position =
            i % 2 == 0 ? random.nextInt(200_000) : random.nextLong() >> random.nextInt(64);
        assertEquals(position == right.position(), tailer.seek(at(right, position)));
      }
      for (long extreme : new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 3, Long.MIN_VALUE, -1}) {
        assertFalse(tailer.seek(at(right, extreme)));
      }
      assertTrue(tailer.seek(right));
      assertEquals(SampleJournals.event(501, 1_000), tailer.next());
    }
  }

  private static JournalMark at(JournalMark mark, long position) {
    return new JournalMark(
        position,
        mark.nextSequence(),
        mark.timeNs(),
        mark.thread(),
        mark.args(),
        mark.firstChecksum(),
        mark.lastChecksum());
  }

  private static void writeAllTypes(Path session, int seed, int count) throws IOException {
    SampleEvents sample = new SampleEvents(seed);
    try (JournalAppender appender = JournalAppender.create(session)) {
      appender.append(SampleEvents.started(JournalFormat.VERSION));
      for (int i = 1; i < count - 1; i++) {
        appender.append(sample.random(i % (SampleEvents.TYPES - 1), i));
      }
      appender.append(SampleEvents.ended(count - 1));
    }
  }
}
