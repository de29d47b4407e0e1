package syswall.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.diff.Runs.EACCES;
import static syswall.diff.Runs.cause;
import static syswall.diff.Runs.diff;
import static syswall.diff.Runs.follows;
import static syswall.diff.Runs.reads;
import static syswall.diff.Runs.run;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;
import static syswall.replay.Recorded.loopback;

import org.junit.jupiter.api.Test;
import syswall.replay.Recorded;

/** What fails is named before what is left out because of it, and with what it was done to. */
class FailureFirstTest {
  private static final int FAILED = 1 << 8;
  private static final int EIO = 5;
  private static final int EADDRINUSE = 98;

  @Test
  void anAddressInUseIsNamed() {
    assertEquals(
        "FAILS_NOW bind tcp 127.0.0.1:80: ok -> EADDRINUSE",
        cause(diff(binds(80, 0), binds(80, EADDRINUSE))));
    assertEquals(
        "FAILS_NOW bind tcp 127.0.0.1:45000: ok -> EADDRINUSE",
        cause(diff(binds(45000, 0), binds(45000, EADDRINUSE))));
  }

  private static Recorded binds(int port, int errno) {
    return run(
        errno == 0 ? 0 : FAILED,
        s -> {
          s.call(FIRST, "socket", 2, 1, 0).returns(3);
          s.call(FIRST, "bind", 3, loopback(1, port), 16).returns(-errno);
          if (errno == 0) {
            s.call(FIRST, "listen", 3, 5).returns(0);
          }
          s.call(FIRST, "close", 3).returns(0);
        });
  }

  @Test
  void silenceIsNeverTheCauseWhileThereIsAnother() {
    Recorded good = prints(0, s -> s.call(FIRST, "write", 1).returns(5));
    assertEquals("GONE write standard output: ok -> ", cause(diff(good, prints(0, s -> {}))));
    assertEquals("ENDING end : exit 0 -> exit 1", cause(diff(good, prints(FAILED, s -> {}))));
    Recorded other = prints(FAILED, s -> reads(s, FIRST, "/usr/share/messages"));
    assertEquals("NEW open /usr/share/messages:  -> ok", cause(diff(good, other)));
  }

  private static Recorded prints(int status, java.util.function.Consumer<Recorded> does) {
    Recorded session = new Recorded("prog").inherits(1, "/log/1");
    does.accept(session);
    return session.exits(FIRST, status).ends(status >> 8);
  }

  @Test
  void aReadThatFailsComesBeforeTheUsesThatItCuts() {
    SessionDiff diff = diff(loads(0, false), loads(FAILED, true));
    assertEquals("FAILS_NOW read /lib/x.so: ok -> ok, EIO", cause(diff));
    assertTrue(follows(diff).contains("GONE map /lib/x.so: ok -> "), follows(diff).toString());
    assertTrue(follows(diff).contains("GONE open /data: ok -> "), follows(diff).toString());
  }

  /** The second read of the library may fail. */
  private static Recorded loads(int status, boolean fails) {
    return run(
        status,
        s -> {
          s.call(FIRST, "openat", AT_FDCWD, "/lib/x.so", 0).returns(3);
          s.call(FIRST, "read", 3).returns(100);
          s.call(FIRST, "pread64", 3).returns(fails ? -EIO : 100);
          if (!fails) {
            s.call(FIRST, "mmap", 0, 100, 1, 2, 3, 0).returns(0x7000);
            reads(s, FIRST, "/data");
          }
        });
  }

  @Test
  void anAbsenceBeforeTheFailureKeepsItsPlace() {
    Recorded good = run(s -> reads(reads(reads(s, FIRST, "/a"), FIRST, "/conf"), FIRST, "/x"));
    Recorded bad =
        run(
            FAILED,
            s -> reads(s, FIRST, "/a").call(FIRST, "openat", AT_FDCWD, "/x", 0).fails(EACCES));
    assertEquals("GONE open /conf: ok -> ", cause(diff(good, bad)));
  }

  @Test
  void aMadeUpNameThatCouldNotBeMadeIsTheOneThatWas() {
    Recorded good = run(s -> s.call(FIRST, "mkdir", "/tmp/tmp.aB3dE6gH8k", 0700).returns(0));
    Recorded bad = run(s -> s.call(FIRST, "mkdir", "/tmp/tmp.Zy5xW2vU7t", 0700).fails(EACCES));
    assertEquals("FAILS_NOW make directory /tmp/tmp.*: ok -> EACCES", cause(diff(good, bad)));
  }
}
