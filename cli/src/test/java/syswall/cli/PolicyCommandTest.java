package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {
  @TempDir private Path directory;

  private String policy(String text) throws IOException {
    return Files.writeString(directory.resolve("p.json"), text).toString();
  }

  @Test
  void checkOfAGoodPolicyIsSilent() throws IOException {
    String policy = policy("{\"version\": 1, \"extends\": \"builtin:build\", \"rules\": []}");
    Outcome check = Outcome.of("policy", "check", policy);
    assertEquals("", check.out() + check.err());
    assertEquals(ExitCode.OK, check.exitCode());
    assertEquals(ExitCode.OK, Outcome.of("policy", "check", "builtin:read-only").exitCode());
  }

  @Test
  void checkPrintsFindings() throws IOException {
    String policy =
        policy(
            """
            {"version": 1, "defaultAction": "allow", "rules": [
            {"id": "a\\u001b", "names": ["%file"], "action": "ask"},
            {"names": ["open"], "action": "deny"}]}""");
    Outcome check = Outcome.of("policy", "check", policy);
    assertEquals(
        policy
            + ":3: rules[1] is never reached: a\\033 ("
            + policy
            + ":2) decides before it\n"
            + policy
            + ":3: rules[1] leaves a way around it: openat, openat2 can do the same\n",
        check.out());
    assertEquals(ExitCode.DIFFERENT, check.exitCode());
  }

  @Test
  void everyMistakeIsALine() throws IOException {
    String policy =
        policy("{\"version\": 1, \"defaultAction\": \"x\",\n\"rules\": [{\"names\": [\"y\"]}]}");
    Outcome check = Outcome.of("policy", "check", policy);
    assertEquals(
        """
        syswall: P:1:33: defaultAction: 'x' is no action: allow, log, ask, deny, fake or kill, or one of OCI
        syswall: P:2:22: rules[0].names[0]: no syscall is named 'y'
        syswall: P:2:11: rules[0]: lacks action
        """,
        check.err().replace(policy, "P"));
    assertEquals(ExitCode.TROUBLE, check.exitCode());
    assertEquals("", check.out());
  }

  @Test
  void missingPolicyIsALine() {
    Outcome check = Outcome.of("policy", "check", directory.resolve("no.json").toString());
    assertEquals("syswall: " + directory.resolve("no.json") + ": no such file\n", check.err());
    assertEquals(ExitCode.TROUBLE, check.exitCode());
    Outcome named = Outcome.of("policy", "check", "builtin:x");
    assertTrue(named.err().startsWith("syswall: builtin:x: there are base, so-loads, "));
  }

  @Test
  void explainSaysWhoDecides() throws IOException {
    String policy =
        policy(
            """
            {"version": 1, "defaultAction": "ask", "rules": [
            {"id": "git", "names": ["execve"], "match": {"exe": "/usr/bin/git"}, "action": "log"}]}""");
    Outcome explain =
        Outcome.of("policy", "explain", "--exe", "/usr/bin/git", policy, "--", "execve", "/bin/sh");
    assertEquals("", explain.err());
    assertEquals(
        """
        execve: log

        exec /bin/sh
          decides   log           git      P:2
          shadowed  ask           default
        """,
        explain.out().replace(policy, "P"));
    assertTrue(
        Outcome.of("policy", "explain", policy, "execve", "/bin/sh")
            .out()
            .startsWith("execve: ask"));
  }

  @Test
  void testSaysWhatWouldHaveBeen() throws IOException {
    String session = SmallSession.create(directory, true).toString();
    Outcome silent = Outcome.of("policy", "test", "builtin:build", session);
    assertEquals("3 calls: 3 allowed\n", silent.out());
    assertEquals(ExitCode.OK, silent.exitCode());
    String policy =
        policy(
            "{\"version\": 1, \"defaultAction\": \"allow\", \"rules\": "
                + "[{\"id\": \"r\", \"names\": [\"close\"], \"action\": \"deny\"}]}");
    Outcome blocked = Outcome.of("policy", "test", policy, session);
    assertEquals(
        """
        3 calls: 3 blocked

        BLOCKED   1 of these calls failed even so
             count     event  rule                   call
                 3         2  r                      close
        """,
        blocked.out());
    assertEquals(ExitCode.DIFFERENT, blocked.exitCode());
    assertTrue(Outcome.of("policy", "test", "--json", policy, session).out().startsWith("{\n"));
  }

  @Test
  void damagedSessionIsTestedUpToTheDamage() throws IOException {
    Path session = SmallSession.create(directory, true);
    SmallSession.damageLastRecord(session);
    Outcome test = Outcome.of("policy", "test", "builtin:build", session.toString());
    assertEquals(ExitCode.TROUBLE, test.exitCode());
    assertTrue(test.err().contains(" is damaged, tested is what is before: "), test.err());
  }
}
