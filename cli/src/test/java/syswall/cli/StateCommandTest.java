package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.CallSelection;
import syswall.event.Capture;
import syswall.event.EndReason;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.SessionEnded;
import syswall.event.Event.SessionStarted;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallReturned;
import syswall.journal.JournalAppender;
import syswall.journal.JournalFormat;

class StateCommandTest {
  private static final String ESCAPE = "\u001b[";
  private static final int OPEN = 2;

  @TempDir private Path directory;
  private String session = "";

  /** Process 42 opens a file with a hostile name twice: fails at event 3, succeeds at event 5. */
  @BeforeEach
  void record() throws IOException {
    Path path = directory.resolve("hello.cq");
    session = path.toString();
    ByteString name = ByteString.of("/tmp/a\u001b[31m\nb\u202e");
    List<Capture> captures =
        List.of(new Capture(0, Capture.Form.STRING, Capture.Extent.WHOLE, name));
    try (JournalAppender journal = JournalAppender.create(path)) {
      journal.append(
          new SessionStarted(
              0,
              0,
              JournalFormat.VERSION,
              "test",
              List.of(ByteString.of("hello\u001b[2J")),
              ByteString.of("/"),
              List.of(),
              0,
              0,
              "Linux 6.1",
              "x86_64",
              "host",
              3_600_000_000_000L,
              0,
              "ptrace",
              CallSelection.ALL));
      journal.append(new ProcessStarted(1, 1_000, 42, 0, 0));
      for (int i = 0; i < 2; i++) {
        long sequence = 2 + 2L * i;
        long timeNs = 1_000_000L * (i + 1);
        journal.append(
            new SyscallEntered(
                sequence, timeNs, 42, Abi.X86_64, OPEN, 0x7000, 0, 0, 0, 0, 0, captures));
        journal.append(
            new SyscallReturned(sequence + 1, timeNs + 500, 42, i == 0 ? -2 : 3, 500, List.of()));
      }
      journal.append(new ProcessExited(6, 3_000_000, 42, 0));
      journal.append(new SessionEnded(7, 3_000_000, EndReason.COMPLETED, 0));
    }
  }

  private Outcome state(String... options) {
    return Outcome.of(
        Stream.of(new String[] {"state"}, options, new String[] {session})
            .flatMap(Arrays::stream)
            .toArray(String[]::new));
  }

  @Test
  void stateIsThatOfTheMoment() {
    Outcome state = state("--at-exit", "42");
    assertEquals("", state.err());
    assertEquals(ExitCode.OK, state.exitCode());
    assertEquals(
        """
        hello\\33[2J: state at 0.002000 s, 1970-01-01 01:00:00.002000 UTC, after event 5
        [pid 42] open("/tmp/a\\33[31m\\nb\\342\\200\\256", O_RDONLY) = 3</tmp/a\\33[31m\\nb\\342\\200\\256>

        42 (unknown program)
             running
             cwd /
             3   r  /tmp/a\\33[31m\\nb\\342\\200\\256

        no process ended before
        """,
        state.out());
  }

  @ParameterizedTest
  @CsvSource({
    "--at=1.5ms, 3",
    "--at=01:00:00, 0",
    "--at=5h, 7",
    "--at-event=4, 4",
    "--at-exit=42, 5",
    "--at-first=open:ENOENT, 3",
    "--at-first=%file:0, 5",
    "--color=never, 7",
  })
  void everyWayToNameAMomentLeadsToItsEvent(String option, int event) {
    Outcome state = state(option);
    assertEquals(ExitCode.OK, state.exitCode());
    String head = state.out().lines().findFirst().orElse("");
    assertTrue(head.endsWith("UTC, after event " + event), head);
    assertTrue(state("--json", option).out().contains("\"event\" : " + event + ","));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--at-event=8           | there is no event 8, the last is 7",
        "--at-exit=43           | there is no process 43",
        "--at=00:30:00          | that is before the session started",
        "--at-first=openat      | no call returned like 'openat'",
        "--at-first=open:EACCES | no call returned like 'open:EACCES'",
        "--pid=43               | process 43 does not live at event 7",
        "--at-event=0 --pid=42  | process 42 does not live at event 0",
        "--at-first=:0 --pid=43 | no call returned like ':0' in 43",
        "--diff --at=0 --pid=43 | process 43 does not live at either moment",
      })
  void momentThatIsNotThereIsOneLine(String options, String line) {
    Outcome state = state(options.split(" "));
    assertEquals("syswall: " + session + ": " + line + System.lineSeparator(), state.err());
    assertEquals(ExitCode.TROUBLE, state.exitCode());
    assertEquals("", state.out());
  }

  @Test
  void colourIsForTerminals() {
    assertFalse(state("--at-event=4").out().contains(ESCAPE));
    assertTrue(state("--at-event=4", "--color=always").out().contains(ESCAPE));
    assertFalse(state("--json", "--color=always").out().contains(ESCAPE));
  }

  @Test
  void differenceIsOfTwoMomentsAndItsExitCodeSaysWhetherThereIsOne() {
    Outcome differs = state("--diff", "--at-event=4", "--at-event=5");
    assertEquals("", differs.err());
    assertEquals(ExitCode.DIFFERENT, differs.exitCode());
    assertTrue(
        differs.out().endsWith("+    3   r  /tmp/a\\33[31m\\nb\\342\\200\\256\n"), differs.out());
    Outcome same = state("--diff", "--at-event=1", "--at-first=open");
    assertEquals(ExitCode.OK, same.exitCode());
    assertTrue(same.out().endsWith("nothing changed\n"), same.out());
    assertEquals(ExitCode.OK, state("--diff", "--json", "--at=1ms", "--at=1ms").exitCode());
    assertEquals(ExitCode.DIFFERENT, state("--diff", "--json", "--at=1ms").exitCode());
  }

  @Test
  void differenceIsUpToTheEndUnlessSaid() {
    Outcome state = state("--diff", "--at-event=5");
    assertEquals(ExitCode.DIFFERENT, state.exitCode());
    assertTrue(state.out().endsWith("- 42 (unknown program)\n"), state.out());
  }

  @Test
  void momentsOfADifferenceAreInOrder() {
    assertEquals(
        "syswall: --diff: the second moment is before the first; try 'syswall state --help'"
            + System.lineSeparator(),
        state("--diff", "--at-event=5", "--at-event=4").err());
  }

  @Test
  void sessionWithoutEndIsListedWithANoticeOnlyAtItsEnd() throws IOException {
    Path open = SmallSession.create(Files.createDirectory(directory.resolve("open")), false);
    Outcome state = Outcome.of("state", open.toString());
    assertEquals(ExitCode.OK, state.exitCode());
    assertTrue(state.err().startsWith("syswall: " + open + " has no end: "), state.err());
    assertEquals("", Outcome.of("state", "--at-event=3", open.toString()).err());
  }

  @Test
  void damagedSessionIsListedUpToTheDamage() throws IOException {
    Path damaged = SmallSession.create(Files.createDirectory(directory.resolve("bad")), true);
    SmallSession.damageLastRecord(damaged);
    Outcome end = Outcome.of("state", damaged.toString());
    assertEquals(ExitCode.TROUBLE, end.exitCode());
    assertTrue(
        end.err().startsWith("syswall: " + damaged + " is damaged, listed is what is before: "),
        end.err());
    Outcome before = Outcome.of("state", "--at-event=3", damaged.toString());
    assertEquals("", before.err());
    assertEquals(ExitCode.OK, before.exitCode());
    Outcome missing = Outcome.of("state", "--at-event=9", damaged.toString());
    assertTrue(
        missing
            .err()
            .startsWith(
                "syswall: "
                    + damaged
                    + ": there is no event 9, the last is 8; it is damaged: event 9, at byte "),
        missing.err());
    assertEquals(1, missing.err().lines().count());
  }

  @Test
  void missingSessionIsOneLine() {
    Outcome state = Outcome.of("state", directory.resolve("missing.cq").toString());
    assertEquals(ExitCode.TROUBLE, state.exitCode());
    assertEquals(1, state.err().lines().count(), state.err());
    assertEquals("", state.out());
  }
}
