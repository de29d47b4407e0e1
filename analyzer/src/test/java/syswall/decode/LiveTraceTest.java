package syswall.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static syswall.decode.Calls.call;
import static syswall.decode.Calls.result;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import syswall.event.ByteString;
import syswall.event.Event;
import syswall.event.Event.CallDecided;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.ProgramExecuted;
import syswall.event.Event.SignalDelivered;
import syswall.event.Event.SyscallInterrupted;
import syswall.event.Event.SyscallReturned;
import syswall.event.Event.ThreadContinued;
import syswall.event.Event.ThreadExited;
import syswall.event.Event.ThreadStarted;
import syswall.event.Event.ThreadStopped;
import syswall.event.Verdict;

class LiveTraceTest {
  private final List<String> lines = new ArrayList<>();

  private void calls(Event... events) {
    LiveTrace trace = LiveTrace.ofCalls(32, lines::add);
    for (Event event : events) {
      event.accept(trace);
    }
  }

  @Test
  void aCallIsOneLineWhenItReturnsWhateverHappensMeanwhile() {
    calls(
        call(1, "close", List.of(), 3),
        call(2, "close", List.of(), 4),
        new SyscallReturned(2, 0, 2, -9, 2_500_000_123L, List.of()),
        result(1, 0));
    assertEquals(
        List.of(
            "[pid 2] close(4) = -1 EBADF (Bad file descriptor) <2.500000>",
            "[pid 1] close(3) = 0 <0.000012>"),
        lines);
  }

  @Test
  void anInterruptedCallEnds() {
    calls(
        call(1, "pause", List.of()),
        new SyscallInterrupted(1, 0, 1, 514, 1_000_000),
        new SignalDelivered(2, 0, 1, 14, 128, 0, 0, 0));
    assertEquals(
        List.of(
            "[pid 1] pause() = ? ERESTARTNOHAND (To be restarted if no handler) <0.001000>",
            "[pid 1] --- SIGALRM {si_code=128} ---"),
        lines);
  }

  @Test
  void aCallThatNeverReturnsIsWrittenAtTheThreadsExit() {
    calls(
        call(2, "pause", List.of()),
        call(1, "exit_group", List.of(), 3),
        new ThreadExited(2, 0, 2, 9),
        new ProcessExited(3, 0, 1, 3 << 8));
    assertEquals(
        List.of(
            "[pid 2] pause( <unfinished ...>",
            "[pid 2] +++ thread ended +++",
            "[pid 1] exit_group(3) = ?",
            "[pid 1] +++ exited with 3 +++"),
        lines);
  }

  @Test
  void anExecveOfAThreadReturnsInItsLeader() {
    calls(
        call(1, "pause", List.of()),
        call(2, "execve", List.of(), 0, 0, 0),
        executed(1, 2),
        result(1, 0));
    assertEquals(
        List.of(
            "[pid 1] pause( <unfinished ...>",
            "[pid 1] +++ executed \"/bin/ls\" [\"ls\", \"\\33\"] +++",
            "[pid 1] execve(NULL, NULL, NULL) = 0 <0.000012>"),
        lines);
  }

  @Test
  void anExecveOfTheLeaderReturnsInIt() {
    calls(call(1, "execve", List.of(), 0, 0, 0), executed(1, 1), result(1, 0));
    assertEquals("[pid 1] execve(NULL, NULL, NULL) = 0 <0.000012>", lines.get(1));
  }

  private static ProgramExecuted executed(int pid, int formerTid) {
    return new ProgramExecuted(
        2,
        0,
        pid,
        formerTid,
        ByteString.of("/bin/ls"),
        List.of(ByteString.of("ls"), ByteString.of("\33")));
  }

  @Test
  void processesAndSignalsAreShownWithoutCalls() {
    LiveTrace trace = LiveTrace.ofProcesses(lines::add);
    List<Event> events =
        List.of(
            new ProcessStarted(0, 0, 1, 0, 0),
            call(1, "fork", List.of()),
            new ProcessStarted(0, 0, 2, 1, 0),
            result(1, 2),
            new ThreadStarted(0, 0, 3, 2, 2, 0x10000),
            new SignalDelivered(0, 0, 2, 15, 0, 1, -2, 0),
            new SignalDelivered(0, 0, 2, 11, 1, 0, 0, 0x10),
            new ThreadStopped(0, 0, 2, 20),
            new ThreadContinued(0, 0, 2),
            new ThreadExited(0, 0, 3, 0),
            new ProcessExited(0, 0, 2, 11 | 0x80),
            new ProcessExited(0, 0, 1, 0));
    events.forEach(event -> event.accept(trace));
    assertEquals(
        List.of(
            "[pid 1] +++ process started +++",
            "[pid 2] +++ process started by 1 +++",
            "[pid 3] +++ thread of 2 started by 2 +++",
            "[pid 2] --- SIGTERM {si_code=0, si_pid=1, si_uid=4294967294} ---",
            "[pid 2] --- SIGSEGV {si_code=1, si_addr=0x10} ---",
            "[pid 2] --- stopped by SIGTSTP ---",
            "[pid 2] --- continued ---",
            "[pid 2] +++ killed by SIGSEGV (core dumped) +++",
            "[pid 1] +++ exited with 0 +++"),
        lines);
  }

  @Test
  void aDecisionNamesItsRule() {
    calls(
        new CallDecided(0, 0, 1, Verdict.HARD_BLOCK, -1, "rule", "no\nnet", ByteString.EMPTY),
        new CallDecided(0, 0, 1, Verdict.SOFT_BLOCK, 0, "user", "", ByteString.of("read /a\33b")));
    assertEquals(
        List.of(
            "[pid 1] --- hard blocked by rule \"no\\nnet\" ---",
            "[pid 1] --- soft blocked by user, asked for \"read /a\\33b\" ---"),
        lines);
  }
}
