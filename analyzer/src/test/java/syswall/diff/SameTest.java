package syswall.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static syswall.diff.Runs.CREATE_EXCLUSIVE;
import static syswall.diff.Runs.cause;
import static syswall.diff.Runs.diff;
import static syswall.diff.Runs.reads;
import static syswall.diff.Runs.run;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;
import static syswall.replay.Recorded.loopback;

import java.util.List;
import org.junit.jupiter.api.Test;
import syswall.replay.Recorded;

/** What differs between any two runs and is no difference. */
class SameTest {
  @Test
  void processIds() {
    assertSame(usesPid(4321), usesPid(9876));
  }

  private static Recorded usesPid(int pid) {
    return run(
        s -> {
          s.process(pid, FIRST, 0).executes(pid, pid, "/bin/sh", "sh", "/run/x." + pid);
          reads(s, pid, "/proc/" + pid + "/maps");
          reads(s, pid, "/run/x." + pid);
          reads(s, FIRST, "/proc/" + pid + "/stat");
          s.exits(pid, 0);
        });
  }

  @Test
  void aNumberThatIsNoProcessIsADifference() {
    Recorded one = run(s -> reads(s, FIRST, "/srv/1234"));
    assertEquals(
        "GONE open /srv/1234: ok -> ", cause(diff(one, run(s -> reads(s, FIRST, "/srv/5678")))));
  }

  @Test
  void temporaryNames() {
    assertSame(compiles("ccAbC1dE", "ccZz9yXw"), compiles("ccQw3rTy", "ccPl0kMn"));
  }

  /** A driver that makes up two names and hands them to the compiler. */
  private static Recorded compiles(String directory, String file) {
    return run(
        s -> {
          s.call(FIRST, "mkdir", "/tmp/" + directory).returns(0);
          String path = "/tmp/" + directory + "/" + file + ".s";
          s.call(FIRST, "openat", AT_FDCWD, path, CREATE_EXCLUSIVE).returns(3);
          s.process(101, FIRST, 0).executes(101, 101, "/bin/cc1", "cc1", "-o", path);
          reads(s, 101, path);
          s.exits(101, 0);
          s.call(FIRST, "unlink", path).returns(0);
        });
  }

  @Test
  void anotherNameThatWasChosenIsADifference() {
    Recorded one = run(s -> s.call(FIRST, "mkdir", "/tmp/apples").returns(0));
    Recorded other = run(s -> s.call(FIRST, "mkdir", "/tmp/cherry").returns(0));
    assertEquals("GONE make directory /tmp/apples: ok -> ", cause(diff(one, other)));
  }

  @Test
  void portsThatTheKernelChose() {
    assertSame(serves(40001, 50001), serves(40002, 50002));
  }

  /** A server that tells its port to a client. */
  private static Recorded serves(int port, int clientPort) {
    return run(
        s -> {
          s.call(FIRST, "socket", 2, 1, 0).returns(3);
          s.call(FIRST, "bind", 3, loopback(1, 0), 16).returns(0);
          s.call(FIRST, "listen", 3, 5).returns(0);
          s.call(FIRST, "getsockname", 3, loopback(1, port).out(), 16).returns(0);
          s.call(FIRST, "socket", 2, 1, 0).returns(4);
          s.call(FIRST, "connect", 4, loopback(1, port), 16).returns(0);
          s.call(FIRST, "accept", 3, loopback(1, clientPort).out(), 16).returns(5);
          s.call(FIRST, "write", 5).returns(2);
          s.call(FIRST, "read", 4).returns(2);
          s.call(FIRST, "close", 3).returns(0);
        });
  }

  @Test
  void aPortThatTheProgramChoseIsADifference() {
    assertEquals("GONE connect tcp 127.0.0.1:80: ok -> ", cause(diff(connects(80), connects(81))));
  }

  private static Recorded connects(int port) {
    return run(
        s -> {
          s.call(FIRST, "socket", 2, 1, 0).returns(3);
          s.call(FIRST, "connect", 3, loopback(1, port), 16).returns(0);
        });
  }

  @Test
  void howManyCallsMovedTheBytes() {
    assertSame(readsBytes(100), readsBytes(60, 40));
    assertEquals("BYTES read /data: 100 B -> 50 B", cause(diff(readsBytes(100), readsBytes(50))));
  }

  private static Recorded readsBytes(int... counts) {
    return run(
        s -> {
          s.call(FIRST, "openat", AT_FDCWD, "/data", 0).returns(3);
          for (int count : counts) {
            s.call(FIRST, "read", 3).returns(count);
          }
        });
  }

  @Test
  void waitingAndInterruptions() {
    int eintr = 4;
    int eagain = 11;
    assertSame(
        run(s -> reads(s, FIRST, "/x")),
        run(
            s -> {
              s.call(FIRST, "futex", 0, 0).fails(eagain);
              s.call(FIRST, "poll", 0, 0).fails(eintr);
              s.call(FIRST, "openat", AT_FDCWD, "/x", 0).interrupted();
              reads(s, FIRST, "/x");
            }));
  }

  @Test
  void whereTheOutputGoes() {
    assertSame(prints("/log/1"), prints("/log/2"));
    assertSame(prints("/log/1"), prints("pipe:[4711]"));
  }

  private static Recorded prints(String target) {
    Recorded session = new Recorded("prog").inherits(1, target);
    session.call(FIRST, "write", 1).returns(5);
    return session.exits(FIRST, 0).ends(0);
  }

  @Test
  void namesThatTheUserSaysAreTheSame() {
    Recorded here = run(s -> reads(s, FIRST, "/home/ann/x"));
    Recorded there = run(s -> reads(s, FIRST, "/home/bob/x"));
    NameMap map = new NameMap("/home/ann", "/home/bob");
    assertEquals("same", cause(diff(here, there, List.of(map))));
    assertEquals("/home/anna", NameMap.apply(List.of(map), "/home/anna"));
    assertEquals("x=/home/bob:/y", NameMap.apply(List.of(map), "x=/home/ann:/y"));
  }

  private static void assertSame(Recorded one, Recorded other) {
    assertEquals("same", cause(diff(one, other)));
    assertEquals("same", cause(diff(other, one)));
  }

  @Test
  void nameThatWasMadeUpInVainIsMadeUp() {
    assertEquals(
        "same",
        cause(
            diff(
                run(s -> retries(s, "tmp_obj_aB3xYz", "tmp_obj_Q9wErT")),
                run(s -> retries(s, "tmp_obj_Zz81Lk", "tmp_obj_pP02oK")))));
  }

  /** As git does where there is no directory yet for an object. */
  private static Recorded retries(Recorded session, String first, String second) {
    session.call(FIRST, "openat", AT_FDCWD, "/o/96/" + first, CREATE_EXCLUSIVE).fails(2);
    session.call(FIRST, "mkdir", "/o/96").returns(0);
    session.call(FIRST, "openat", AT_FDCWD, "/o/96/" + second, CREATE_EXCLUSIVE).returns(3);
    session.call(FIRST, "close", 3).returns(0);
    return session.call(FIRST, "rename", "/o/96/" + second, "/o/96/object").returns(0);
  }
}
