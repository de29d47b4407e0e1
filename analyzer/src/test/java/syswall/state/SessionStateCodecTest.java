package syswall.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import syswall.bench.SyntheticJournal;
import syswall.replay.SnapshotPolicy;
import syswall.replay.Timeline;

/** The session's state from a snapshot on is that of a full fold, at every event. */
class SessionStateCodecTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @MethodSource("syswall.replay.SampleSessions#all")
  void stateOfASampleIsThatOfAFullFold(Path sample) throws IOException {
    Path session = Files.createDirectory(directory.resolve("s.cq"));
    Files.copy(sample.resolve("19700101F.cq4"), session.resolve("19700101F.cq4"));
    requireStateAtEveryEventIsThatOfAFullFold(session, 7);
  }

  @Test
  void stateOfASyntheticSessionIsThatOfAFullFold() throws IOException {
    Path session = directory.resolve("s.cq");
    SyntheticJournal.write(session, 3_000, 9);
    requireStateAtEveryEventIsThatOfAFullFold(session, 50);
  }

  private static void requireStateAtEveryEventIsThatOfAFullFold(Path session, int every)
      throws IOException {
    List<byte[]> expected = new ArrayList<>();
    List<Integer> order = new ArrayList<>();
    try (Timeline<SessionState> full = open(session, new SnapshotPolicy(every, 0))) {
      while (full.next() != null && full.state().ended() == null) {
        order.add(expected.size());
        expected.add(full.state().toBytes());
      }
    }
    try (Timeline<SessionState> first = open(session, new SnapshotPolicy(every, 100_000))) {
      first.toEvent(Long.MAX_VALUE);
      assertTrue(first.state().ended() != null);
    }
    assertTrue(Files.exists(session.resolve("state.snapshots")));
    Collections.shuffle(order, new Random(3));
    try (Timeline<SessionState> timeline = open(session, new SnapshotPolicy(every, 0))) {
      for (int i : order) {
        timeline.toEvent(i);
        assertEquals(i + 1, timeline.state().events());
        assertArrayEquals(expected.get(i), timeline.state().toBytes(), "event " + i);
      }
    }
  }

  private static Timeline<SessionState> open(Path session, SnapshotPolicy policy)
      throws IOException {
    return Timeline.open(session, new SessionStateCodec(), policy);
  }
}
