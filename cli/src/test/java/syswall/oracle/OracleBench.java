package syswall.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs one program under one tracer, then under the other: in the same directory, made anew, with
 * the same environment, without input. Where that is allowed, the kernel also places mappings
 * alike.
 */
final class OracleBench implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private final Path directory = Files.createTempDirectory("syswall-oracle");
  private final OracleProgram program;
  private final String server;

  /**
   * A bench for a program.
   *
   * @param server the URL of a server that the program may ask: $SERVER
   */
  OracleBench(OracleProgram program, String server) throws IOException {
    this.program = program;
    this.server = server;
  }

  /** What a tracer left. */
  record Trace(Path output, long tracer, int exitCode) {}

  Trace strace(String name) throws IOException, InterruptedException {
    Path log = directory.resolve(name);
    return trace(log, List.of("strace", "-f", "-o", log.toString(), "-s", "32", "--"));
  }

  Trace syswall() throws IOException, InterruptedException {
    Path session = directory.resolve("session.cq");
    var command = new ArrayList<String>();
    command.add(JAVA.toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--") || argument.contains("IgnoreUnrecognized"))
        .forEach(command::add);
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-MaxFDLimit", "-Xmx256m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "syswall.cli.Syswall"));
    command.addAll(List.of("record", "-q", "-o", session.toString(), "--"));
    return trace(session, command);
  }

  private Trace trace(Path output, List<String> tracer) throws IOException, InterruptedException {
    Path work = directory.resolve("work");
    delete(work);
    Files.createDirectory(work);
    assertEquals(0, run(List.of("bash", "-c", program.preparation()), work).exitValue());
    var command = new ArrayList<String>();
    if (addressesCanBeFixed(work)) {
      command.addAll(List.of("setarch", "-R"));
    }
    command.addAll(tracer);
    command.addAll(program.command());
    Process process = run(command, work);
    return new Trace(output, process.pid(), process.exitValue());
  }

  /** Containers may forbid personality(2). */
  private boolean addressesCanBeFixed(Path work) throws IOException, InterruptedException {
    return OracleProgram.installed("setarch")
        && run(List.of("setarch", "-R", "true"), work).exitValue() == 0;
  }

  private Process run(List<String> command, Path work) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH",
                "/usr/local/bin:/usr/bin:/bin",
                "HOME",
                work.toString(),
                "TMPDIR",
                work.toString(),
                "SERVER",
                server,
                "LC_ALL",
                "C",
                "TERM",
                "xterm"));
    Process process =
        builder
            .redirectInput(new File("/dev/null"))
            .redirectOutput(Redirect.to(directory.resolve("stdout").toFile()))
            .redirectError(Redirect.appendTo(directory.resolve("stderr").toFile()))
            .start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError(command + " did not end");
    }
    return process;
  }

  /** What the program and the tracers wrote to standard error. */
  String errors() throws IOException {
    return Files.readString(directory.resolve("stderr"), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    delete(directory);
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> paths = Files.walk(tree)) {
        for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
          Files.delete(path);
        }
      }
    }
  }
}
