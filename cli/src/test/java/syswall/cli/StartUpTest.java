package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a fresh JVM does for a command line, beside what it prints. */
class StartUpTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "0, --help",
    "0, --version",
    "0, record --help",
    "0, completion bash",
    "2, nosuch",
    "2, report",
    "2, show",
    "2, show -e opnat a.cq",
    "125, record",
    "125, record --nosuch true",
  })
  void helpAndMistakesTouchNeitherChronicleNorJna(int exitCode, String args) throws Exception {
    Path log = directory.resolve("classes");
    List<String> command = java("-Xlog:class+load:file=" + log);
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

  @Test
  void aReaderThatGoesAwayIsNoError() throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\" | true", "sh"));
    command.addAll(java());
    command.addAll(List.of("completion", "bash"));
    Process pipeline = start(command);
    assertEquals(0, pipeline.waitFor());
    assertEquals("", Files.readString(directory.resolve("err")));
  }

  private static List<String> java(String... flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("syswall.cli.Syswall");
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
