package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a fresh JVM does for a command line, beside what it prints. */
class StartUpTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "0, --help",
    "0, --version",
    "0, record --help",
    "0, policy explain --help",
    "0, completion bash",
    "2, nosuch",
    "2, report",
    "2, show",
    "2, diff a.cq",
    "2, policy check none.json",
    "2, show -e opnat a.cq",
    "2, state --at-first opnat a.cq",
    "125, record",
  })
  void helpAndMistakesTouchNeitherChronicleNorJna(int exitCode, String args) throws Exception {
    Path log = directory.resolve("classes");
    List<String> command = FreshJvm.of(Syswall.class.getName(), "-Xlog:class+load:file=" + log);
    command.addAll(List.of(args.split(" ")));
    Process syswall = start(command);
    assertEquals(exitCode, syswall.waitFor());
    String loaded = Files.readString(log);
    assertTrue(loaded.contains("syswall.cli.Syswall "), loaded);
    List<String> heavy =
        loaded
            .lines()
            .filter(line -> line.contains("net.openhft.") || line.contains("com.sun.jna."))
            .toList();
    assertEquals(List.of(), heavy);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "completion bash",
        "report hello.cq",
        "show hello.cq",
        "diff hello.cq hello.cq",
        "export --table events -o - hello.cq",
        "export --format xlsx -o - hello.cq"
      })
  void aReaderThatGoesAwayIsNoError(String args) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "{ \"$@\"; echo $? >code; } | true", "sh"));
    command.addAll(syswall(args));
    Process pipeline = start(command);
    assertEquals(0, pipeline.waitFor());
    assertEquals("", Files.readString(directory.resolve("err")));
    assertEquals("0\n", Files.readString(directory.resolve("code")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "completion bash",
        "report hello.cq",
        "report --json hello.cq",
        "show hello.cq",
        "show --json hello.cq",
        "diff hello.cq hello.cq",
        "diff --json hello.cq hello.cq",
        "export --table events -o - hello.cq",
        "export --format xlsx -o - hello.cq"
      })
  void anOutputThatIsFullIsAnError(String args) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "LC_ALL=C \"$@\" >/dev/full", "sh"));
    command.addAll(syswall(args));
    assertEquals(ExitCode.TROUBLE, start(command).waitFor());
    assertEquals(
        "syswall: standard output: No space left on device\n",
        Files.readString(directory.resolve("err")));
  }

  private List<String> syswall(String args) throws IOException {
    SmallSession.create(directory, true);
    List<String> command = FreshJvm.of(Syswall.class.getName());
    command.addAll(List.of(args.split(" ")));
    return command;
  }

  private Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectOutput(directory.resolve("out").toFile())
        .redirectError(directory.resolve("err").toFile())
        .start();
  }
}
