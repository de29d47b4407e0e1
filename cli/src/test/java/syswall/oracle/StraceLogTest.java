package syswall.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Lines are as strace 6.1 writes them. */
class StraceLogTest {
  @Test
  void theColumnOfResultsIsTakenOut() {
    Call call = only("7 close(3)                          = 0");
    assertEquals(new Call("close", "close(3) = 0", "0"), call);
  }

  @Test
  void resultsAreValuesWhateverTheirNotation() {
    assertEquals("32770", only("7 fcntl(3, F_GETFL) = 0x8002 (flags O_RDWR|O_LARGEFILE)").value());
    assertEquals("18", only("7 umask(000)  = 022").value());
    assertEquals("0", only("7 poll([{fd=3, events=POLLIN}], 1, 5) = 0 (Timeout)").value());
    assertEquals("-1 EBADF", only("7 close(4) = -1 EBADF (Bad file descriptor)").value());
    assertEquals("?", only("7 exit_group(0) = ?").value());
    assertEquals(
        "? ERESTARTSYS",
        only("7 wait4(-1, 0x7f, 0, NULL) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)")
            .value());
  }

  @Test
  void stringsAndConditionsHoldNoResult() {
    assertEquals("9", only("7 write(1, \"f() = 3\\\") = 4\", 9) = 9").value());
    assertEquals(
        "8", only("7 wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 3}], 0, NULL) = 8").value());
  }

  @Test
  void unfinishedCallsAreJoined() {
    Account account =
        StraceLog.parse(
            List.of(
                "7 wait4(-1,  <unfinished ...>",
                "8 read(3,  <unfinished ...>",
                "7 <... wait4 resumed>[{WIFEXITED(s) && WEXITSTATUS(s) == 3}], 0, NULL) = 9",
                "8 <... read resumed>\"\", 10)            = 0",
                "7 --- SIGCHLD {si_signo=SIGCHLD, si_pid=9} ---",
                "7 +++ exited with 0 +++"));
    assertEquals(
        List.of("wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 3}], 0, NULL) = 9"),
        account.calls(7).stream().map(Call::line).toList());
    assertEquals(
        List.of("read(3, \"\", 10) = 0"), account.calls(8).stream().map(Call::line).toList());
  }

  @Test
  void callsThatNeverReturnedAreKept() {
    Account account =
        StraceLog.parse(
            List.of(
                "7 pause( <unfinished ...>",
                "8 pause( <unfinished ...>",
                "9 exit(0 <unfinished ...>) = ?",
                "7 <... pause resumed>) = ?",
                "7 +++ killed by SIGKILL +++",
                "8 +++ killed by SIGKILL +++"));
    Call pause = new Call("pause", "pause() = ?", "?");
    assertEquals(List.of(pause), account.calls(7));
    assertEquals(List.of(pause), account.calls(8));
    assertEquals(List.of(new Call("exit", "exit(0) = ?", "?")), account.calls(9));
  }

  @Test
  void anExecByAnotherThreadBecomesTheLeaders() {
    Account account =
        StraceLog.parse(
            List.of(
                "8 execve(\"/bin/ls\", [\"ls\"], 0x7f /* 4 vars */ <unfinished ...>",
                "7 pause( <unfinished ...>",
                "7 <... pause resumed>) = ?",
                "7 +++ superseded by execve in pid 8 +++",
                "7 <... execve resumed>) = 0"));
    assertEquals(List.of("pause", "execve"), account.calls(7).stream().map(Call::name).toList());
    assertEquals(List.of(), account.calls(8));
  }

  @Test
  void threadsAndProcessesHavePlaces() {
    Account account =
        StraceLog.parse(
            List.of(
                "70 clone(child_stack=NULL, flags=SIGCHLD) = 80",
                "80 execve(\"/bin/ls\", [\"ls\"], 0x7f /* 4 vars */) = 0",
                "70 clone3({flags=CLONE_VM|CLONE_THREAD}, 88) = 90",
                "90 getpid() = 70",
                "80 getpid() = 80"));
    assertEquals(Map.of("0", 70, "0/bin/ls.0", 80, "0/.0", 90), account.tidsByPlace());
    assertEquals(Map.of("0", "0", "0/.0", "0"), account.threadedProcesses());
    var rules = new Normalization(account, 60);
    assertEquals("getpid() = TID0/bin/ls.0", rules.line(account.calls(80).get(1)));
    assertEquals("TID0", rules.value(account.calls(90).get(0)));
  }

  @Test
  void addressesAndRandomBytesAgreeAndFlagsDoNot() {
    Account account = StraceLog.parse(List.of("7 getpid() = 7"));
    var rules = new Normalization(account, 6);
    assertEquals(
        rules.line(Call.parse("getrandom(\"\\x3d\\xf2\", 2, GRND_NONBLOCK) = 2")),
        rules.line(Call.parse("getrandom(\"\\x11\\x22\", 2, GRND_NONBLOCK) = 2")));
    assertEquals(
        rules.line(Call.parse("munmap(0x7ffff7fc0000, 4096) = 0")),
        rules.line(Call.parse("munmap(0x7fabcdef0000, 4096) = 0")));
    assertFalse(
        rules
            .line(Call.parse("openat(AT_FDCWD, \"x\", 0x80000) = 3"))
            .equals(rules.line(Call.parse("openat(AT_FDCWD, \"x\", 0x90000) = 3"))));
  }

  @Test
  void theLongestCommonSequenceIsFound() {
    List<String> left = List.of("a", "b", "c", "a", "b", "b", "a");
    List<String> right = List.of("c", "b", "a", "b", "a", "c");
    List<Function<String, String>> key = List.of(x -> x);
    List<Alignment.Pair> pairs = Alignment.of(left, right, key, key);
    assertEquals(4, pairs.stream().filter(pair -> pair.left() >= 0 && pair.right() >= 0).count());
    assertEquals(left.size() + right.size() - 4, pairs.size());
    assertTrue(
        pairs.stream()
            .filter(pair -> pair.left() >= 0 && pair.right() >= 0)
            .allMatch(pair -> left.get(pair.left()).equals(right.get(pair.right()))));
  }

  private static Call only(String line) {
    return StraceLog.parse(List.of(line)).calls(7).get(0);
  }
}
