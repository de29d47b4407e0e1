package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code diff} says of real programs with the options that ask for more than the cause. */
@Tag("process")
class DiffOfRealRunsTest {
  @TempDir private Path directory;

  @Test
  void newsAreWhatNoGoodRunDid() throws Exception {
    String known = "t=$(mktemp -p .); echo x >$t; rm $t; echo y >result; cat result nowhere; true";
    Files.writeString(directory.resolve("script"), known);
    record("--repeat=3", "-q", "-o", "good", "sh", "-c", ". ./script");
    record("-q", "-o", "same.cq", "sh", "-c", ". ./script");
    Files.writeString(directory.resolve("script"), known + "; touch new; rm result absent");
    record("-q", "-o", "other.cq", "sh", "-c", ". ./script");
    String all = "--fail-on=new-host,new-write,new-exec,new-failure";
    Outcome same = diff(all, "--baseline=" + path("good"), path("same.cq"));
    assertEquals(ExitCode.OK, same.exitCode(), same.out());
    Outcome other = diff(all, "--json", "--baseline=" + path("good"), path("other.cq"));
    assertEquals(ExitCode.DIFFERENT, other.exitCode(), other.out());
    JsonNode news = new ObjectMapper().readTree(other.out()).get("failsOn");
    assertEquals(List.of(), whats(news.get("new-host")));
    assertEquals(List.of(directory.toRealPath() + "/new"), whats(news.get("new-write")));
    assertTrue(whats(news.get("new-exec")).toString().endsWith("/touch]"), news.toString());
    assertTrue(
        whats(news.get("new-failure")).stream().anyMatch(w -> w.endsWith("/absent ENOENT")),
        news.toString());
    assertEquals(
        ExitCode.OK,
        diff("--fail-on=new-host", "--baseline=" + path("good"), path("other.cq")).exitCode());
  }

  @Test
  void statesAtTheDivergenceAreThoseOfTheProcessThatFailed() throws Exception {
    String script = "exec 7<.; sh -c 'exec 8<file; echo'; true";
    Files.writeString(directory.resolve("file"), "");
    record("-q", "-o", "good.cq", "sh", "-c", script);
    Files.delete(directory.resolve("file"));
    record("-q", "-o", "bad.cq", "sh", "-c", script);
    Outcome diff = diff("--at-divergence", path("good.cq"), path("bad.cq"));
    assertEquals(ExitCode.DIFFERENT, diff.exitCode(), diff.err());
    String state = diff.out().substring(diff.out().indexOf("\nSTATE  "));
    assertTrue(state.lines().anyMatch(l -> l.startsWith("  cwd ")), state);
    assertTrue(state.lines().anyMatch(l -> l.startsWith("  7   r  ")), state);
    assertTrue(state.lines().anyMatch(l -> l.matches("- \\d   r  .*")), state);
    assertTrue(state.lines().noneMatch(l -> l.startsWith("+ ")), state);
  }

  private static List<String> whats(JsonNode deeds) {
    return StreamSupport.stream(deeds.spliterator(), false)
        .map(deed -> deed.get("what").asText())
        .toList();
  }

  private void record(String... arguments) throws Exception {
    new RealRecorder(directory).record(arguments);
  }

  private static Outcome diff(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "diff";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Outcome.of(command);
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }
}
