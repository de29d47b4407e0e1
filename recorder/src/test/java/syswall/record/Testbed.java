package syswall.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import syswall.event.Event;
import syswall.event.EventHandler;
import syswall.journal.Integrity;
import syswall.journal.JournalTailer;

/**
 * A place to run programs as one account, natively and under the recorder: a temporary directory
 * with a working directory for each kind of run, an environment of a few fixed variables, and no
 * input.
 */
final class Testbed implements AutoCloseable {
  /** Programs print bytes; a character stands for one. */
  static final Charset BYTES = StandardCharsets.ISO_8859_1;

  private static final long LIMIT_SECONDS = 60;

  private final Account account;
  private final Path directory;

  Testbed(Account account) throws IOException {
    this.account = account;
    directory = Files.createTempDirectory("syswall-testbed");
    account.own(directory);
    for (String name : List.of("native", "recorded")) {
      account.own(Files.createDirectory(directory.resolve(name)));
    }
  }

  /** A copy of a program where this account can execute it. */
  Path install(Path program) throws IOException {
    return Files.copy(program, directory.resolve(program.getFileName().toString()));
  }

  /** Skips the test unless programs are installed. */
  static void assumeInstalled(String... programs) {
    for (String program : programs) {
      boolean found =
          List.of("/usr/local/bin", "/usr/bin", "/bin").stream()
              .anyMatch(bin -> Files.isExecutable(Path.of(bin, program)));
      assumeTrue(found, program + " is not installed");
    }
  }

  /** Directory of everything that this testbed makes. */
  Path directory() {
    return directory;
  }

  /** Where the recorded program runs. */
  Path recordedDirectory() {
    return directory.resolve("recorded");
  }

  /** Where the native program runs. */
  Path nativeDirectory() {
    return directory.resolve("native");
  }

  /** The session of the last recording. */
  Path session() {
    return directory.resolve("session.cq");
  }

  /** Runs a program without the recorder. */
  Outcome runNatively(List<String> program) throws IOException, InterruptedException {
    return run("native", program);
  }

  /** Runs a program under the recorder. */
  Outcome record(List<String> program) throws IOException, InterruptedException {
    return record(List.of(), List.of(), program);
  }

  /** Runs a program under the recorder, itself started by another command, with JVM options. */
  Outcome record(List<String> starter, List<String> options, List<String> program)
      throws IOException, InterruptedException {
    return run("recorded", recordCommand(starter, options, program));
  }

  /** The command that records a program. */
  List<String> recordCommand(List<String> starter, List<String> options, List<String> program) {
    if (Files.exists(session())) {
      Directories.delete(session());
    }
    var command = new ArrayList<>(starter);
    command.addAll(RecorderJvm.command(options, session(), report(), program));
    return command;
  }

  /** What the recorder said about the last recording: what it returned, then its peak memory. */
  List<String> recorderReport() {
    try {
      return Files.readAllLines(report());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path report() {
    return directory.resolve("report");
  }

  private Outcome run(String kind, List<String> command) throws IOException, InterruptedException {
    Path stdout = directory.resolve(kind + ".stdout");
    Path stderr = directory.resolve(kind + ".stderr");
    Files.deleteIfExists(stdout);
    Files.deleteIfExists(stderr);
    Process process =
        builder(directory.resolve(kind), command)
            .redirectOutput(Redirect.appendTo(stdout.toFile()))
            .redirectError(Redirect.appendTo(stderr.toFile()))
            .start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError(
          command + " did not end; it wrote " + read(stdout) + "\n" + read(stderr));
    }
    return new Outcome(process.exitValue(), read(stdout), read(stderr));
  }

  /** A process of this account, in a working directory, with a fixed environment and no input. */
  ProcessBuilder builder(Path workingDirectory, List<String> command) {
    var whole = new ArrayList<>(account.prefix());
    whole.addAll(command);
    var builder = new ProcessBuilder(whole).directory(workingDirectory.toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH", "/usr/local/bin:/usr/bin:/bin",
                "HOME", directory.toString(),
                "LC_ALL", "C",
                "TERM", "xterm"));
    return builder.redirectInput(new File("/dev/null"));
  }

  static String read(Path file) throws IOException {
    return Files.readString(file, BYTES);
  }

  /**
   * Hands all events of the last session to handlers; the session must be complete and in order.
   */
  void replay(EventHandler... handlers) throws IOException {
    var grammar = new JournalGrammar();
    var all = new ArrayList<EventHandler>(List.of(grammar));
    all.addAll(List.of(handlers));
    assertEquals(Integrity.COMPLETE, replaySoFar(all.toArray(EventHandler[]::new)), this::damage);
    grammar.assertEnded();
  }

  /** Hands the events of a session that need not have ended to handlers. */
  Integrity replaySoFar(EventHandler... handlers) throws IOException {
    try (JournalTailer tailer = JournalTailer.open(session())) {
      long sequence = 0;
      long timeNs = 0;
      for (@Nullable Event event = tailer.next(); event != null; event = tailer.next()) {
        assertEquals(sequence++, event.sequence());
        assertTrue(timeNs <= event.timeNs(), () -> "time runs backwards");
        timeNs = event.timeNs();
        for (EventHandler handler : handlers) {
          event.accept(handler);
        }
      }
      return tailer.integrity();
    }
  }

  private String damage() {
    try (JournalTailer tailer = JournalTailer.open(session())) {
      while (tailer.next() != null) {}
      return tailer.damage();
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    Directories.delete(directory);
  }
}
