package syswall.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;
import static syswall.replay.Recorded.loopback;
import static syswall.replay.Recorded.pair;
import static syswall.replay.Recorded.unix;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import syswall.decode.LiveTrace;
import syswall.event.Verdict;
import syswall.replay.Recorded;

class TextTraceTest {
  private static final int O_CLOEXEC = 0x80000;

  private final Recorded session = new Recorded("wolf");

  private List<String> calls() {
    return Traces.lines(session, Selection.ALL).stream()
        .filter(line -> !line.contains("+++"))
        .map(line -> line.replaceFirst("^\\[pid \\d+\\] ", ""))
        .toList();
  }

  @Test
  void descriptorsAreNamedAsTheyStoodAtTheEntryAndResultsAsTheyStandAfter() {
    session.call(FIRST, "open", "/etc/passwd", 0).returns(3);
    session.call(FIRST, "open", "/etc/group", 0).returns(4);
    session.call(FIRST, "dup2", 3, 4).returns(4);
    session.call(FIRST, "close", 3).returns(0);
    session.call(FIRST, "close", 3).fails(9);
    session.call(FIRST, "fsync", 4).returns(0);
    List<String> calls = calls();
    assertTrue(calls.get(0).endsWith(" = 3</etc/passwd>"), calls.get(0));
    assertEquals("dup2(3</etc/passwd>, 4</etc/group>) = 4</etc/passwd>", calls.get(2));
    assertEquals("close(3</etc/passwd>) = 0", calls.get(3));
    assertEquals("close(3) = -1 EBADF (Bad file descriptor)", calls.get(4));
    assertEquals("fsync(4</etc/passwd>) = 0", calls.get(5));
  }

  @Test
  void anotherThreadMayCloseWhatACallWaitsFor() {
    session.thread(101, FIRST, FIRST, 0x10f00);
    session.call(FIRST, "open", "/tmp/fifo", 0).returns(3);
    Recorded.Pending waiting = session.call(101, "fsync", 3);
    session.call(FIRST, "close", 3).returns(0);
    session.call(FIRST, "open", "/tmp/other", 0).returns(3);
    waiting.returns(0);
    List<String> calls = calls();
    assertEquals("fsync(3</tmp/fifo>) = 0", calls.get(calls.size() - 1));
  }

  @Test
  void descriptorsOfManyKindsAreNamed() {
    session.call(FIRST, "pipe2", pair(5, 6), O_CLOEXEC).returns(0);
    session.call(FIRST, "epoll_create1", 0).returns(7);
    session.call(FIRST, "open", "/tmp/<a>7\n", 0).returns(8);
    for (int fd = 5; fd <= 8; fd++) {
      session.call(FIRST, "fsync", fd).fails(22);
    }
    List<String> calls = calls();
    assertEquals(
        List.of(
            "fsync(5<pipe>)", "fsync(6<pipe>)", "fsync(7<epoll>)", "fsync(8</tmp/\\74a\\0767\\n>)"),
        calls.stream()
            .filter(call -> call.startsWith("fsync"))
            .map(call -> call.replaceFirst(" = .*", ""))
            .toList());
  }

  @Test
  void socketsAreNamedByTheirAddresses() {
    session.call(FIRST, "socket", 2, 1, 0).returns(3);
    session.call(FIRST, "fsync", 3).returns(0);
    session.call(FIRST, "bind", 3, loopback(1, 4242), 16).returns(0);
    session.call(FIRST, "fsync", 3).returns(0);
    session.call(FIRST, "connect", 3, loopback(1, 80), 16).returns(0);
    session.call(FIRST, "fsync", 3).returns(0);
    session.call(FIRST, "socket", 1, 1, 0).returns(4);
    session.call(FIRST, "connect", 4, unix("/run/x"), 9).returns(0);
    session.call(FIRST, "fsync", 4).returns(0);
    session.call(FIRST, "socket", 2, 2, 0).returns(5);
    session.call(FIRST, "connect", 5, loopback(1, 53), 16).fails(111);
    session.call(FIRST, "fsync", 5).returns(0);
    assertEquals(
        List.of(
            "fsync(3<TCP>) = 0",
            "fsync(3<TCP:[127.0.0.1:4242]>) = 0",
            "fsync(3<TCP:[127.0.0.1:4242->127.0.0.1:80]>) = 0",
            "fsync(4<UNIX:[?->/run/x]>) = 0",
            "fsync(5<UDP>) = 0"),
        calls().stream().filter(call -> call.startsWith("fsync")).toList());
  }

  @Test
  void linesCarryTimesAndDurations() {
    session.pause(1_234_567).call(FIRST, "getpid").lasting(12_000).returns(FIRST);
    TextTrace.Style style = new TextTrace.Style(Timestamps.RELATIVE, true, true, 32);
    assertEquals(
        List.of(
            "  0.000001 [pid 100] +++ process started +++",
            "  0.001236 [pid 100] getpid() = 100 <0.000012>"),
        Traces.lines(session, Selection.ALL, style));
    style = new TextTrace.Style(Timestamps.ABSOLUTE, false, true, 32);
    assertEquals(
        "2026-01-01 00:00:00.001236 [pid 100] getpid() = 100",
        Traces.lines(session, Selection.ALL, style).get(1));
  }

  @Test
  void aCallThatTheSessionEndsInIsShownLast() {
    session.thread(101, FIRST, FIRST, 0x10f00);
    session.call(101, "pause").unfinished();
    session.call(FIRST, "getpid").unfinished();
    session.ends(0);
    assertEquals(List.of("pause( <unfinished ...>", "getpid( <unfinished ...>"), calls());
  }

  @Test
  void policiesAreLinesWithoutAProcess() {
    Recorded governed = Recorded.following("wolf");
    governed.policy("p\033.json", "deny(EPERM)", "one: allow %file");
    governed.policy("builtin:base", "", "a: deny(EPERM) bpf", "b: deny(EPERM) mount");
    governed.process(FIRST, 0, 0).exits(FIRST, 0).counted(1L, 0L, 0L).ends(0);
    assertEquals(
        List.of(
            "--- policy \"p\\33.json\", 1 rule, otherwise deny(EPERM) ---",
            "--- policy \"builtin:base\", 2 rules ---",
            "[pid 100] +++ process started +++",
            "[pid 100] +++ exited with 0 +++"),
        Traces.lines(governed, Selection.ALL));
  }

  /** What record -vv prints, show prints too, if it is asked for durations and numbers alone. */
  @Test
  void linesAreThoseOfTheLiveTrace() {
    session.inherits(0, "/dev/null");
    session.executes(FIRST, FIRST, "/bin/wolf", "wolf", "\033[31m");
    session.call(FIRST, "openat", AT_FDCWD, "in", 0).returns(3);
    session.call(FIRST, "read", 3).decided(Verdict.HARD_BLOCK).fails(1);
    session.process(102, FIRST, 0).thread(103, FIRST, FIRST, 0x10f00);
    session.thread(104, FIRST, FIRST, 0x10f00).call(104, "pause").unfinished();
    session.threadExits(104);
    session.signal(FIRST, 15).stopsAndGoesOn(FIRST, 19);
    session.call(102, "pause").interrupted();
    session.call(FIRST, "getppid").unfinished();
    Recorded.Pending execve = session.call(103, "execve", "/bin/cub");
    session.executes(FIRST, 103, "/bin/cub", "cub");
    execve.returnsTo(FIRST, 0);
    session.call(102, "exit_group", 0).unfinished();
    session.exits(102, 9).exits(FIRST, 0).ends(0);

    List<String> live = new ArrayList<>();
    LiveTrace trace = LiveTrace.ofCalls(32, live::add);
    session.events().forEach(event -> event.accept(trace));
    TextTrace.Style style = new TextTrace.Style(Timestamps.NONE, true, false, 32);
    assertEquals(live, Traces.lines(session, Selection.ALL, style));
  }
}
