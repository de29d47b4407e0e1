package syswall.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import syswall.event.Event.PolicyLoaded;
import syswall.event.Event.RulesCounted;
import syswall.event.EventHandler;

/** A session says which policies governed it, and how often their rules decided. */
@Tag("process")
class GoverningPolicyTest {
  private static final class Governed implements EventHandler.Ignoring {
    private final List<PolicyLoaded> policies = new ArrayList<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();

    @Override
    public void on(PolicyLoaded event) {
      policies.add(event);
    }

    @Override
    public void on(RulesCounted event) {
      int next = 0;
      for (PolicyLoaded policy : policies) {
        for (PolicyLoaded.Rule rule : policy.rules()) {
          counts.put(rule.id(), event.counts().get(next++));
        }
      }
    }
  }

  private static Path policy(Testbed testbed, String text) throws IOException {
    return Files.writeString(testbed.directory().resolve("policy.json"), text);
  }

  private static Governed governed(Testbed testbed) throws IOException {
    var governed = new Governed();
    testbed.replay(governed);
    return governed;
  }

  private static Outcome shell(Testbed testbed, Object policy, String script) throws Exception {
    return testbed.record(
        List.of(), List.of("-Dpolicy=" + policy), List.of("/bin/sh", "-c", script));
  }

  @Test
  void policiesAreToldInTheOrderInWhichTheyCount() throws Exception {
    try (var testbed = new Testbed(Account.CALLER)) {
      Path file =
          policy(
              testbed,
              """
              {"version": 1, "extends": "builtin:read-only", "rules": [
                {"id": "keys", "names": ["%file"], "action": "deny", "errnoRet": "ENOENT",
                 "match": {"path": "${HOME}/.ssh/**", "access": "read"}},
                {"names": ["connect"], "action": "ask"}]}
              """);
      shell(testbed, file, ":");
      List<PolicyLoaded> policies = governed(testbed).policies;
      assertEquals(
          List.of(file.toString(), "builtin:read-only", "builtin:base"),
          policies.stream().map(PolicyLoaded::source).toList());
      assertEquals(
          List.of("", "allow", ""), policies.stream().map(PolicyLoaded::defaultAction).toList());
      assertEquals(
          List.of(
              new PolicyLoaded.Rule("keys", "deny(ENOENT) %file read ${HOME}/.ssh/**"),
              new PolicyLoaded.Rule("rules[1]", "ask connect")),
          policies.get(0).rules());
      assertEquals(
          List.of("base/io_uring", "base/guarded"),
          policies.get(2).rules().stream().map(PolicyLoaded.Rule::id).toList());
    }
  }

  @Test
  void rulesAreCountedByWhatTheyDecide() throws Exception {
    try (var testbed = new Testbed(Account.CALLER)) {
      Path file =
          policy(
              testbed,
              """
              {"version": 1, "defaultAction": "deny", "rules": [
                {"id": "key", "names": ["openat"], "action": "deny", "match": {"path": "${CWD}/key"}},
                {"id": "gone", "names": ["openat"], "action": "deny",
                 "match": {"path": "${CWD}/gone/**"}},
                {"id": "write", "names": ["openat"], "action": "allow",
                 "match": {"path": "${CWD}/made", "access": "write"}},
                {"id": "create", "names": ["openat"], "action": "allow",
                 "match": {"path": "${CWD}/made", "access": "create"}},
                {"id": "nowhere", "names": ["%file"], "action": "allow",
                 "match": {"path": "/nowhere/**"}},
                {"id": "directory", "names": ["chdir"], "action": "log"},
                {"id": "rest", "names": ["*"], "action": "allow"}]}
              """);
      Files.writeString(testbed.recordedDirectory().resolve("key"), "secret");
      String script = "cat key; cat key; cat gone/x; cd .; echo x >made; cat made";
      Outcome outcome = shell(testbed, file, script);
      assertEquals("x\n", outcome.stdout(), outcome::stderr);
      Map<String, Long> counts = governed(testbed).counts;
      assertTrue(counts.getOrDefault("rest", 0L) > 100, "calls that their number settles");
      counts.remove("rest");
      assertEquals(
          Map.of(
              "key",
              2L,
              // the kernel finds no directory: there is nothing to decide
              "gone",
              0L,
              "write",
              1L,
              // of the same call, and no stricter than the other
              "create",
              1L,
              "nowhere",
              0L,
              "directory",
              1L,
              "base/io_uring",
              0L,
              "base/guarded",
              0L),
          counts);
    }
  }

  @Test
  void rulesOfALongPolicyGoOnInTheNextEvent() throws Exception {
    try (var testbed = new Testbed(Account.CALLER)) {
      String id = "\u00fc".repeat(250);
      String rules =
          IntStream.range(0, 450)
              .mapToObj(
                  i ->
                      "{\"id\": \"%s%d\", \"names\": [\"reboot\"], \"action\": \"deny\"}"
                          .formatted(id, i))
              .collect(Collectors.joining(","));
      Path file =
          policy(
              testbed,
              "{\"version\": 1, \"defaultAction\": \"allow\", \"rules\": [" + rules + "]}");
      assertEquals(0, shell(testbed, file, ":").exitCode());
      Governed governed = governed(testbed);
      assertEquals(
          List.of(200, 200, 50, 2), governed.policies.stream().map(p -> p.rules().size()).toList());
      assertEquals(
          List.of(file.toString(), file.toString(), file.toString(), "builtin:base"),
          governed.policies.stream().map(PolicyLoaded::source).toList());
      assertEquals(452, governed.counts.size());
    }
  }
}
