package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import syswall.event.ByteString;
import syswall.event.EndReason;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.SessionEnded;
import syswall.event.Event.SessionStarted;
import syswall.journal.JournalAppender;

class ReportCommandTest {
  private static final String ESCAPE = "\u001b[";

  @TempDir private Path directory;

  @Test
  void aCompleteSessionIsReportedInSilence() throws IOException {
    Outcome report = Outcome.of("report", session(true).toString());
    assertEquals("", report.err());
    assertEquals(ExitCode.OK, report.exitCode());
    assertTrue(report.out().contains("/bin/hello"), report.out());
  }

  @Test
  void jsonIsAnObject() throws IOException {
    Outcome report = Outcome.of("report", "--json", session(true).toString());
    assertEquals(ExitCode.OK, report.exitCode());
    assertTrue(report.out().startsWith("{") && report.out().endsWith("}\n"), report.out());
    assertTrue(report.out().contains("\"processes\""), report.out());
  }

  @Test
  void coloursAreForTerminals() throws IOException {
    String session = session(true).toString();
    assertFalse(Outcome.of("report", "--color=never", session).out().contains(ESCAPE));
    assertTrue(Outcome.of("report", "--color=always", session).out().contains(ESCAPE));
    assertFalse(Outcome.of("report", "--color=always", "--json", session).out().contains(ESCAPE));
  }

  @Test
  void aSessionWithoutEndIsReportedWithANotice() throws IOException {
    Path session = session(false);
    Outcome report = Outcome.of("report", session.toString());
    assertEquals(
        "syswall: "
            + session
            + " has no end: it is still recorded, or its recorder was killed"
            + System.lineSeparator(),
        report.err());
    assertEquals(ExitCode.OK, report.exitCode());
    assertTrue(report.out().contains("/bin/hello"), report.out());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDamagedSessionIsReportedUpToTheDamage(boolean json) throws IOException {
    Path session = session(true);
    damageLastRecord(session);
    Outcome report =
        json
            ? Outcome.of("report", "--json", session.toString())
            : Outcome.of("report", session.toString());
    assertTrue(
        report
            .err()
            .startsWith("syswall: " + session + " is damaged, reported is what is before: "),
        report.err());
    assertEquals(1, report.err().lines().count());
    assertEquals(ExitCode.TROUBLE, report.exitCode());
    assertTrue(report.out().contains("/bin/hello"), report.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing.cq", "empty.cq", "file.cq"})
  void whatIsNoSessionIsOneLine(String name) throws IOException {
    Files.createDirectory(directory.resolve("empty.cq"));
    Files.writeString(directory.resolve("file.cq"), "not a journal");
    Outcome report = Outcome.of("report", directory.resolve(name).toString());
    assertEquals(ExitCode.TROUBLE, report.exitCode());
    assertEquals("", report.out());
    assertTrue(report.err().startsWith("syswall: "), report.err());
    assertTrue(report.err().contains(name), report.err());
    assertEquals(1, report.err().lines().count(), report.err());
    assertFalse(Files.exists(directory.resolve("missing.cq")));
  }

  private Path session(boolean ended) throws IOException {
    Path session = directory.resolve("hello.cq");
    List<ByteString> argv = List.of(ByteString.of("/bin/hello"));
    try (JournalAppender journal = JournalAppender.create(session)) {
      journal.append(
          new SessionStarted(
              0,
              0,
              1,
              "test",
              argv,
              ByteString.of("/"),
              List.of(),
              0,
              0,
              "Linux 6.1",
              "x86_64",
              "host",
              0,
              0,
              "ptrace"));
      journal.append(new ProcessStarted(1, 1000, 42, 0, 0));
      journal.append(new ProcessExited(2, 2000, 42, 0));
      if (ended) {
        journal.append(new SessionEnded(3, 3000, EndReason.COMPLETED, 0));
      }
    }
    return session;
  }

  /** Overwrites the last bytes that are not zero. */
  private static void damageLastRecord(Path session) throws IOException {
    Path file = session.resolve("19700101F.cq4");
    byte[] bytes = Files.readAllBytes(file);
    int last = bytes.length - 1;
    while (bytes[last] == 0) {
      last--;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {(byte) ~bytes[last]}), last);
    }
  }
}
