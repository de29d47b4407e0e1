package syswall.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs {@code syswall record} in a directory, each time in a JVM of its own: a recorder's arguments
 * are its JVM's.
 */
final class RealRecorder {
  private final Path directory;

  RealRecorder(Path directory) {
    this.directory = directory;
  }

  /** Waits for what {@code record} with these arguments comes to; its standard input is empty. */
  Outcome record(String... arguments) throws IOException, InterruptedException {
    int exitCode = start(new File("/dev/null"), arguments).waitFor();
    return new Outcome(
        exitCode,
        Files.readString(directory.resolve("out")),
        Files.readString(directory.resolve("err")));
  }

  /** What {@code record} prints goes to the files {@code out} and {@code err}. */
  Process start(File input, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(FreshJvm.of("syswall.cli.Syswall"));
    command.add("record");
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectInput(input)
        .redirectOutput(directory.resolve("out").toFile())
        .redirectError(directory.resolve("err").toFile())
        .start();
  }
}
