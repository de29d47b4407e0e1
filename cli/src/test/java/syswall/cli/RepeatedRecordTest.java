package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code record --repeat} makes of real programs. */
@Tag("process")
class RepeatedRecordTest {
  @TempDir private Path directory;

  @Test
  void runsMakeASeriesThatABaselineNames() throws Exception {
    Outcome record = record("--repeat=3", "-o", "good", "sh", "-c", "echo $$ >>pids");
    assertEquals(ExitCode.OK, record.exitCode());
    assertEquals(List.of("good-1.cq", "good-2.cq", "good-3.cq"), sessions());
    List<String> lines = record.err().lines().toList();
    assertEquals(4, lines.size(), record.err());
    for (int run = 1; run <= 3; run++) {
      assertTrue(lines.get(run - 1).endsWith(" in good-" + run + ".cq"), record.err());
    }
    assertEquals(
        "syswall: compare another with these: syswall diff --baseline good RUN.cq", lines.get(3));
    assertEquals(3, Files.readAllLines(directory.resolve("pids")).stream().distinct().count());
    Outcome diff = Outcome.of("diff", "--baseline=" + directory.resolve("good"), path("good-3.cq"));
    assertEquals(ExitCode.OK, diff.exitCode(), diff.err());
  }

  /** As when a build finds, or does not, what the one before has left. */
  @Test
  void whatVariesAmongTheRunsIsUnstableInEachOfThem() throws Exception {
    record("--repeat=3", "-q", "-o", "x", "sh", "-c", "mkdir cache && cat out >cache/copy; true");
    for (String run : List.of("x-1.cq", "x-3.cq")) {
      Outcome diff = Outcome.of("diff", "--all", "--baseline=" + path("x"), path(run));
      assertEquals(ExitCode.OK, diff.exitCode());
      assertTrue(diff.out().startsWith("same: "), diff.out());
      String here = run.equals("x-3.cq") ? " and here" : "";
      assertTrue(
          diff.out()
              .lines()
              .anyMatch(
                  l ->
                      l.matches(
                          " +make directory \\S+/cache +ok -> EEXIST .* in baseline 2, 3" + here)),
          diff.out());
    }
  }

  @Test
  void firstRunThatFailedCounts() throws Exception {
    Outcome record =
        record("--repeat=4", "-q", "-o=x.cq", "sh", "-c", "echo >>n; exit $(wc -l <n | tr 1 0)");
    assertEquals(2, record.exitCode());
    assertEquals("", record.err());
    assertEquals(List.of("x-1.cq", "x-2.cq", "x-3.cq", "x-4.cq"), sessions());
  }

  /** By SIGTERM: SIGINT is ignored where the tests run in the background of a shell. */
  @Test
  void runThatWasAskedToEndIsTheLast() throws Exception {
    Outcome record = record("--repeat=3", "-q", "-o", "x", "sh", "-c", "kill -TERM $$");
    assertEquals(ExitCode.killedBy(15), record.exitCode());
    assertEquals(List.of("x-1.cq"), sessions());
  }

  @Test
  @Timeout(60)
  void recorderToldToEndStartsNoFurtherRun() throws Exception {
    Path fifo = directory.resolve("fifo");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    String script = "trap 'exit 0' TERM; sleep 1000 & echo ready >fifo; wait";
    Process recorder =
        new RealRecorder(directory)
            .start(new File("/dev/null"), "--repeat=2", "-q", "-o", "x", "sh", "-c", script);
    try (InputStream ready = Files.newInputStream(fifo)) {
      assertEquals("ready\n", new String(ready.readAllBytes(), StandardCharsets.US_ASCII));
      recorder.destroy(); // SIGTERM
      assertEquals(ExitCode.RECORD_FAILED, recorder.waitFor());
    } finally {
      recorder.destroyForcibly();
    }
    assertEquals(
        "syswall: told to end, so nothing more is recorded\n",
        Files.readString(directory.resolve("err")));
    assertEquals(List.of("x-1.cq"), sessions());
  }

  @Test
  void runsShareTheStandardInput() throws Exception {
    Path input = Files.writeString(directory.resolve("input"), "one\ntwo\n");
    String script = "read line; echo \"$line\" >>said";
    Process recorder =
        new RealRecorder(directory)
            .start(input.toFile(), "--repeat=3", "-q", "-o", "x", "sh", "-c", script);
    recorder.waitFor();
    assertEquals("one\ntwo\n\n", Files.readString(directory.resolve("said")));
  }

  @Test
  void whatIsInTheWayStopsAllRuns() throws Exception {
    record("-q", "-o", "x-2.cq", "true");
    Outcome refused = record("--repeat=2", "-o", "x", "touch", "ran");
    assertEquals(ExitCode.RECORD_FAILED, refused.exitCode());
    assertEquals("syswall: x-2.cq exists; use --force to replace it\n", refused.err());
    assertFalse(Files.exists(directory.resolve("ran")));
    assertEquals(127, record("--repeat=2", "--force", "-o", "x", "nosuchprogram").exitCode());
    assertEquals(List.of("x-2.cq"), sessions());
  }

  @Test
  void forceLeavesNoRunOfAnOlderSeries() throws Exception {
    record("--repeat=3", "-q", "-o", "x", "true");
    Files.writeString(directory.resolve("x-4.cq"), "mine");
    Outcome refused = record("--repeat=2", "--force", "-q", "-o", "x", "true");
    assertEquals(
        "syswall: x-4.cq is not a session, so --force does not delete it\n", refused.err());
    assertEquals(List.of("x-1.cq", "x-2.cq", "x-3.cq", "x-4.cq"), sessions());
    Files.delete(directory.resolve("x-4.cq"));
    assertEquals(ExitCode.OK, record("--repeat=2", "--force", "-q", "-o", "x", "true").exitCode());
    assertEquals(List.of("x-1.cq", "x-2.cq"), sessions());
  }

  private Outcome record(String... arguments) throws IOException, InterruptedException {
    return new RealRecorder(directory).record(arguments);
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private List<String> sessions() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".cq"))
          .sorted()
          .toList();
    }
  }
}
