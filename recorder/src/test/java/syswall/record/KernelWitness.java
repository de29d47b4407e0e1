package syswall.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel itself saw a command and all of its children do, by its tracepoints {@code
 * raw_syscalls:sys_enter} and {@code sys_exit}: each thread's calls in order, as {@link CallLog}
 * writes them.
 */
final class KernelWitness {
  private static final Path TRACEFS = Path.of("/sys/kernel/tracing");

  /**
   * The recorder's own ptrace(2) and process_vm_readv(2) calls, which would fill the buffers; no
   * tracee makes them.
   */
  private static final String NOT_THE_TRACERS = "id != 101 && id != 310";

  private final Path data;

  KernelWitness(Path data) {
    this.data = data;
  }

  /** Skips the test where the kernel cannot be asked. */
  static void assumeAvailable() throws IOException, InterruptedException {
    assumeTrue(Account.isRoot(), "only root may ask the kernel's tracepoints");
    Testbed.assumeInstalled("perf");
    if (!Files.exists(TRACEFS.resolve("events"))) {
      Process mount =
          new ProcessBuilder("mount", "-t", "tracefs", "tracefs", TRACEFS.toString())
              .redirectErrorStream(true)
              .start();
      String messages = new String(mount.getInputStream().readAllBytes(), Testbed.BYTES);
      assumeTrue(mount.waitFor() == 0, "tracefs is not there: " + messages);
    }
  }

  /** What goes before the command to watch. */
  List<String> starter() {
    return List.of(
        "perf",
        "record",
        "-q",
        "-m",
        "32M",
        "-k",
        "CLOCK_MONOTONIC", // the default may differ between CPUs, and threads change them
        "-e",
        "raw_syscalls:sys_enter",
        "--filter",
        NOT_THE_TRACERS,
        "-e",
        "raw_syscalls:sys_exit",
        "--filter",
        NOT_THE_TRACERS,
        "-o",
        data.toString(),
        "--");
  }

  /** Each thread's calls; fails if the kernel had to drop any. */
  Map<Integer, List<String>> calls() throws IOException, InterruptedException {
    Process script =
        new ProcessBuilder(
                "perf",
                "script",
                "-i",
                data.toString(),
                "--show-lost-events",
                "-F",
                "tid,time,event,trace")
            .redirectError(Redirect.DISCARD)
            .start();
    var calls = new HashMap<Integer, List<String>>();
    try (BufferedReader lines = script.inputReader(StandardCharsets.ISO_8859_1)) {
      for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.contains("PERF_RECORD_LOST")) {
          throw new AssertionError("perf has lost events: " + line);
        }
        String event = line.strip();
        int tid = Integer.parseInt(event.substring(0, event.indexOf(' ')));
        calls
            .computeIfAbsent(tid, unused -> new ArrayList<>())
            .add(event.substring(event.indexOf("NR ")));
      }
    }
    assertEquals(0, script.waitFor());
    return calls;
  }
}
