package syswall.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;

import java.util.List;
import org.junit.jupiter.api.Test;
import syswall.event.ByteString;
import syswall.replay.Recorded;

class TimesTest {
  private final Recorded session = new Recorded("prog");

  @Test
  void percentileIsAtMostASixteenthTooLong() {
    for (long ns : new long[] {0, 1, 15, 16, 17, 31, 32, 33, 999, 123_456_789, Long.MAX_VALUE}) {
      DurationHistogram histogram = new DurationHistogram();
      histogram.add(ns);
      long said = histogram.percentile(95);
      assertTrue(said >= ns && said - ns <= ns / 16, ns + " became " + said);
    }
  }

  @Test
  void percentileLeavesTheLongestOut() {
    DurationHistogram histogram = new DurationHistogram();
    assertEquals(0, histogram.percentile(95));
    for (int i = 1; i <= 100; i++) {
      histogram.add(i <= 95 ? 10 : 1_000_000);
    }
    assertEquals(10, histogram.percentile(95));
    assertTrue(histogram.percentile(96) >= 1_000_000);
  }

  @Test
  void slowestCallsKnowWhatTheyWereAbout() {
    session.call(FIRST, "openat", AT_FDCWD, "note", 0).returns(3);
    for (int i = 0; i < 2 * SlowestCalls.LIMIT; i++) {
      session.call(FIRST, "read", 3).returns(1);
    }
    session.call(FIRST, "close", 3).lasting(5_000_000).returns(0);
    session.process(101, FIRST, 0);
    session.call(FIRST, "wait4", 101, 0, 0, 0).lasting(7_000_000).returns(101);
    List<SlowestCalls.Row> rows = SessionHistory.of(session.source()).slowest().rows();
    assertEquals(SlowestCalls.LIMIT, rows.size());
    assertEquals("wait4", rows.get(0).name());
    assertEquals(101, rows.get(0).otherPid());
    assertEquals(List.of(ByteString.of("/wood/note")), rows.get(1).target().paths());
    assertEquals(2, rows.get(2).event());
  }

  @Test
  void callsThatWaitForAPipeSaySo() {
    session.call(FIRST, "pipe2", Recorded.pair(3, 4), 0).returns(0);
    session.call(FIRST, "read", 3).lasting(5_000_000).returns(1);
    session.call(FIRST, "read", 0).lasting(4_000_000).returns(1);
    List<SlowestCalls.Row> rows = SessionHistory.of(session.source()).slowest().rows();
    assertEquals(List.of(true, false, false), rows.stream().map(SlowestCalls.Row::pipe).toList());
  }
}
