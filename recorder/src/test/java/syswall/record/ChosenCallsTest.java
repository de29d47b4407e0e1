package syswall.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import syswall.event.Capture;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallReturned;
import syswall.event.EventHandler;
import syswall.syscall.CallFilter;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/**
 * Where only some calls are recorded, the journal holds exactly those among what the tracees of
 * {@code src/test/c} tell: with all arguments and results, between the same births, images, signals
 * and ends.
 */
@Tag("process")
class ChosenCallsTest {

  /** Tracees, what is recorded of them, and the exit code by which they say that all went well. */
  private enum Chosen {
    CLONE3(0, "%file"),
    CLONE_PARENT(0, "%signal"),
    DAEMON(5, "%process"),
    EINTR(0, "read,pause"),
    EXEC_FAIL(0, "!write"),
    FAIRNESS(0, "%file"),
    FILTERED(0, "getppid,getpgrp"),
    FORK(3, "getppid"),
    FORK_TREE(0, "%network"),
    GROUP_STOP(0, "%clock"),
    INT80(0, "getppid"),
    LEADER_EXIT(7, "exit"),
    PENDING(2, "%process"),
    POINTERS(0, "%file"),
    PROGRAM32(8, "%file"),
    RESTART_SYSCALL(0, "nanosleep"),
    SIGNALS(0, "kill,rt_sigreturn"),
    THREAD_EXEC(6, "%file"),
    THREAD_STORM(0, "exit,getppid"),
    THREADS(0, "futex"),
    TRACEME(0, "ptrace"),
    UNTRACED(0, "!%process"),
    VFORK_EXEC(0, "%memory");

    private final int exitCode;
    private final String calls;

    Chosen(int exitCode, String calls) {
      this.exitCode = exitCode;
      this.calls = calls;
    }

    private Path binary() throws Exception {
      String name = name().toLowerCase(Locale.ROOT);
      return this == PROGRAM32 ? Tracees.freestanding32(name) : Tracees.freestanding(name);
    }
  }

  static Stream<Arguments> traceesAndAccounts() {
    return Stream.of(Chosen.values())
        .flatMap(chosen -> Account.available().stream().map(a -> Arguments.of(chosen, a)));
  }

  @ParameterizedTest(name = "{0} as {1}")
  @MethodSource("traceesAndAccounts")
  void journalSaysWhatTheTraceeSaysOfThem(Chosen chosen, Account account) throws Exception {
    try (var testbed = new Testbed(account)) {
      Path program = testbed.install(chosen.binary());
      Outcome outcome =
          testbed.record(
              List.of(), List.of("-Dcalls=" + chosen.calls), List.of(program.toString()));

      assertEquals("", outcome.stderr());
      assertEquals(chosen.exitCode, outcome.exitCode(), outcome::toString);
      var journalled = new Narration();
      testbed.replay(journalled);
      var told = Narration.told(outcome.stdout());
      Narration.assertSame(told.chosen(CallFilter.selection(List.of(chosen.calls))), journalled);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("syswall.record.Account#available")
  void journalOfChaosIsInOrder(Account account) throws Exception {
    Path binary = Tracees.freestanding("chaos");
    try (var testbed = new Testbed(account)) {
      List<String> options = List.of("-Dcalls=%process,nanosleep");
      List<String> program = List.of(testbed.install(binary).toString());
      assertEquals(new Outcome(0, "", ""), testbed.record(List.of(), options, program));
      testbed.replay();
    }
  }

  static Stream<Arguments> programsAndAccounts() {
    return Stream.of(RealProgram.FIND, RealProgram.JOBS, RealProgram.PIPELINE, RealProgram.PYTHON)
        .flatMap(program -> Account.available().stream().map(a -> Arguments.of(program, a)));
  }

  @ParameterizedTest(name = "{0} as {1}")
  @MethodSource("programsAndAccounts")
  void programsAreTheSameAndTheirChosenCallsAreThoseOfAWholeRecording(
      RealProgram program, Account account) throws Exception {
    List<String> command = program.command();
    try (var testbed = new Testbed(account)) {
      assertEquals(testbed.runNatively(command), testbed.record(command));
      SortedMap<String, Integer> whole = filesNamed(testbed);
      Outcome chosen = testbed.record(List.of(), List.of("-Dcalls=%file"), command);
      assertEquals(testbed.runNatively(command), chosen);
      assertEquals(whole, filesNamed(testbed));
    }
  }

  /** How often calls of %file were made with which names and which end, but those on /proc. */
  private static SortedMap<String, Integer> filesNamed(Testbed testbed) throws Exception {
    SortedMap<String, Integer> counts = new TreeMap<>();
    Map<Integer, SyscallEntered> entered = new HashMap<>();
    testbed.replay(
        new EventHandler.Ignoring() {
          @Override
          public void on(SyscallEntered e) {
            entered.put(e.tid(), e);
          }

          @Override
          public void on(SyscallReturned e) {
            SyscallEntered call = entered.remove(e.tid());
            Syscall row = call == null ? null : SyscallTable.find(call);
            if (call != null && row != null && row.classes().contains("file")) {
              List<String> names =
                  call.captures().stream()
                      .filter(capture -> capture.form() == Capture.Form.STRING)
                      .map(capture -> capture.bytes().text())
                      .toList();
              if (names.stream().noneMatch(name -> name.matches("/proc/.*|/tmp/sort.*"))) {
                counts.merge(row.name() + names + " " + e.errno(), 1, Integer::sum);
              }
            }
          }
        });
    return counts;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("syswall.record.Account#available")
  void launchEndsAsItDoesWhenAllIsRecorded(Account account) throws Exception {
    try (var testbed = new Testbed(account)) {
      Path script = testbed.directory().resolve("script");
      Files.writeString(script, "echo hi; exit 4\n"); // no format that the kernel knows
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
      List<String> options = List.of("-Dcalls=%network");
      assertEquals(
          new Outcome(4, "hi\n", ""),
          testbed.record(List.of(), options, List.of(script.toString())));
      testbed.replay();
      Files.writeString(script, "#!/nowhere/sh\n");
      assertEquals(127, testbed.record(List.of(), options, List.of(script.toString())).exitCode());
      testbed.replay();
    }
  }
}
