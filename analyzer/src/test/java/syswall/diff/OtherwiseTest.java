package syswall.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static syswall.diff.Runs.cause;
import static syswall.diff.Runs.diff;
import static syswall.diff.Runs.reads;
import static syswall.diff.Runs.run;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;

import org.junit.jupiter.api.Test;
import syswall.replay.Recorded;

/** Things that end alike and are not done alike. */
class OtherwiseTest {
  private static final long CREATE_TRUNCATE = 01101;
  private static final long CREATE_APPEND = 02101;

  @Test
  void appendingIsNotTruncating() {
    assertEquals(
        "CHANGED open to write /log: O_CREAT|O_TRUNC -> O_CREAT|O_APPEND",
        cause(diff(logs(CREATE_TRUNCATE), logs(CREATE_APPEND))));
    assertEquals(
        "CHANGED open to write /log: no flags -> O_CREAT|O_APPEND",
        cause(diff(logs(1), logs(CREATE_APPEND))));
  }

  private static Recorded logs(long flags) {
    return run(
        s -> {
          s.call(FIRST, "openat", AT_FDCWD, "/log", flags).returns(3);
          s.call(FIRST, "write", 3).returns(10);
        });
  }

  @Test
  void aQuestionThatIsNotAskedAboutAFileInUseIsToldLast() {
    Recorded less = run(s -> reads(s, FIRST, "/x"));
    Recorded more = run(s -> reads(s.call(FIRST, "stat", "/x", 0).returns(0), FIRST, "/x"));
    assertEquals("ASKED stat /x: ok -> ", cause(diff(more, less)));
    assertEquals("ASKED stat /x:  -> ok", cause(diff(less, more)));
    Recorded failed = run(1 << 8, s -> reads(s, FIRST, "/x"));
    assertEquals("ENDING end : exit 0 -> exit 1", cause(diff(more, failed)));
    assertEquals("GONE stat /x: ok -> ", cause(diff(more, run(s -> {}))));
  }

  @Test
  void toAskByAPathIsNotToAskByADescriptor() {
    Recorded good = run(s -> asksTwice(s.call(FIRST, "stat", "/x", 0).returns(0)));
    assertEquals("ASKED stat /x: ok -> ", cause(diff(good, run(s -> asksTwice(s)))));
  }

  private static void asksTwice(Recorded session) {
    session.call(FIRST, "openat", AT_FDCWD, "/x", 0).returns(3);
    session.call(FIRST, "fstat", 3, 0).returns(0);
    session.call(FIRST, "access", "/x", 0).returns(0);
  }

  @Test
  void whatMayBeDoneIsNotWhetherItIsThere() {
    Recorded good = run(s -> asksTwice(s.call(FIRST, "access", "/x", 5).returns(0)));
    assertEquals(
        "ASKED access to read and execute /x: ok -> ", cause(diff(good, run(s -> asksTwice(s)))));
  }
}
