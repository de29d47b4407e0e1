package syswall.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten thousand calls whose arguments make no sense are recorded and decoded like any other. */
@Tag("process")
class GarbageTest {
  private static final int CALLS = 10_000;

  /** Of the table's rows, all but those that would end or multiply the program. */
  private static final int NAMES = 360;

  private static final Duration NATIVE_LIMIT = Duration.ofSeconds(2);
  private static final Duration RECORDED_LIMIT = Duration.ofSeconds(15);

  @Test
  void garbageIsRecordedAndDecoded() throws Exception {
    Path binary = CPrograms.compiled("garbage");
    try (var workbench = new Workbench()) {
      List<String> command = command(workbench.install(binary));

      Ended natively = workbench.run(command);
      assertEquals("", natively.stdout() + natively.stderr());
      assertEquals(0, natively.exitCode());
      assertTrue(natively.took().compareTo(NATIVE_LIMIT) < 0, () -> "natively " + natively.took());

      Ended recorded = workbench.record(command);
      assertEquals("", recorded.stdout() + recorded.stderr());
      assertEquals(0, recorded.exitCode());
      assertTrue(
          recorded.took().compareTo(RECORDED_LIMIT) < 0, () -> "recorded " + recorded.took());

      CallLines calls = new CallLines();
      workbench.replay(calls);
      assertTrue(calls.lines().size() >= CALLS, () -> calls.lines().size() + " calls");
      long names =
          calls.lines().stream()
              .map(line -> line.substring(0, line.indexOf('(')))
              .distinct()
              .count();
      assertTrue(names >= NAMES, () -> names + " different calls");
      List<String> unprintable =
          calls.lines().stream().filter(line -> !line.matches("[ -~]+")).toList();
      assertEquals(List.of(), unprintable);
    }
  }

  /** As nobody if this is root, as whom the program refuses to run. */
  private static List<String> command(Path program) throws IOException {
    var command = new ArrayList<String>();
    if ((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0) {
      Workbench.assumeInstalled("setpriv");
      command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"));
    }
    command.add(program.toString());
    return command;
  }
}
