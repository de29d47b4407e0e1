package syswall.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real programs under the real tracer: each tracee of {@code src/test/c} says what it expects to be
 * recorded, and its journal must say the same, event by event.
 */
@Tag("process")
class TraceeTest {

  /** Each tracee with the exit code by which it says that the kernel did what it relies on. */
  private static final Map<String, Integer> TRACEES =
      Map.ofEntries(
          Map.entry("clone3", 0),
          Map.entry("clone_parent", 0),
          Map.entry("daemon", 5),
          Map.entry("eintr", 0),
          Map.entry("exec_fail", 0),
          Map.entry("fairness", 0),
          Map.entry("filtered", 0),
          Map.entry("fork", 3),
          Map.entry("fork_tree", 0),
          Map.entry("group_stop", 0),
          Map.entry("int80", 0),
          Map.entry("kill_blocked", 0),
          Map.entry("leader_exit", 7),
          Map.entry("pending", 2),
          Map.entry("pointers", 0),
          Map.entry("program32", 8),
          Map.entry("restart_syscall", 0),
          Map.entry("signals", 0),
          Map.entry("sleepers", 0),
          Map.entry("thread_exec", 6),
          Map.entry("thread_storm", 0),
          Map.entry("threads", 0),
          Map.entry("traceme", 0),
          Map.entry("untraced", 0),
          Map.entry("vfork_exec", 0));

  static Stream<Arguments> traceesAndAccounts() {
    return TRACEES.keySet().stream()
        .sorted()
        .flatMap(name -> Account.available().stream().map(a -> Arguments.of(name, a)));
  }

  @ParameterizedTest(name = "{0} as {1}")
  @MethodSource("traceesAndAccounts")
  void journalSaysWhatTheTraceeSays(String name, Account account) throws Exception {
    Path binary =
        name.equals("program32") ? Tracees.freestanding32(name) : Tracees.freestanding(name);
    try (var testbed = new Testbed(account)) {
      Path program = testbed.install(binary);
      Outcome outcome = testbed.record(List.of(program.toString()));

      assertEquals("", outcome.stderr());
      assertEquals(TRACEES.get(name), outcome.exitCode());
      var told = Narration.told(outcome.stdout());
      var journalled = new Narration();
      testbed.replay(journalled);
      assertTrue(told.threads() > 0);
      Narration.assertSame(told, journalled);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("syswall.record.Account#available")
  void journalOfChaosIsInOrder(Account account) throws Exception {
    Path binary = Tracees.freestanding("chaos");
    try (var testbed = new Testbed(account)) {
      Outcome outcome = testbed.record(List.of(testbed.install(binary).toString()));
      assertEquals(new Outcome(0, "", ""), outcome);
      testbed.replay();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("syswall.record.Account#available")
  void thousandLiveProcessesFitInTheRecordersMemory(Account account) throws Exception {
    Path binary = Tracees.freestanding("sleepers");
    try (var testbed = new Testbed(account)) {
      Path program = testbed.install(binary);
      testbed.record(List.of(program.toString()));
      String peak = testbed.recorderReport().get(1);
      int kilobytes = Integer.parseInt(peak.replaceAll("\\D", ""));
      assertTrue(kilobytes < 200_000, peak);
    }
  }
}
