package syswall.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.journal.JournalTailer;
import syswall.policy.PolicyException;
import syswall.policy.PolicyLoader;
import syswall.replay.Recorded;
import syswall.report.JsonSchema;
import syswall.report.Style;

/** What a policy would have done to a session that was told. */
class AuditTest {
  private static final int ENOENT = 2;
  private static final int O_WRONLY = 1;

  @TempDir private Path directory;

  private Audit audit(Recorded session, String rules) throws Exception {
    Path journal = Files.createTempDirectory(directory, "s").resolve("s.cq");
    session.write(journal);
    Path policy = Files.writeString(directory.resolve("p.json"), rules);
    try (JournalTailer tailer = JournalTailer.open(journal)) {
      return Audit.of(tailer, PolicyLoader.load(List.of(policy.toString())), Links.UNKNOWN);
    }
  }

  private static Recorded session() {
    return new Recorded("make")
        .executes(FIRST, FIRST, "/usr/bin/make", "make")
        .call(FIRST, "openat", AT_FDCWD, "Makefile", 0)
        .returns(3)
        .call(FIRST, "openat", AT_FDCWD, "/etc/x", O_WRONLY)
        .fails(ENOENT)
        .call(FIRST, "openat", AT_FDCWD, "../etc/x", O_WRONLY)
        .returns(4)
        .call(FIRST, "fchmod", 4, 0600)
        .returns(0)
        .call(FIRST, "rename", "a", "b")
        .returns(0)
        .call(FIRST, "socket", 2, 1, 0)
        .returns(5)
        .call(FIRST, "connect", 5, Recorded.loopback(1, 80), 16)
        .returns(0)
        .call(FIRST, "sendto", 5, 0, 0, 0)
        .returns(0)
        .call(FIRST, "close", 5)
        .returns(0)
        .ends(0);
  }

  @Test
  void callsAreDecidedWhereTheyWereMade() throws Exception {
    Audit audit =
        audit(
            session(),
            """
            {"version": 1, "defaultAction": "allow", "rules": [
             {"id": "here", "names": ["%file"], "match": {"access": ["write", "create", "delete"],
              "path": "${CWD}/**"}, "action": "allow"},
             {"id": "there", "names": ["%file", "%desc"], "match": {"access": ["write", "create"]},
              "action": "deny", "errnoRet": "EACCES"},
             {"id": "net", "names": ["%network"], "match": {"address": {"port": 80}}, "action": "ask"}
            ]}""");
    assertEquals(
        """
        9 calls: 4 allowed, 2 asked, 3 blocked

        BLOCKED   1 of these calls failed even so
             count     event  rule                   call
                 2         5  there                  openat write /etc/x
                 1         9  there                  fchmod write /etc/x

        ASKED
             count     event  rule                   call
                 1        15  net                    connect 127.0.0.1:80
                 1        17  net                    sendto 127.0.0.1:80
        """,
        TextAudit.render(audit, false, Style.PLAIN));
    assertFalse(audit.isSilent());
  }

  @Test
  void policyThatAllowsItAllIsSilent() throws Exception {
    Audit audit =
        audit(
            session(),
            """
            {"version": 1, "defaultAction": "allow", "rules": [
             {"names": ["socket"], "action": "log"},
             {"names": ["%file"], "match": {"path": "/nowhere"}, "action": "deny"},
             {"names": ["%file"], "match": {"origin": "ld.so", "path": "/x"}, "action": "deny"}]}""");
    assertTrue(audit.isSilent());
    String text = TextAudit.render(audit, false, Style.PLAIN);
    assertTrue(text.startsWith("9 calls: 8 allowed, 1 logged\na session does not say"), text);
  }

  @Test
  void jsonFollowsItsSchema() throws Exception {
    Audit audit =
        audit(
            session(),
            """
            {"version": 1, "defaultAction": "ask", "rules": [
             {"id": "r", "names": ["socket"], "action": "deny"}]}""");
    JsonNode json = new ObjectMapper().readTree(JsonAudit.render(audit));
    JsonSchema.of("policy-test.schema.json").assertFollowedBy(json);
    JsonNode first = json.get("decisions").get(0);
    assertEquals(
        "deny EPERM r socket",
        String.join(
            " ",
            first.get("action").asText(),
            first.get("error").asText(),
            first.get("rule").asText(),
            first.get("call").asText()));
    assertEquals("/wood/Makefile", json.get("decisions").get(1).get("path").asText());
    assertEquals("/usr/bin/make", json.get("decisions").get(1).get("program").asText());
  }

  @Test
  void hostileNamesAreEscaped() throws Exception {
    Recorded session = new Recorded("x").call(FIRST, "unlink", "/a\u001b[31m\n").returns(0).ends(0);
    Audit audit = audit(session, "{\"version\": 1, \"defaultAction\": \"ask\"}");
    assertTrue(
        TextAudit.render(audit, false, Style.PLAIN).contains("unlink delete /a\\33[31m\\n\n"));
  }

  @Test
  void openat2AndUnnamedFilesAreOpensToo() throws Exception {
    byte[] how = new byte[24];
    how[0] = O_WRONLY;
    Recorded session =
        new Recorded("x")
            .call(
                FIRST,
                "openat2",
                AT_FDCWD,
                "/x",
                new Recorded.In(Capture.Form.MEMORY, ByteString.copyOf(how)),
                24)
            .returns(3)
            .call(FIRST, "open", "/tmp", 020200002)
            .returns(4)
            .call(FIRST, "utimensat", 3, 0, 0, 0)
            .returns(0)
            .ends(0);
    Audit audit =
        audit(
            session,
            """
            {"version": 1, "defaultAction": "allow", "rules": [
             {"names": ["%file"], "match": {"access": "write"}, "action": "ask"}]}""");
    assertEquals(
        List.of("openat2 /x", "open /tmp/", "utimensat /x"),
        audit.deeds().stream().map(deed -> deed.call() + " " + deed.path()).toList());
  }

  @Test
  void aVariableThatTheSessionDoesNotHaveIsAMistake() throws IOException {
    PolicyException e =
        assertThrows(
            PolicyException.class,
            () ->
                audit(
                    session(),
                    """
                    {"version": 1, "defaultAction": "allow", "rules": [
                     {"names": ["%file"], "match": {"path": "${HOME}/x"}, "action": "ask"}]}"""));
    assertEquals(directory.resolve("p.json") + ":2: ${HOME} is not known here", e.getMessage());
  }
}
