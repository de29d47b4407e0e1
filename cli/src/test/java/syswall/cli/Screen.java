package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code syswall record} as the foreground job of a terminal, on which a script plays the person.
 */
final class Screen {
  private static final Path SOURCE = Path.of("../recorder/src/test/c/terminal.c");

  private static final List<String> NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PATH", "/usr/local/bin:/usr/bin:/bin",
          "HOME", "/",
          "SHELL", "/bin/bash",
          "LC_ALL", "C",
          "TERM", "xterm");

  private final Path directory;
  private final Path driver;
  private final boolean asNobody;

  /**
   * Runs programs in a directory; the test is skipped where no C compiler is.
   *
   * @param asNobody whether an ordinary user is at the terminal, though root runs the tests
   */
  Screen(Path directory, boolean asNobody) throws IOException, InterruptedException {
    this.asNobody = asNobody;
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "gcc is not installed");
    this.directory = directory;
    driver = directory.resolve("terminal");
    Process gcc =
        new ProcessBuilder("gcc", "-O1", SOURCE.toString(), "-o", driver.toString())
            .redirectErrorStream(true)
            .start();
    String messages = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, gcc.waitFor(), messages);
  }

  /** Whether root runs the tests. */
  static boolean isRoot() throws IOException {
    return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
  }

  /**
   * Records while a script is played.
   *
   * @param script as terminal.c has it: lines of {@code expect TEXT} and {@code send TEXT}
   * @param arguments of {@code syswall record}
   * @return the exit code, and all that appeared
   */
  Outcome record(String script, List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(FreshJvm.readableByAll("syswall.cli.Syswall"));
    command.add("record");
    command.addAll(arguments);
    return play(script, command);
  }

  /** The command that records a program under {@code policy.json}. */
  List<String> command(List<String> program) {
    List<String> command = new ArrayList<>(List.of("exec"));
    command.addAll(FreshJvm.readableByAll("syswall.cli.Syswall"));
    command.addAll(List.of("record", "-q", "--force", "-o", "run.cq", "--policy", "policy.json"));
    command.addAll(program);
    return command;
  }

  /** A shell with job control, whose prompt ends in two percent signs. */
  Outcome shell(String script) throws IOException, InterruptedException {
    return play(
        script,
        List.of("/usr/bin/env", "PS1=%% ", "bash", "--norc", "--noprofile", "--noediting", "-i"));
  }

  private Outcome play(String script, List<String> program)
      throws IOException, InterruptedException {
    Path keys = Files.writeString(directory.resolve("keys"), script);
    List<String> command = new ArrayList<>(asNobody ? NOBODY : List.of());
    command.addAll(List.of(driver.toString(), keys.toString()));
    command.addAll(program);
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    Map<String, String> environment = builder.environment();
    // Whoever runs the tests may have a python3 that is a script, which asks for things of its own.
    environment.clear();
    environment.putAll(ENVIRONMENT);
    Process terminal = builder.redirectErrorStream(true).start();
    terminal.getOutputStream().close();
    String screen =
        new String(terminal.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    return new Outcome(terminal.waitFor(), screen, "");
  }
}
