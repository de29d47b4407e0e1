package syswall.journal;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts main classes of the tests in a JVM of their own, with the options of this one. */
final class ChildJvm {
  private ChildJvm() {}

  /** What a program printed, on either stream, and its exit status. */
  record Outcome(int exitStatus, String output) {}

  /** The command line that runs a main class. */
  static List<String> command(List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    // the memory map that tools share would be a file in the temporary directory
    command.addAll(List.of("-XX:-UsePerfData", "-cp", System.getProperty("java.class.path")));
    command.addAll(options);
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  static Outcome run(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("the child closed its output and went on");
    }
    return new Outcome(process.exitValue(), output);
  }

  /** Whether a program is there and works. */
  static boolean works(String... command) throws InterruptedException {
    try {
      return run(new ProcessBuilder(command)).exitStatus() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
