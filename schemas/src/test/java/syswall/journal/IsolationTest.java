package syswall.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Chronicle would do behind our back, in a JVM started where that would show. */
class IsolationTest {
  @TempDir private Path directory = Path.of("");
  private Path home = Path.of("");
  private Path temporary = Path.of("");
  private Path working = Path.of("");

  @BeforeEach
  void prepareHostileDirectory() throws IOException {
    home = Files.createDirectory(directory.resolve("home"));
    temporary = Files.createDirectory(directory.resolve("temporary"));
    working = Files.createDirectory(directory.resolve("working"));
    for (Path place : List.of(working, directory)) {
      Files.writeString(place.resolve("system.properties"), "planted=true\n");
    }
  }

  @Test
  void nothingIsPrintedOrReadFromTheWorkingDirectory() throws Exception {
    assertEquals(new ChildJvm.Outcome(0, ""), run(List.of()));
  }

  @Test
  void nothingIsWrittenOutsideTheSession() throws Exception {
    run(List.of());
    assertEquals(List.of(), list(home));
    assertEquals(List.of(), list(temporary));
    assertEquals(List.of(working.resolve("system.properties")), list(working));
  }

  @Test
  void nothingIsSentAndNoProgramStarted() throws Exception {
    Assumptions.assumeTrue(ChildJvm.works("strace", "-f", "true"), "strace does not work here");
    Path trace = directory.resolve("trace");
    List<String> strace =
        List.of(
            "strace",
            "-fqq",
            "-esignal=none",
            "-etrace=connect,bind,sendto,sendmsg,sendmmsg,execve,fork,vfork",
            "-o");
    List<String> command = new ArrayList<>(strace);
    command.add(trace.toString());
    assertEquals(new ChildJvm.Outcome(0, ""), run(command));
    List<String> calls =
        Files.readAllLines(trace).stream().filter(line -> !line.contains("/nscd/")).toList();
    // The C library asks its cache daemon who the user is; the one call is the JVM's own execve.
    assertEquals(1, calls.size(), () -> String.join("\n", calls));
  }

  private ChildJvm.Outcome run(List<String> wrapper) throws Exception {
    List<String> command = new ArrayList<>(wrapper);
    List<String> options = List.of("-Duser.home=" + home, "-Djava.io.tmpdir=" + temporary);
    command.addAll(ChildJvm.command(options, Session.class, directory.resolve("a.cq").toString()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(working.toFile());
    builder.environment().put("HOME", home.toString());
    return ChildJvm.run(builder);
  }

  private static List<Path> list(Path place) throws IOException {
    try (var files = Files.walk(place)) {
      return files.filter(file -> !file.equals(place)).toList();
    }
  }

  /** Records a session and reads it. */
  static final class Session {
    public static void main(String[] arguments) throws IOException {
      Path session = Path.of(arguments[0]);
      SampleJournals.write(session, 1_000);
      if (SampleJournals.read(session).size() != 1_000) {
        System.out.println("the session is not whole");
      }
      if (System.getProperty("planted") != null) {
        System.out.println("system.properties was read");
      }
    }
  }
}
