package syswall.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Threads that make many calls are kept on the tracer's CPU, and none of them can tell. */
@Tag("process")
class PlacementTest {
  @BeforeEach
  void needsTwoCpus() {
    assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "there is one CPU for these tests");
  }

  /** All calls are recorded, or some: of the others those about masks are seen as well. */
  static Stream<Arguments> accountsAndChoices() {
    return Account.available().stream()
        .flatMap(
            account ->
                Stream.of(List.<String>of(), List.of("-Dcalls=%file,getppid"))
                    .map(choice -> Arguments.of(account, choice)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("accountsAndChoices")
  void programsSeeTheirOwnMasks(Account account, List<String> choice) throws Exception {
    try (var testbed = new Testbed(account)) {
      List<String> program = List.of(testbed.install(Tracees.hosted("affinity")).toString());
      Outcome natively = testbed.runNatively(program);
      assertEquals(0, natively.exitCode());
      assertEquals(natively, testbed.record(List.of(), choice, program));
      testbed.replay();
    }
  }

  @Test
  void threadsThatComputeRunAtTheSameTime() throws Exception {
    try (var testbed = new Testbed(Account.available().get(0))) {
      Path program = testbed.install(Tracees.hosted("spinners"));
      assertEquals(new Outcome(0, "", ""), testbed.record(List.of(program.toString())));
    }
  }

  /** What makes many calls: a shell itself; programs that live for some milliseconds. */
  static Stream<Arguments> accountsAndBusyCommands() {
    String shortLived = "sh -c 'true; /bin/true; :'";
    return Account.available().stream()
        .flatMap(
            account ->
                Stream.of(
                    Arguments.of(account, List.of(), "umask 22"),
                    Arguments.of(account, List.of(), shortLived),
                    Arguments.of(account, List.of("-Dcalls=%file,umask"), "umask 22")));
  }

  @ParameterizedTest(name = "{0}, {1} {2}")
  @MethodSource("accountsAndBusyCommands")
  @Timeout(60)
  void callsAreMadeOnTheTracersCpuAndNoLongerThanTheyAreMany(
      Account account, List<String> options, String command) throws Exception {
    try (var testbed = new Testbed(account)) {
      Path busy = Files.createFile(testbed.directory().resolve("busy"));
      Path pid = testbed.recordedDirectory().resolve("pid");
      String loop = "while [ -e ../busy ]; do " + command + "; done";
      String script = "mkfifo go; echo $$ >pid; read go <go; " + loop + "; exec sleep 99";
      var program = List.of("/bin/sh", "-c", script);
      Process recorder =
          testbed
              .builder(
                  testbed.recordedDirectory(), testbed.recordCommand(List.of(), options, program))
              .start();
      try {
        awaitTrue(() -> Files.exists(pid) && Files.size(pid) > 0);
        Path tracee = Path.of("/proc", Files.readString(pid).strip(), "status");
        String own = cpus(Path.of("/proc/self/status"));
        awaitTrue(() -> cpus(tracee).equals(own)); // it waits, whatever it was while it began
        Files.writeString(testbed.recordedDirectory().resolve("go"), "\n");
        awaitTrue(() -> cpus(tracee).matches("\\d+"));
        Path tracer = Path.of("/proc", field(tracee, "TracerPid"), "status");
        awaitTrue(() -> cpus(tracer).equals(cpus(tracee)));
        Files.delete(busy);
        awaitTrue(() -> cpus(tracee).equals(own) && cpus(tracer).equals(own));
      } finally {
        recorder.destroyForcibly().waitFor();
      }
    }
  }

  private static String cpus(Path status) throws IOException {
    return field(status, "Cpus_allowed_list");
  }

  private static String field(Path status, String name) throws IOException {
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith(name + ":")) {
        return line.substring(name.length() + 1).strip();
      }
    }
    throw new IOException(status + " has no " + name);
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void awaitTrue(Condition condition) throws IOException, InterruptedException {
    while (!condition.holds()) {
      Thread.sleep(1); // who spins takes a CPU away
    }
  }
}
