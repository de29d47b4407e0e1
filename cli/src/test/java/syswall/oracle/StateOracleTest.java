package syswall.oracle;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * While programs run, the state that is folded from the journal and {@code /proc} say the same:
 * descriptors and what they refer to, close-on-exec, offsets, working directories. What does not
 * agree is left in {@code target/state-oracle}.
 */
@Tag("process")
class StateOracleTest {
  /** Most samples that may be set aside: one for so many that count. */
  private static final int SET_ASIDE = 3;

  private static final Path REPORTS = Path.of("target", "state-oracle");
  private static final int NOBODY = 65534;
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--");

  private static int samples;

  @AfterAll
  static void sayTheCount() {
    System.out.println("state and kernel: " + samples + " samples in all");
  }

  @ParameterizedTest
  @EnumSource
  void stateAgreesWithTheKernel(StateProgram program) throws Exception {
    compare(program, List.of());
  }

  @ParameterizedTest
  @EnumSource(names = {"DESCRIPTORS", "FILES", "PASSING", "SHARING", "PIPELINE"})
  void stateOfAnOrdinaryUsersProgramAgreesWithTheKernel(StateProgram program) throws Exception {
    assumeTrue(isRoot(), "the other test has run it as an ordinary user");
    Workbench.assumeInstalled("setpriv");
    compare(program, AS_NOBODY);
  }

  private static boolean isRoot() throws IOException {
    return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
  }

  private static void compare(StateProgram program, List<String> starter) throws Exception {
    try (var workbench = new Workbench()) {
      List<String> command = new ArrayList<>(starter);
      command.addAll(program.command(workbench));
      Ended ended = workbench.witness(program.stride(), command);
      assertEquals(0, ended.exitCode(), ended::stderr);
      List<String> report = Files.readAllLines(workbench.report(), Workbench.BYTES);
      int exitCode = Integer.parseInt(report.get(0));
      int counted = Integer.parseInt(report.get(1));
      int mismatched = Integer.parseInt(report.get(2));
      int setAside = Integer.parseInt(report.get(3));
      List<String> mismatches = report.subList(4, report.size());
      samples += counted;
      System.out.printf(
          "%s%s: %d samples, %d of them do not agree, %d set aside%n",
          program, starter.isEmpty() ? "" : " as nobody", counted, mismatched, setAside);
      Files.createDirectories(REPORTS);
      Files.write(REPORTS.resolve(program + (starter.isEmpty() ? "" : ".nobody")), mismatches);
      assertAll(
          () -> assertEquals(0, exitCode, ended::stderr),
          () -> assertEquals("", String.join("\n", mismatches)),
          () -> assertTrue(counted >= program.minimum(), () -> counted + " samples"),
          () -> assertTrue(setAside * SET_ASIDE <= counted, () -> setAside + " set aside"));
    }
  }
}
