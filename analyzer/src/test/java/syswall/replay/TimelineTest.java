package syswall.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.replay.Recorded.FIRST;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import syswall.bench.SyntheticJournal;
import syswall.event.ByteString;
import syswall.event.Event;
import syswall.event.Verdict;
import syswall.journal.Integrity;
import syswall.journal.JournalAppender;
import syswall.journal.JournalTailer;

/** State at any event, with snapshots and without. */
class TimelineTest {
  private static final OpenPaths.Codec CODEC = new OpenPaths.Codec(1);

  /** For sessions that are too short to have snapshots otherwise. */
  private static final SnapshotPolicy OFTEN = every(10);

  private static final SnapshotPolicy NEVER = new SnapshotPolicy(1, 0);

  @TempDir private Path directory;

  private static SnapshotPolicy every(long events) {
    return new SnapshotPolicy(events, 100_000);
  }

  @ParameterizedTest
  @MethodSource("syswall.replay.SampleSessions#all")
  void stateAtEveryEventIsThatOfAFullFold(Path sample) throws Exception {
    Path session = copy(sample);
    for (int every : new int[] {10, 1, 37}) {
      requireStateAtEveryEventIsThatOfAFullFold(session, every);
    }
  }

  @Test
  void callsThatAreOpenInASnapshotEndAsInAFullFold() throws Exception {
    Path session = directory.resolve("s.cq");
    Recorded events = new Recorded("prog");
    for (int tid = 201; tid < 206; tid++) {
      events.thread(tid, FIRST, FIRST, 0x10f00);
      Recorded.Pending read = events.call(FIRST, "read", 3).decided(Verdict.ALLOW);
      events.call(tid, "openat", Recorded.AT_FDCWD, "in" + tid, 0).returns(tid);
      events.call(tid, "read", tid).interrupted();
      Recorded.Pending write = events.call(tid, "write", 4).decided(Verdict.SOFT_BLOCK);
      read.returns(0);
      write.returns(1);
      events.call(FIRST, "read", 3).unfinished();
      Recorded.Pending execve = events.call(tid, "execve", "/bin/true").decided(Verdict.ALLOW);
      events.executes(FIRST, tid, "/bin/true", "true");
      execve.returnsTo(FIRST, 0);
    }
    write(events.exits(FIRST, 0).ends(0).events(), session);
    requireStateAtEveryEventIsThatOfAFullFold(session, 1);
  }

  private static void requireStateAtEveryEventIsThatOfAFullFold(Path session, int every)
      throws Exception {
    Files.deleteIfExists(session.resolve(Snapshots.FILE));
    List<ByteString> expected = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    try (JournalTailer tailer = JournalTailer.open(session)) {
      OpenPaths full = new OpenPaths();
      Replay replay = new Replay(full);
      for (Event event = tailer.next(); event != null; event = tailer.next()) {
        replay.accept(event);
        expected.add(full.bytes());
        times.add(event.timeNs());
      }
    }
    try (Timeline<OpenPaths> first = Timeline.open(session, CODEC, every(every))) {
      first.toEvent(Long.MAX_VALUE);
      assertEquals(expected.get(expected.size() - 1), first.state().bytes());
      assertEquals(expected.size(), first.state().seen());
      assertEquals(Integrity.COMPLETE, first.integrity());
    }
    assertEquals((expected.size() - 1) / every, entries(session).size());
    try (Timeline<OpenPaths> timeline = Timeline.open(session, CODEC, every(every))) {
      for (int i : shuffled(expected.size())) {
        timeline.toEvent(i);
        assertEquals(expected.get(i), timeline.state().bytes());
        assertEquals(i + 1, timeline.events());
        timeline.toTime(times.get(i));
        assertEquals(expected.get(times.lastIndexOf(times.get(i))), timeline.state().bytes());
        timeline.toTime(times.get(i) - 1);
        int before = times.indexOf(times.get(i));
        assertEquals(before, timeline.events());
        Event next = timeline.next();
        assertTrue(next != null && next.sequence() == before);
        assertEquals(expected.get(before), timeline.state().bytes());
      }
    }
  }

  @Test
  void moveFoldsNoMoreThanTheEventsSinceASnapshot() throws Exception {
    Path session = directory.resolve("s.cq");
    SyntheticJournal.write(session, 5_000, 1);
    try (Timeline<OpenPaths> timeline = Timeline.open(session, CODEC, every(100))) {
      timeline.toEvent(Long.MAX_VALUE);
      for (int i : shuffled(5_000)) {
        timeline.toEvent(i);
        assertEquals(i + 1, timeline.events());
        assertTrue(timeline.state().seen() < 200, i + ": " + timeline.state().seen());
      }
    }
  }

  @Test
  void timelineGoesBackToBeforeTheFirstEvent() throws Exception {
    Path session = copy(SampleSessions.all().get(0));
    try (Timeline<OpenPaths> timeline = Timeline.open(session, CODEC, OFTEN)) {
      ByteString nothing = timeline.state().bytes();
      timeline.toEvent(50);
      timeline.toEvent(-1);
      assertEquals(nothing, timeline.state().bytes());
      assertEquals(0, timeline.events());
      timeline.toTime(-1);
      assertEquals(0, timeline.events());
    }
  }

  @Test
  void nextGivesEachEventOnceAndThenNone() throws Exception {
    Path session = copy(SampleSessions.all().get(0));
    try (Timeline<OpenPaths> timeline = Timeline.open(session, CODEC, NEVER)) {
      long sequence = 0;
      for (Event event = timeline.next(); event != null; event = timeline.next()) {
        assertEquals(sequence++, event.sequence());
      }
      assertNull(timeline.next());
      assertEquals(sequence, timeline.events());
    }
    assertFalse(Files.exists(session.resolve(Snapshots.FILE)));
  }

  @Test
  void snapshotsOfALiveSessionServeItsLaterReaders() throws Exception {
    Path session = directory.resolve("s.cq");
    List<Event> events = new Recorded("prog").events();
    try (JournalAppender appender = JournalAppender.create(session)) {
      for (Event event : events) {
        appender.append(event);
      }
      append(appender, 100);
      fold(session);
      assertEquals(10, entries(session).size());
      append(appender, 100);
      assertEquals(102, fold(session).seen());
      assertEquals(20, entries(session).size());
    }
  }

  private static void append(JournalAppender appender, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      long n = appender.nextSequence();
      appender.append(new Event.ThreadContinued(n, 1_000_000 + n, FIRST));
    }
  }

  @Test
  void snapshotsNeverTakeMoreThanTheyMay() throws Exception {
    Path session = directory.resolve("s.cq");
    SyntheticJournal.write(session, 200_000, 3);
    for (int permille : new int[] {1, 5, 20}) {
      Files.deleteIfExists(session.resolve(Snapshots.FILE));
      SnapshotPolicy policy = new SnapshotPolicy(2_000, permille);
      try (Timeline<OpenPaths> timeline = Timeline.open(session, CODEC, policy)) {
        timeline.toEvent(120_000);
        timeline.toEvent(60_000);
        timeline.toEvent(Long.MAX_VALUE);
      }
      long sequence = 0;
      List<SnapshotEntry> entries = entries(session);
      for (SnapshotEntry entry : entries) {
        assertTrue(entry.end() * 1000 <= permille * entry.mark().position());
        assertTrue(entry.mark().sequence() - sequence >= 1_999);
        sequence = entry.mark().sequence();
      }
      assertTrue(entries.size() > permille, permille + ": " + entries.size());
      SnapshotEntry last = entries.get(entries.size() - 1);
      assertEquals(last.end(), Files.size(session.resolve(Snapshots.FILE)));
    }
  }

  @Test
  void smallSessionsHaveNoSnapshots() throws Exception {
    Path session = copy(SampleSessions.all().get(0));
    try (Timeline<OpenPaths> timeline = Timeline.open(session, CODEC, SnapshotPolicy.DEFAULT)) {
      timeline.toEvent(Long.MAX_VALUE);
    }
    try (Stream<Path> files = Files.list(session)) {
      assertEquals(1, files.count());
    }
  }

  private OpenPaths fold(Path session) throws IOException {
    try (Timeline<OpenPaths> timeline = Timeline.open(session, CODEC, OFTEN)) {
      timeline.toEvent(Long.MAX_VALUE);
      return timeline.state();
    }
  }

  private static List<SnapshotEntry> entries(Path session) {
    try (Snapshots snapshots = Snapshots.open(session, CODEC.version())) {
      return snapshots.entries();
    }
  }

  private static List<Integer> shuffled(int count) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(2));
    return order;
  }

  private static void write(List<Event> events, Path session) throws IOException {
    try (JournalAppender appender = JournalAppender.create(session)) {
      for (Event event : events) {
        appender.append(event);
      }
    }
  }

  private Path copy(Path sample) throws IOException {
    Path session = Files.createDirectory(directory.resolve("copy.cq"));
    Files.copy(sample.resolve("19700101F.cq4"), session.resolve("19700101F.cq4"));
    return session;
  }
}
