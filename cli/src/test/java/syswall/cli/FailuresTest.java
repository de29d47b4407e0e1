package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import syswall.journal.JournalException;
import syswall.record.LaunchException;

class FailuresTest {

  @ParameterizedTest
  @CsvSource({"NOT_FOUND, 127", "NOT_EXECUTABLE, 126", "RECORDER_FAILED, 125"})
  void aProgramThatCannotStartIsOneLineAndItsCode(LaunchException.Cause cause, int exitCode) {
    Outcome outcome = failing(new LaunchException(cause, "nosuch: not found"));
    assertEquals("syswall: nosuch: not found\n", outcome.err());
    assertEquals(exitCode, outcome.exitCode());
  }

  @Test
  void aBrokenSessionIsOneLine() {
    Outcome outcome = failing(new JournalException("s.cq: not a session\nat all"));
    assertEquals("syswall: s.cq: not a session\n", outcome.err());
    assertEquals(42, outcome.exitCode());
  }

  @Test
  void aHostileNameCannotControlTheTerminal() {
    Outcome outcome = failing(new JournalException("\033[2J\u009bx\tü.cq: no such session"));
    assertEquals("syswall: \\033[2J\\233x\\011ü.cq: no such session\n", outcome.err());
  }

  @Test
  void aBugIsAStackTrace() {
    Outcome outcome = failing(new IllegalStateException("impossible"));
    assertTrue(outcome.err().startsWith("syswall: this is a bug in syswall"), outcome.err());
    assertTrue(outcome.err().contains("IllegalStateException: impossible"), outcome.err());
    assertTrue(outcome.err().contains("\tat syswall.cli.FailuresTest"), outcome.err());
    assertEquals(42, outcome.exitCode());
  }

  private static Outcome failing(Exception failure) {
    StringWriter err = new StringWriter();
    int exitCode =
        new CommandLine(new Failing(failure))
            .setErr(new PrintWriter(err, true))
            .setExecutionExceptionHandler(new Failures())
            .execute();
    return new Outcome(exitCode, "", err.toString());
  }

  @Command(exitCodeOnExecutionException = 42)
  private record Failing(Exception failure) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      throw failure;
    }
  }
}
