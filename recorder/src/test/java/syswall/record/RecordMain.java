package syswall.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.CallSelection;
import syswall.event.EventHandler;
import syswall.journal.JournalException;
import syswall.policy.Policies;
import syswall.policy.PolicyException;
import syswall.policy.PolicyLoader;
import syswall.syscall.CallFilter;

/**
 * The main class of the JVM in which tests run the real recorder: {@code SESSION OUTCOME PROGRAM
 * [ARG...]}. The outcome is a file with what {@link Recorder#record} returned or threw and with the
 * JVM's peak memory; the exit code is as {@code syswall record} documents it.
 */
final class RecordMain {
  private RecordMain() {}

  private static final class Listener implements EventHandler.Ignoring {}

  /** The policies that {@code -Dpolicy=FILE,...} names. */
  private static CallSelection selection() {
    String calls = System.getProperty("calls");
    return calls == null ? CallSelection.ALL : CallFilter.selection(List.of(calls));
  }

  private static @Nullable Policies policies() throws PolicyException {
    String names = System.getProperty("policy");
    return names == null ? null : PolicyLoader.load(List.of(names.split(",", -1)));
  }

  public static void main(String[] args) throws IOException, PolicyException {
    Recorder.prepare();
    Inheritance inheritance = Inheritance.snapshot();
    var request =
        new RecordRequest(
            Path.of(args[0]),
            "test",
            inheritance.lastArguments(args.length - 2),
            inheritance,
            selection(),
            32,
            policies(),
            null,
            List.of(),
            new Listener());
    String outcome;
    int exitCode;
    try {
      Recording recording = Recorder.record(request);
      outcome = recording.toString();
      exitCode =
          switch (recording.reason()) {
            case COMPLETED ->
                recording.signal() == 0 ? recording.exitCode() : 128 + recording.signal();
            case DETACHED -> throw new IllegalStateException("nothing was attached to");
            case DISK_FULL, RECORDER_FAILED -> 125;
          };
    } catch (LaunchException e) {
      outcome = e.reason() + ": " + e.getMessage();
      exitCode =
          switch (e.reason()) {
            case NOT_FOUND -> 127;
            case NOT_EXECUTABLE -> 126;
            case RECORDER_FAILED -> 125;
          };
    } catch (JournalException e) {
      outcome = e.toString();
      exitCode = 125;
    }
    Files.write(Path.of(args[1]), List.of(outcome, peakMemory()));
    Runtime.getRuntime().halt(exitCode);
  }

  /** proc_pid_status(5): the peak resident set size, as {@code VmHWM: N kB}. */
  private static String peakMemory() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .findFirst()
        .orElse("");
  }
}
