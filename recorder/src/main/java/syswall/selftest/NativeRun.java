package syswall.selftest;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs that are not recorded; on a thread of its own, because the tracer waits for all
 * children of its thread.
 */
final class NativeRun implements AutoCloseable {
  private static final int SECONDS = 10;
  private static final int SIGNALLED = 128;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "native-run");
            made.setDaemon(true);
            return made;
          });

  /** Runs a program to its end; says how that was. */
  String run(Path program) throws IOException {
    return done(program, () -> runHere(program));
  }

  private static String runHere(Path program) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(program.toString())
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return "did not end";
    }
    int end = process.exitValue();
    return end > SIGNALLED ? "killed by signal " + (end - SIGNALLED) : "nothing happened";
  }

  /** Starts a program and waits until it has written a byte; the caller ends it. */
  Process start(Path program) throws IOException {
    return done(
        program,
        () -> {
          Process process = new ProcessBuilder(program.toString()).start();
          process.getInputStream().read(); // the end, if it did not get so far
          return process;
        });
  }

  private <T> T done(Path program, Callable<T> task) throws IOException {
    try {
      return thread.submit(task).get();
    } catch (ExecutionException e) {
      throw new IOException(
          program + ": cannot be run; TMPDIR may name a directory where programs can", e);
    } catch (InterruptedException e) {
      throw new IOException(program + ": interrupted", e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
