package syswall.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.diff.Runs.EACCES;
import static syswall.diff.Runs.ECONNREFUSED;
import static syswall.diff.Runs.EINPROGRESS;
import static syswall.diff.Runs.ENOENT;
import static syswall.diff.Runs.cause;
import static syswall.diff.Runs.diff;
import static syswall.diff.Runs.follows;
import static syswall.diff.Runs.reads;
import static syswall.diff.Runs.run;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;
import static syswall.replay.Recorded.loopback;
import static syswall.replay.Recorded.number;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.replay.Recorded;
import syswall.replay.Recorded.Out;

/** What is named as the cause of a difference, and what is folded under it. */
class CauseTest {
  private static final int FAILED = 1 << 8;

  @Test
  void whatFailsNowIsTheCauseAndTheRestFollows() {
    Recorded good = run(s -> reads(reads(s, FIRST, "/etc/conf"), FIRST, "/srv/data"));
    Recorded bad =
        run(FAILED, s -> s.call(FIRST, "openat", AT_FDCWD, "/etc/conf", 0).fails(EACCES));
    SessionDiff diff = diff(good, bad);
    assertEquals("FAILS_NOW open /etc/conf: ok -> EACCES", cause(diff));
    assertEquals(1, diff.findings().size());
    assertEquals(
        List.of(
            "GONE read /etc/conf: ok -> ",
            "GONE open /srv/data: ok -> ",
            "GONE read /srv/data: ok -> ",
            "ENDING end : exit 0 -> exit 1"),
        follows(diff));
  }

  @Test
  void whatIsNotEvenTriedIsNamed() {
    Recorded good = run(s -> reads(reads(reads(s, FIRST, "/a"), FIRST, "/b"), FIRST, "/c"));
    Recorded bad = run(s -> reads(reads(s, FIRST, "/a"), FIRST, "/c"));
    assertEquals("GONE open /b: ok -> ", cause(diff(good, bad)));
  }

  @Test
  void aFailureInAChildComesBeforeWhatItsParentThenLeavesOut() {
    Recorded good = run(s -> reads(child(s, t -> reads(t, 101, "/x.h")), FIRST, "/x.o"));
    Recorded bad =
        run(FAILED, s -> child(s, t -> t.call(101, "openat", AT_FDCWD, "/x.h", 0).fails(ENOENT)));
    SessionDiff diff = diff(good, bad);
    assertEquals("FAILS_NOW open /x.h: ok -> ENOENT", cause(diff));
    assertEquals(1, diff.findings().size());
    assertTrue(follows(diff).contains("GONE open /x.o: ok -> "), follows(diff).toString());
  }

  private static Recorded child(Recorded session, java.util.function.Consumer<Recorded> does) {
    session.process(101, FIRST, 0).executes(101, 101, "/bin/cc", "cc");
    does.accept(session);
    return session.exits(101, 0);
  }

  @Test
  void aSearchDoesNotDrownWhatIsMissing() {
    Recorded good = run(s -> reads(s, FIRST, "/opt/lib/x.so"));
    Recorded bad =
        run(
            FAILED,
            s -> {
              s.call(FIRST, "openat", AT_FDCWD, "/usr/lib/x.so", 0).fails(ENOENT);
              s.call(FIRST, "openat", AT_FDCWD, "/lib/x.so", 0).fails(ENOENT);
            });
    assertEquals("GONE open /opt/lib/x.so: ok -> ", cause(diff(good, bad)));
  }

  @Test
  void aConnectionCountsWithTheOutcomeThatItHadLater() {
    Recorded good = run(s -> connects(s, 0));
    Recorded bad = run(s -> connects(s, ECONNREFUSED));
    assertEquals("FAILS_NOW connect tcp 127.0.0.1:80: ok -> ECONNREFUSED", cause(diff(good, bad)));
  }

  private static void connects(Recorded session, int error) {
    session.call(FIRST, "socket", 2, 1, 0).returns(3);
    session.call(FIRST, "connect", 3, loopback(1, 80), 16).fails(EINPROGRESS);
    session.call(FIRST, "getsockopt", 3, 1, 4, number(error), 4).returns(0);
  }

  @Test
  void anInputOfAnotherSizeComesBeforeWhatItLedTo() {
    SessionDiff diff = diff(run(s -> seesSize(s, 10, 5, "/x")), run(s -> seesSize(s, 12, 6, "/y")));
    assertEquals("CHANGED size of /etc/conf: 10 B -> 12 B", cause(diff));
    assertEquals(1, diff.findings().size());
  }

  @Test
  void anInputModifiedAtAnotherTimeMattersOnlyIfSomethingElseDiffers() {
    Recorded good = run(s -> seesSize(s, 10, 5, "/x"));
    assertEquals("same", cause(diff(good, run(s -> seesSize(s, 10, 7, "/x")))));
    Recorded other = run(s -> reads(seesSize(s, 10, 7, "/x"), FIRST, "/z"));
    assertEquals(
        "TOUCHED time of /etc/conf: 1970-01-01T00:00:05Z -> 1970-01-01T00:00:07Z",
        cause(diff(good, other)));
  }

  @Test
  void timesInAFileSystemThatTheKernelMakesUpAreNoDifference() {
    Recorded good = run(s -> seesSize(seesSize(s, "/proc/stat", 0, 5, "/x"), 0, 5, "/x"));
    Recorded other = run(s -> seesSize(seesSize(s, "/proc/stat", 0, 7, "/x"), 0, 7, "/y"));
    assertEquals("NEW open /y:  -> ok", cause(diff(good, other)));
  }

  @Test
  void filesOfOtherJvmsAreNoInput() {
    Recorded good = run(s -> seesSize(s, "/tmp/hsperfdata_ann/12345", 10, 5, "/x"));
    Recorded other = run(s -> seesSize(s, "/tmp/hsperfdata_ann/12345", 12, 7, "/x"));
    assertEquals("same", cause(diff(good, other)));
  }

  @Test
  void whatMallocLooksUpIsNoDifference() {
    String looked = "/proc/sys/vm/overcommit_memory";
    Recorded good = run(s -> reads(s, FIRST, "/x"));
    Recorded other = run(s -> reads(reads(s, FIRST, looked), FIRST, "/x"));
    assertEquals("same", cause(diff(good, other)));
  }

  @Test
  void whatTheSessionWroteItselfIsNoInput() {
    Recorded good = run(s -> seesSize(creates(s), 10, 5, "/x"));
    Recorded other = run(s -> seesSize(creates(s), 12, 6, "/x"));
    assertEquals("same", cause(diff(good, other)));
    Recorded hidden = run(s -> seesMode(creates(s), 0100600));
    assertEquals(
        "CHANGED mode of /etc/conf: 644 -> 600",
        cause(diff(run(s -> seesMode(creates(s), 0100644)), hidden)));
  }

  private static Recorded creates(Recorded session) {
    return session.call(FIRST, "openat", AT_FDCWD, "/etc/conf", 01101).returns(3);
  }

  private static Recorded seesMode(Recorded session, int mode) {
    ByteBuffer stat = ByteBuffer.allocate(144).order(ByteOrder.LITTLE_ENDIAN);
    stat.putInt(24, mode);
    Out out = new Out(Capture.Form.MEMORY, ByteString.copyOf(stat.array()));
    return session.call(FIRST, "stat", "/etc/conf", out).returns(0);
  }

  private static Recorded seesSize(Recorded session, long size, long second, String then) {
    return seesSize(session, "/etc/conf", size, second, then);
  }

  private static Recorded seesSize(
      Recorded session, String path, long size, long second, String then) {
    ByteBuffer stat = ByteBuffer.allocate(144).order(ByteOrder.LITTLE_ENDIAN);
    stat.putInt(24, 0100644).putLong(48, size).putLong(88, second);
    Out out = new Out(Capture.Form.MEMORY, ByteString.copyOf(stat.array()));
    session.call(FIRST, "stat", path, out).returns(0);
    return reads(session, FIRST, then);
  }

  @Test
  void aProcessThatNeverStartsIsNamed() {
    Recorded good = run(s -> child(s, t -> reads(t, 101, "/x")));
    SessionDiff diff = diff(good, run(s -> {}));
    assertEquals("GONE run cc: exit 0 -> ", cause(diff));
    assertEquals(List.of(), follows(diff));
  }

  @Test
  void aFatalSignalIsNamed() {
    assertEquals("ENDING end : exit 0 -> SIGKILL", cause(diff(run(s -> {}), run(9, s -> {}))));
  }
}
