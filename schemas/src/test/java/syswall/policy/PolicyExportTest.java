package syswall.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyExportTest {
  private static final String TEXT =
      """
      {"version": 1, "defaultAction": "ask", "unattended": "kill", "rules": [
      {"id": "keys", "names": ["%file"], "match": {"path": "/k"}, "action": "deny"},
      {"id": "raw", "names": ["socket"], "args": [{"index": 1, "value": 15, "valueTwo": "SOCK_RAW",
       "op": "SCMP_CMP_MASKED_EQ"}], "action": "deny", "errnoRet": "EACCES"},
      {"id": "lies", "names": ["write"], "action": "fake"},
      {"id": "some", "names": ["read", "write", "socket"], "action": "allow"}]}""";

  @TempDir private Path directory;

  private Policies policies(String text) throws Exception {
    return PolicyLoader.load(
        List.of(Files.writeString(directory.resolve("p.json"), text).toString()));
  }

  private List<String> notes(PolicyExport export) {
    return export.notes().stream().map(note -> note.replace(directory + "/", "")).toList();
  }

  @Test
  void ociSaysNamesAndArguments() throws Exception {
    PolicyExport export = PolicyExport.oci(policies(TEXT));
    List<String> lines = export.text().lines().toList();
    assertEquals("  \"defaultAction\": \"SCMP_ACT_KILL_PROCESS\",", lines.get(1));
    assertEquals(
        "    { \"names\": [\"socket\"], \"action\": \"SCMP_ACT_ERRNO\", \"errnoRet\": 13, \"args\":"
            + " [{ \"index\": 1, \"value\": 15, \"valueTwo\": 3, \"op\": \"SCMP_CMP_MASKED_EQ\" }] },",
        lines.get(4));
    assertTrue(
        export
            .text()
            .contains("{ \"names\": [\"read\", \"socket\"], \"action\": \"SCMP_ACT_ALLOW\" }"));
    assertEquals(
        List.of(
            "defaultAction: ask cannot be said; it is kill",
            "p.json:2: keys: match cannot be said; without it more is allowed",
            "p.json:5: lies: fake cannot be said; it is deny(EPERM)"),
        notes(export));
  }

  /** What is exported and read again decides alike, wherever the target could say it. */
  @Test
  void exportedProfileIsReadAgain() throws Exception {
    Policies policies =
        policies(
            """
            {"version": 1, "defaultAction": "deny", "rules": [
            {"names": ["%desc", "%memory", "%process"], "action": "allow"},
            {"names": ["personality"], "args": [{"index": 0, "value": 8, "op": "SCMP_CMP_EQ"}],
             "action": "allow"}]}""");
    PolicyExport export = PolicyExport.oci(policies);
    assertEquals(List.of(), export.notes());
    Policy again = Policy.parse("oci.json", export.text());
    assertEquals(List.of(), again.ignored());
    PolicyMatcher one = policies.matcher(PolicyMatcherTest.HERE);
    PolicyMatcher other =
        new PolicyMatcher(again.rules(), policies.defaultAction(), PolicyMatcherTest.HERE);
    for (String call : List.of("read", "stat", "mmap", "fork", "io_uring_setup", "mount")) {
      assertEquals(
          one.decide(Told.call(call)).action(), other.decide(Told.call(call)).action(), call);
    }
    for (long persona : List.of(8L, 0L)) {
      assertEquals(
          one.decide(Told.call("personality", persona)).action(),
          other.decide(Told.call("personality", persona)).action());
    }
  }

  @Test
  void systemdSaysNamesOnly() throws Exception {
    PolicyExport export = PolicyExport.systemd(policies(TEXT));
    List<String> lines = export.text().lines().toList();
    assertEquals(
        List.of(
            "[Service]",
            "SystemCallArchitectures=native",
            "SystemCallFilter=read socket",
            "SystemCallErrorNumber=kill"),
        lines);
    assertTrue(notes(export).contains("of 5 calls deny(ENOSYS) cannot be said; it is kill"));
    assertTrue(
        notes(export).contains("p.json:3: raw: args cannot be said; without it more is allowed"));
  }

  @Test
  void builtinThatNamesCallsOnlyIsSaidAlmostWhole() throws Exception {
    PolicyExport export =
        PolicyExport.systemd(PolicyLoader.load(List.of("builtin:files-no-network")));
    assertEquals(1, export.notes().size(), export.notes().toString());
    assertTrue(export.text().contains("SystemCallFilter=~"));
    assertTrue(export.text().contains(" socket:EACCES"), export.text());
  }
}
