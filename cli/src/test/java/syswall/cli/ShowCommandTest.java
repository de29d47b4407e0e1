package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowCommandTest {
  @TempDir private Path directory;
  private String session = "";

  @BeforeEach
  void record() throws IOException {
    session = SmallSession.create(directory, true).toString();
  }

  @Test
  void everyCallIsALine() {
    Outcome show = Outcome.of("show", session);
    assertEquals("", show.err());
    assertEquals(ExitCode.OK, show.exitCode());
    assertEquals(
        """
          0.000001 [pid 42] +++ process started +++
          0.000002 [pid 42] close(0) = 0
          0.000002 [pid 42] close(1) = -1 EBADF (Bad file descriptor)
          0.000002 [pid 42] close(2) = 0
          0.000003 [pid 42] +++ exited with 0 +++
        """,
        show.out());
  }

  @Test
  void optionsComposeAndShapeTheLine() {
    Outcome show =
        Outcome.of("show", "-e", "%desc", "--failed", "-T", "-t", "none", "--pid=42", session);
    assertEquals("[pid 42] close(1) = -1 EBADF (Bad file descriptor) <0.000000>\n", show.out());
    assertEquals(
        "[pid 42] close(2) = 0\n",
        Outcome.of("show", "-e!read", "--event", "7", "--time=none", session).out());
  }

  @Test
  void limitIsANumberOfLines() {
    assertEquals(2, Outcome.of("show", "--limit=2", session).out().lines().count());
    Outcome none = Outcome.of("show", "--limit=0", session);
    assertEquals("", none.out() + none.err());
    assertEquals(ExitCode.OK, none.exitCode());
  }

  @Test
  void jsonIsAnObjectALine() {
    List<String> lines = Outcome.of("show", "--json", session).out().lines().toList();
    assertEquals(1 + 1 + SmallSession.CALLS + 1 + 1, lines.size());
    assertTrue(
        lines.stream().allMatch(line -> line.startsWith("{\"event\":\"") && line.endsWith("}")));
  }

  @Test
  void aSessionWithoutEndIsShownWithANotice() throws IOException {
    Path open = SmallSession.create(Files.createDirectory(directory.resolve("open")), false);
    Outcome show = Outcome.of("show", open.toString());
    assertEquals(ExitCode.OK, show.exitCode());
    assertTrue(show.err().startsWith("syswall: " + open + " has no end: "), show.err());
    assertEquals("", Outcome.of("show", "--limit=1", open.toString()).err());
  }

  @Test
  void aDamagedSessionIsShownUpToTheDamage() throws IOException {
    SmallSession.damageLastRecord(Path.of(session));
    Outcome show = Outcome.of("show", session);
    assertEquals(ExitCode.TROUBLE, show.exitCode());
    assertTrue(show.out().endsWith("+++ exited with 0 +++\n"), show.out());
    assertTrue(
        show.err().startsWith("syswall: " + session + " is damaged, shown is what is before: "),
        show.err());
    assertEquals(1, show.err().lines().count());
  }

  @Test
  void aMissingSessionIsOneLine() {
    Outcome show = Outcome.of("show", directory.resolve("missing.cq").toString());
    assertEquals(ExitCode.TROUBLE, show.exitCode());
    assertEquals(1, show.err().lines().count(), show.err());
    assertEquals("", show.out());
  }

  @Test
  void aReaderThatIsGoneEndsItQuietly() {
    StringWriter err = new StringWriter();
    PrintWriter gone =
        new PrintWriter(
            new Writer() {
              @Override
              public void write(char[] chars, int offset, int length) throws IOException {
                throw new IOException("Broken pipe");
              }

              @Override
              public void flush() {}

              @Override
              public void close() {}
            });
    PrintWriter log = new PrintWriter(err);
    assertEquals(ExitCode.OK, Syswall.execute(gone, log, "show", session));
    log.flush();
    assertEquals("", err.toString());
  }

  @Test
  void aLineMayBeLongerThanTheBuffer() {
    StringWriter out = new StringWriter();
    LineWriter lines = new LineWriter(new PrintWriter(out), 3);
    String longLine = "x".repeat(200_000);
    for (String line : List.of("a", longLine, "b", "too much")) {
      lines.accept(new StringBuilder(line));
    }
    lines.flush();
    assertEquals("a\n" + longLine + "\nb\n", out.toString());
    assertTrue(lines.isDone());
  }
}
