package syswall.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import syswall.cli.FreshJvm;
import syswall.journal.Integrity;
import syswall.journal.JournalTailer;
import syswall.replay.Projection;
import syswall.replay.Replay;

/**
 * Where a test runs a program by itself, under strace or under {@code syswall record}: a temporary
 * directory, with a new and empty one in it for each run to work in.
 */
final class Workbench implements AutoCloseable {
  /** Programs print bytes; a character stands for one. */
  static final Charset BYTES = StandardCharsets.ISO_8859_1;

  private static final long LIMIT_SECONDS = 120;

  private final Path directory;
  private int runs;

  Workbench() throws IOException {
    directory = Files.createTempDirectory("syswall-workbench");
    allowAll(directory);
  }

  /** A copy of a program where every account can execute it. */
  Path install(Path program) throws IOException {
    Path copy = directory.resolve(program.getFileName().toString());
    Files.copy(program, copy);
    allowAll(copy);
    return copy;
  }

  private static void allowAll(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Skips the test unless a program is installed. */
  static void assumeInstalled(String program) {
    boolean found =
        Stream.of("/usr/local/bin", "/usr/bin", "/bin")
            .anyMatch(bin -> Files.isExecutable(Path.of(bin, program)));
    assumeTrue(found, program + " is not installed");
  }

  /** Where strace logs, to a file for each thread whose name this begins. */
  Path log() {
    return directory.resolve("log");
  }

  /** The session of the last recording. */
  private Path session() {
    return directory.resolve("session.cq");
  }

  /** Runs a program under strace, in its usual notation but without columns. */
  Ended strace(List<String> program) throws IOException, InterruptedException {
    assumeInstalled("strace");
    var command =
        new ArrayList<>(List.of("strace", "-ff", "-s", "32", "-a", "0", "-o", log().toString()));
    command.addAll(program);
    return run(command);
  }

  /** Runs a program under the recorder. */
  Ended record(List<String> program) throws IOException, InterruptedException {
    return record(List.of(), program);
  }

  /** Runs a program under the recorder with further options. */
  Ended record(List<String> options, List<String> program)
      throws IOException, InterruptedException {
    List<String> command = java("syswall.cli.Syswall");
    command.addAll(List.of("record", "-q", "-o", session().toString()));
    command.addAll(options);
    command.add("--");
    command.addAll(program);
    return run(command);
  }

  /** Runs a program under the recorder and compares its state with the kernel meanwhile. */
  Ended witness(int stride, List<String> program) throws IOException, InterruptedException {
    List<String> command = java(StateWitness.class.getName());
    command.addAll(List.of(session().toString(), report().toString(), Integer.toString(stride)));
    command.addAll(program);
    return run(command);
  }

  /** What {@link StateWitness} wrote. */
  Path report() {
    return directory.resolve("report");
  }

  private static List<String> java(String mainClass) {
    return FreshJvm.of(
        mainClass, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-MaxFDLimit", "-Xmx256m");
  }

  /** Runs a command without input. */
  Ended run(List<String> command) throws IOException, InterruptedException {
    Path place = Files.createDirectory(directory.resolve("run" + runs++));
    Path stdout = directory.resolve("stdout");
    Path stderr = directory.resolve("stderr");
    long started = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .directory(place.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(stdout.toFile())
            .redirectError(stderr.toFile())
            .start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError(
          command + " did not end; it wrote " + Files.readString(stderr, BYTES));
    }
    return new Ended(
        process.exitValue(),
        Files.readString(stdout, BYTES),
        Files.readString(stderr, BYTES),
        Duration.ofNanos(System.nanoTime() - started));
  }

  /** Replays the last session, which must be complete. */
  void replay(Projection projection) throws IOException {
    try (JournalTailer tailer = JournalTailer.open(session())) {
      Replay.run(tailer::next, projection);
      assertEquals(Integrity.COMPLETE, tailer.integrity());
    }
  }

  @Override
  public void close() {
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : (Iterable<Path>) tree.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
