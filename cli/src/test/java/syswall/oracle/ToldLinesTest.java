package syswall.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs that tell, of each of their calls, the line they expect: the recorder and the decoder
 * together must write the same line, and strace itself proves that the expectation is right.
 */
@Tag("process")
class ToldLinesTest {
  private static final String BEGIN = "chdir(\"/told-begin\")";
  private static final String END = "chdir(\"/told-end\")";

  static Stream<String> programs() {
    return Stream.of(
        "told_events",
        "told_io",
        "told_ipc",
        "told_memory",
        "told_paths",
        "told_processes",
        "told_signals",
        "told_sockets");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void journalSaysWhatTheProgramTells(String name) throws Exception {
    Path program = CPrograms.compiled(name).toAbsolutePath();
    try (var workbench = new Workbench()) {
      List<String> told = told(workbench.record(List.of(program.toString())));
      CallLines calls = new CallLines();
      workbench.replay(calls);
      List<String> written = new ArrayList<>(narrated(calls.lines().stream()));
      for (int i = 0; i < Math.min(told.size(), written.size()); i++) {
        if (isWrittenOtherwise(told.get(i))) {
          written.set(i, told.get(i));
        }
      }
      assertSame(told, written);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void linesToldAreStracesOwn(String name) throws Exception {
    Path program = CPrograms.compiled(name).toAbsolutePath();
    try (var workbench = new Workbench()) {
      List<String> told = told(workbench.strace(List.of(program.toString())));
      assertSame(told, narrated(firstProcess(workbench.log())));
    }
  }

  @Test
  void linesToldAreOfManySyscalls() throws Exception {
    Set<String> syscalls = new TreeSet<>();
    for (String name : (Iterable<String>) programs()::iterator) {
      Path program = CPrograms.compiled(name).toAbsolutePath();
      try (var workbench = new Workbench()) {
        for (String line : told(workbench.run(List.of(program.toString())))) {
          syscalls.add(line.substring(0, line.indexOf('(')));
        }
      }
    }
    assertTrue(syscalls.size() >= 220, () -> syscalls.size() + " of them: " + syscalls);
  }

  /** How lines begin that syswall writes otherwise than strace, and why. */
  private static final Map<String, String> WRITTEN_OTHERWISE =
      Map.ofEntries(
          Map.entry("readv(99, ", "what a failed call was to fill is not captured"),
          Map.entry("recvmsg(4, {msg_namelen=0}", "likewise"),
          Map.entry("msgsnd(", "messages of System V are addresses"),
          Map.entry("msgrcv(", "likewise"),
          Map.entry("mincore(", "the pages are an address"),
          Map.entry("access(\"xxxx", "a path is kept up to PATH_MAX"),
          Map.entry("socket(0x63", "unknown types have no comment"));

  private static boolean isWrittenOtherwise(String line) {
    return WRITTEN_OTHERWISE.keySet().stream().anyMatch(line::startsWith);
  }

  private static List<String> told(Ended program) {
    assertEquals("", program.stderr());
    assertEquals(0, program.exitCode());
    return program.stdout().lines().toList();
  }

  /** strace has a log for each process; the first one's has the marks in it. */
  private static Stream<String> firstProcess(Path log) throws IOException {
    try (Stream<Path> logs = Files.list(log.getParent())) {
      return logs
          .filter(path -> path.getFileName().toString().startsWith("log."))
          .map(ToldLinesTest::linesOf)
          .filter(lines -> lines.stream().anyMatch(line -> line.startsWith(BEGIN)))
          .findFirst()
          .orElseThrow()
          .stream()
          .filter(line -> !line.startsWith("--- "));
    }
  }

  private static List<String> linesOf(Path file) {
    try {
      return Files.readAllLines(file, Workbench.BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> narrated(Stream<String> calls) {
    return calls
        .dropWhile(line -> !line.startsWith(BEGIN))
        .skip(1)
        .takeWhile(line -> !line.startsWith(END))
        .toList();
  }

  private static void assertSame(List<String> told, List<String> written) {
    assertTrue(told.size() > 10, () -> "told: " + told);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < Math.max(told.size(), written.size()); i++) {
      String one = i < told.size() ? told.get(i) : "(nothing)";
      String other = i < written.size() ? written.get(i) : "(nothing)";
      if (!one.equals(other)) {
        differences.add("told:    " + one + "\nwritten: " + other);
      }
    }
    assertTrue(
        differences.isEmpty(),
        () ->
            differences.size()
                + " of "
                + told.size()
                + " lines differ\n"
                + String.join("\n", differences));
  }
}
