package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the answers say of a real program that a policy held. */
@Tag("process")
class DecidedRunTest {
  private static final String SCRIPT = "cat key; rm kept; echo x >faked; exec 7>>faked; true";
  private static final String POLICY =
      """
      {"version": 1, "defaultAction": "allow", "rules": [
        {"id": "keys", "names": ["%file"], "match": {"path": "${CWD}/key"}, "action": "deny"},
        {"id": "pretend", "names": ["%file"], "action": "fake",
         "match": {"path": ["${CWD}/kept", "${CWD}/faked"], "access": ["delete", "write", "create"]}}
      ]}
      """;

  @TempDir private Path directory;

  private void record(String name, String... policy) throws Exception {
    Files.writeString(directory.resolve("key"), "secret\n");
    Files.writeString(directory.resolve("kept"), "kept\n");
    Files.deleteIfExists(directory.resolve("faked"));
    Files.writeString(directory.resolve("policy.json"), POLICY);
    List<String> arguments = new ArrayList<>(List.of("-q", "-o", name));
    arguments.addAll(List.of(policy));
    arguments.addAll(List.of("sh", "-c", SCRIPT));
    Outcome outcome = new RealRecorder(directory).record(arguments.toArray(new String[0]));
    assertEquals(0, outcome.exitCode(), outcome.err());
  }

  private static Outcome run(String... words) {
    return Outcome.of(words);
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  @Test
  void theAnswersTellWhatWasDecidedAndNothingThatDidNotHappen() throws Exception {
    String real = directory.toRealPath().toString();
    record("open.cq");
    record("held.cq", "--policy", "policy.json");
    record("again.cq", "--policy", "policy.json");

    String report = run("report", "--all", path("held.cq")).out();
    assertTrue(report.contains(" blocked, "), report);
    assertTrue(report.matches("(?s).*\n  blocked   1 call by rule keys, of \\d+ cat\n.*"), report);
    assertTrue(report.contains("  openat " + real + "/key  EPERM  (event "), report);
    assertTrue(report.matches("(?s).*\n  faked     3 calls by rule pretend, of .*"), report);

    JsonNode json = new ObjectMapper().readTree(run("report", "--json", path("held.cq")).out());
    for (JsonNode file : json.get("files")) {
      boolean isHeld = file.get("path").asText().matches(".*/(key|faked)");
      assertFalse(isHeld, file.toString());
      assertFalse(file.get("actions").toString().contains("deleted"), file.toString());
    }
    String event = json.at("/decisions/0/event").asText();
    String shown = run("show", "--event", event, path("held.cq")).out();
    assertTrue(shown.contains("/key") || shown.contains("\"key\""), shown);

    String blocked = run("show", "--blocked", path("held.cq")).out();
    assertEquals(8, blocked.lines().count(), blocked);
    String state = run("state", "--at-first", "dup2:0", "--json", path("held.cq")).out();
    assertTrue(state.contains("stand-in"), state);
    assertFalse(state.contains("/faked\""), state);

    Outcome diff = run("diff", "--all", path("open.cq"), path("held.cq"));
    assertEquals(ExitCode.DIFFERENT, diff.exitCode(), diff.err());
    assertTrue(
        diff.out().contains("open " + real + "/key  ok -> EPERM by rule keys  (event"), diff.out());
    assertTrue(
        diff.out().contains("delete " + real + "/kept  ok -> faked by rule pretend"), diff.out());
    assertTrue(
        run("diff", "--full", "--pid", catOf(json), path("open.cq"), path("held.cq"))
            .out()
            .contains("EPERM (Operation not permitted) (blocked by rule keys)\n"),
        diff.out());
    Outcome same = run("diff", path("held.cq"), path("again.cq"));
    assertEquals(ExitCode.OK, same.exitCode(), same.out());
  }

  private static String catOf(JsonNode report) {
    return report.at("/decisions/0/pids/0").asText();
  }
}
