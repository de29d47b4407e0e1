package syswall.position;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import syswall.replay.Recorded;
import syswall.trace.Moment;

class PositionTest {
  private static final int ENOENT = 2;
  private static final int EACCES = 13;

  /** Its events are a microsecond apart. */
  private final Recorded session = new Recorded("prog");

  /** Numbers of the events by which calls return are even from 3 on. */
  private void calls() {
    session.call(FIRST, "getpid").returns(FIRST); // 2, 3
    session.call(FIRST, "open", "/a", 0).fails(EACCES); // 4, 5
    session.call(FIRST, "openat", AT_FDCWD, "/a", 0).fails(ENOENT); // 6, 7
    session.call(FIRST, "connect", 3).fails(ENOENT); // 8, 9
    session.call(FIRST, "openat", AT_FDCWD, "/b", 0).returns(3); // 10, 11
  }

  @ParameterizedTest
  @CsvSource({
    "openat:ENOENT, 7",
    "openat:enoent, 7",
    "openat, 7",
    "openat:0, 11",
    "openat:*, 7",
    "'open,openat:*', 5",
    "!open:*, 7",
    ":ENOENT, 7",
    ":EACCES, 5",
    ":*, 5",
    ":0, 3",
    "%network:ENOENT, 9",
    "connect, 9",
  })
  void firstCallIsThatWhichReturnedSo(String pattern, long event) throws Exception {
    calls();
    assertEquals(event, find(first(pattern, 0)));
  }

  private static Position first(String pattern, int pid) {
    return new Position.AtFirst(CallPattern.parse(pattern), pid);
  }

  private long find(Position position) throws NoSuchMomentException {
    return Positions.at(session, position).event().sequence();
  }

  @ParameterizedTest
  @CsvSource({
    "'', say which calls: openat:ENOENT",
    "opnat:ENOENT, 'no syscall is named ''opnat'', did you mean ''openat''?'",
    "openat:ENOENTT, 'no error is named ''ENOENTT'': write ENOENT, * for any error, 0 for none'",
    "openat:, 'no error is named '''': write ENOENT, * for any error, 0 for none'",
    "openat:3, 'no error is named ''3'': write ENOENT, * for any error, 0 for none'",
  })
  void mistakeInAPatternIsOneLine(String pattern, String message) {
    var e = assertThrows(IllegalArgumentException.class, () -> CallPattern.parse(pattern));
    assertEquals(message, e.getMessage());
  }

  @Test
  void firstCallMayHaveToBeOfAThread() throws Exception {
    session.thread(101, FIRST, FIRST, 0x10f00).process(200, FIRST, 0);
    Recorded.Pending waits = session.call(FIRST, "close", 1);
    session.call(200, "close", 2).fails(9);
    session.call(101, "close", 3).fails(9);
    waits.fails(9);
    assertEquals(6, find(first("close:EBADF", 0)));
    assertEquals(8, find(first("close:EBADF", FIRST)));
    assertEquals(8, find(first("close:EBADF", 101)));
    assertEquals("no call returned like 'close:EBADF' in 300", refused(first("close:EBADF", 300)));
  }

  private @Nullable String refused(Position position) {
    return assertThrows(NoSuchMomentException.class, () -> find(position)).getMessage();
  }

  @Test
  void callThatNeverReturnsIsNotFound() {
    session.call(FIRST, "pause").interrupted().call(FIRST, "pause").unfinished();
    assertEquals("no call returned like 'pause'", refused(first("pause", 0)));
  }

  @Test
  void eventIsThatOfTheNumber() throws Exception {
    calls();
    assertEquals(0, find(new Position.AtEvent(0)));
    assertEquals(11, find(new Position.AtEvent(11)));
    assertEquals(11, find(Position.END));
    assertEquals("there is no event 12, the last is 11", refused(new Position.AtEvent(12)));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "3us, 3, 3000", "3999ns, 3, 3999", "1h, 11, 11000", "00:00:00, 0, 0"})
  void timeIsBehindTheLastEventThatIsNotLater(String time, long event, long ns) throws Exception {
    calls();
    SessionAt at = Positions.at(session, new Position.AtTime(Moment.parse(time)));
    assertEquals(event, at.event().sequence());
    assertEquals(ns, at.timeNs());
    assertEquals(1_767_225_600_000_000_000L + ns, at.epochNs());
  }

  @Test
  void timeOfDayBeforeTheStartIsRefused() {
    assertEquals(
        "that is before the session started", refused(new Position.AtTime(Moment.parse("23:59"))));
  }

  @Test
  void exitIsRightBeforeTheEnd() throws Exception {
    session.process(200, FIRST, 0).call(200, "open", "/a", 0).returns(3).exits(200, 0);
    session.process(200, FIRST, 0).exits(200, 0);
    SessionAt at = Positions.at(session, new Position.AtExit(200));
    assertEquals(4, at.event().sequence());
    assertNotNull(at.state().processes().process(200));
    assertEquals("process 100 has not ended", refused(new Position.AtExit(FIRST)));
    assertEquals("there is no process 101", refused(new Position.AtExit(101)));
  }
}
