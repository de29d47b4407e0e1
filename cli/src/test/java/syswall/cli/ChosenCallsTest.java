package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands make of a recording with {@code -e}. */
@Tag("process")
class ChosenCallsTest {
  @TempDir private Path directory;

  private String recorded(String name, String... options) throws Exception {
    String[] arguments = new String[options.length + 6];
    System.arraycopy(options, 0, arguments, 0, options.length);
    String[] rest = {"-q", "-o", name, "sh", "-c", "cat /etc/hostname; cd /tmp; exit 3"};
    System.arraycopy(rest, 0, arguments, options.length, rest.length);
    assertEquals(3, new RealRecorder(directory).record(arguments).exitCode());
    return directory.resolve(name).toString();
  }

  @Test
  void sessionSaysWhatItHolds() throws Exception {
    String session = recorded("files.cq", "-e", "openat", "-e", "%stat");
    String shown = Outcome.of("show", session).out();
    assertTrue(shown.startsWith("  0.000000 --- only openat,%stat was recorded ---\n"), shown);
    assertTrue(shown.contains(" execve("), shown);
    assertTrue(shown.contains(" chdir(\"/tmp\") = 0"), shown);
    assertTrue(!shown.contains(" read("), shown);
    String json = Outcome.of("show", "--json", session).out();
    assertTrue(json.contains("\"selection\":\"openat %stat\""), json);
    String report = Outcome.of("report", session).out();
    assertTrue(report.contains("\nWARNING: only openat,%stat was recorded\n"), report);
    String state = Outcome.of("state", session).out();
    assertTrue(
        state.contains("\nWARNING: only openat,%stat was recorded: what is open is not known, "),
        state);
    Outcome export = Outcome.of("export", "--table", "opened", "-o", "-", session);
    assertEquals(1, export.out().lines().count(), export.out());
    assertTrue(export.err().contains("only openat,%stat was recorded"), export.err());
  }

  @Test
  void runIsComparedWithAWholeOneByWhatBothHold() throws Exception {
    String some = recorded("some.cq", "-e", "%file");
    String all = recorded("all.cq");
    Outcome diff = Outcome.of("diff", some, all);
    assertEquals(ExitCode.OK, diff.exitCode(), diff.out());
    assertTrue(
        diff.out().endsWith("\ncompared are only calls that all runs recorded: %file\n"),
        diff.out());
  }
}
