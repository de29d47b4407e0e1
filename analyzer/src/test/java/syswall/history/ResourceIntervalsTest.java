package syswall.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.replay.Recorded.FIRST;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import syswall.journal.JournalTailer;
import syswall.replay.Recorded;
import syswall.state.OpenFile;

class ResourceIntervalsTest {
  private final Recorded session = new Recorded("prog");

  @Test
  void intervalLastsFromTheOpenToTheLastClose() {
    session.call(FIRST, "open", "/a", 2).returns(3);
    session.process(200, FIRST, 0);
    session.call(FIRST, "read", 3, 0, 9).returns(5);
    session.call(FIRST, "close", 3).returns(0);
    session.call(200, "write", 3, 0, 9).returns(7);
    session.exits(200, 0);
    session.call(FIRST, "open", "/b", 0).returns(3);
    List<ResourceInterval> rows = new ArrayList<>();
    ResourceIntervals.of(session.source(), rows::add);
    assertEquals(
        List.of("/a pid 100 3..11 in 5 out 7", "/b pid 100 13..-1 in 0 out 0"),
        rows.stream().map(ResourceIntervalsTest::text).toList());
  }

  @ParameterizedTest
  @MethodSource("syswall.replay.SampleSessions#all")
  void intervalEndsAfterItBegins(Path sample) throws IOException {
    List<ResourceInterval> rows = new ArrayList<>();
    try (JournalTailer tailer = JournalTailer.open(sample)) {
      ResourceIntervals.of(tailer::next, rows::add);
    }
    assertFalse(rows.isEmpty());
    for (ResourceInterval row : rows) {
      assertTrue(row.closedEvent() == -1 || row.closedEvent() > row.openedEvent(), row.toString());
      assertTrue(row.closedNs() == -1 || row.closedNs() >= row.openedNs(), row.toString());
    }
  }

  private static String text(ResourceInterval row) {
    return "%s pid %d %d..%d in %d out %d"
        .formatted(
            ((OpenFile) row.resource()).path().text(),
            row.pid(),
            row.openedEvent(),
            row.closedEvent(),
            row.bytesRead(),
            row.bytesWritten());
  }
}
