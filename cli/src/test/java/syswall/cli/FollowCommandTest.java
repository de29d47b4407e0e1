package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line of {@code syswall record -p}. */
class FollowCommandTest {
  private static final String TRY = "; try 'syswall record --help'\n";

  @TempDir private Path directory = Path.of("");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -p 1 true                     | -p: either follow processes, or run a program
          -p 1 --repeat 2 -o x          | -p: what runs already cannot be repeated
          -p 1 --ask                    | -p: a policy holds from a program's first instruction on: run the program with it
          -p 1 --policy builtin:build   | -p: a policy holds from a program's first instruction on: run the program with it
          """)
  void whatDoesNotGoTogetherIsWrongUsage(String arguments, String message) {
    Outcome outcome = Outcome.of(("record " + arguments).split(" ", -1));
    assertEquals(125, outcome.exitCode());
    assertEquals("syswall: " + message + TRY, outcome.err());
  }

  @Test
  void processThatIsNotThereCostsNoSession() throws Exception {
    Path session = SmallSession.create(directory, true);
    Outcome outcome = Outcome.of("record", "-p", "4999999", "--force", "-o", session.toString());
    assertEquals(125, outcome.exitCode());
    assertEquals("syswall: there is no process 4999999\n", outcome.err());
    assertTrue(Files.exists(session));
  }

  @Test
  void syswallDoesNotFollowItself() {
    long self = ProcessHandle.current().pid();
    Outcome outcome = Outcome.of("record", "-p", Long.toString(self));
    assertEquals(125, outcome.exitCode());
    assertTrue(outcome.err().contains("is syswall itself"), outcome.err());
  }

  @Test
  @Tag("process")
  @Timeout(60)
  void processIsFollowedToItsEnd() throws Exception {
    Process program = new ProcessBuilder("sleep", "1000").start();
    try {
      RealRecorder recorder = new RealRecorder(directory);
      Process recording =
          recorder.start(
              new File("/dev/null"), "-p", Long.toString(program.pid()), "-o", "sleep.cq");
      Path err = directory.resolve("err");
      while (!Files.exists(err) || !Files.readString(err).contains("lets go\n")) {
        assertTrue(recording.isAlive(), () -> "see " + err);
        Thread.onSpinWait();
      }
      program.destroy();
      assertEquals(143, program.waitFor());
      assertEquals(0, recording.waitFor());
      String said = Files.readString(err);
      assertTrue(said.startsWith("syswall: attached to 1 process; Ctrl-C lets go\n"), said);
      assertTrue(said.contains(" in sleep.cq\n"), said);
      Outcome report = Outcome.of("report", directory.resolve("sleep.cq").toString());
      assertTrue(
          report.out().startsWith("sleep 1000: attached to, killed by SIGTERM"), report.out());
      assertFalse(report.out().contains("not ended"), report.out());
    } finally {
      program.destroyForcibly();
    }
  }
}
