package syswall.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static syswall.diff.Runs.ENOENT;
import static syswall.diff.Runs.cause;
import static syswall.diff.Runs.diff;
import static syswall.diff.Runs.reads;
import static syswall.diff.Runs.run;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.replay.Recorded;

/** The same cause is named whichever of two runs is the first. */
class OtherWayRoundTest {
  private static final int EFBIG = 27;
  private static final int KILLED = 9;

  @Test
  void aTimeComesBeforeWhatIsRunForIt() {
    Recorded old = run(s -> looks(s, 5));
    Recorded touched = run(s -> compiles(looks(s, 7), 0));
    assertEquals(
        "TOUCHED time of /main.c: 1970-01-01T00:00:05Z -> 1970-01-01T00:00:07Z",
        cause(diff(old, touched)));
    assertEquals(
        "TOUCHED time of /main.c: 1970-01-01T00:00:07Z -> 1970-01-01T00:00:05Z",
        cause(diff(touched, old)));
  }

  @Test
  void aTimeIsNotWhyAFileIsMissing() {
    Recorded good = run(s -> reads(looks(s, 5), FIRST, "/x.h"));
    Recorded bad = run(s -> looks(s, 7).call(FIRST, "openat", AT_FDCWD, "/x.h", 0).fails(ENOENT));
    assertEquals("FAILS_NOW open /x.h: ok -> ENOENT", cause(diff(good, bad)));
    assertEquals("SUCCEEDS_NOW open /x.h: ENOENT -> ok", cause(diff(bad, good)));
  }

  @Test
  void aTimeIsNotWhyLessIsReadIfAsMuchIsRun() {
    Recorded good = run(s -> reads(compiles(looks(s, 5), 0), FIRST, "/plugin"));
    Recorded bad = run(s -> compiles(looks(s, 7), 0));
    assertEquals("GONE open /plugin: ok -> ", cause(diff(good, bad)));
  }

  @Test
  void aChildThatIsKilledComesBeforeWhatItsParentThenLeavesOut() {
    Recorded good = run(s -> reads(compiles(s, 0), FIRST, "/x.o"));
    Recorded bad = run(1 << 8, s -> compiles(s, KILLED));
    assertEquals("ENDING end : exit 0 -> SIGKILL", cause(diff(good, bad)));
    assertEquals("ENDING end : SIGKILL -> exit 0", cause(diff(bad, good)));
  }

  @Test
  void whatFailsTooIsWhatSucceedsAlone() {
    Recorded good = run(s -> reads(writes(s, false), FIRST, "/next"));
    Recorded bad = run(s -> writes(s, true));
    assertEquals("FAILS_NOW write /out: ok -> ok, EFBIG", cause(diff(good, bad)));
    assertEquals("SUCCEEDS_NOW write /out: ok, EFBIG -> ok", cause(diff(bad, good)));
  }

  @Test
  void aNewSearchInVainComesOfSomething() {
    Recorded quiet = run(s -> looks(s, 5));
    Recorded loud =
        run(
            s -> {
              s.call(FIRST, "openat", AT_FDCWD, "/share/make.mo", 0).fails(ENOENT);
              compiles(looks(s, 7), 0);
            });
    assertEquals(
        "TOUCHED time of /main.c: 1970-01-01T00:00:05Z -> 1970-01-01T00:00:07Z",
        cause(diff(quiet, loud)));
  }

  /** As make does: it looks when a source was last modified. */
  private static Recorded looks(Recorded session, long second) {
    ByteBuffer stat = ByteBuffer.allocate(144).order(ByteOrder.LITTLE_ENDIAN);
    stat.putInt(24, 0100644).putLong(48, 10).putLong(88, second);
    Recorded.Out out = new Recorded.Out(Capture.Form.MEMORY, ByteString.copyOf(stat.array()));
    return session.call(FIRST, "stat", "/main.c", out).returns(0);
  }

  private static Recorded compiles(Recorded session, int waitStatus) {
    session.process(101, FIRST, 0).executes(101, 101, "/bin/cc", "cc");
    return session.exits(101, waitStatus);
  }

  private static Recorded writes(Recorded session, boolean full) {
    session.call(FIRST, "openat", AT_FDCWD, "/out", 1).returns(3);
    session.call(FIRST, "write", 3).returns(5);
    return full ? session.call(FIRST, "write", 3).fails(EFBIG) : session;
  }
}
