package syswall.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PolicyLintTest {
  static final List<String> BUILTINS = PolicyLoader.BUILTINS;

  private static List<String> findings(String... rules) throws PolicyException {
    String text = "{\"version\": 1, \"rules\": [\n" + String.join(",\n", rules) + "]}";
    return PolicyLint.findings(Policy.parse("p.json", text));
  }

  @Test
  void ruleBehindOneThatDecidesItAllIsNeverReached() throws Exception {
    assertEquals(
        List.of(
            "p.json:4: rules[2] is never reached: rules[0] (p.json:2) decides before it",
            "p.json:5: rules[3] is never reached: all (p.json:3) decides before it",
            "p.json:6: rules[4] is not reached for lseek: all (p.json:3) decides before it"),
        findings(
            """
            {"names": ["%file"], "match": {"path": ["/etc/**", "/x"]}, "action": "ask"}""",
            """
            {"id": "all", "names": ["lseek"], "action": "deny"}""",
            """
            {"names": ["%file"], "match": {"path": "/etc/*.d/{a,b}", "access": "read"}, "action": "allow"}""",
            """
            {"names": ["lseek"], "match": {"exe": "/bin/x"}, "action": "allow"}""",
            """
            {"names": ["lseek", "read"], "action": "allow"}""",
            """
            {"names": ["%file"], "match": {"path": "/**"}, "action": "allow"}"""));
  }

  @Test
  void ruleBehindANarrowerOneIsReached() throws Exception {
    assertEquals(
        List.of(),
        findings(
            """
            {"names": ["connect"], "match": {"address": {"cidr": "10.0.0.0/8", "port": 443}}, "action": "ask"}""",
            """
            {"names": ["connect"], "match": {"address": {"cidr": "10.0.0.0/8"}}, "action": "deny"}""",
            """
            {"names": ["socket"], "args": [{"index": 0, "value": "AF_INET", "op": "SCMP_CMP_EQ"}], "action": "ask"}""",
            """
            {"names": ["socket"], "action": "deny"}""",
            """
            {"names": ["%file"], "expires": "2030-01-01T00:00:00Z", "action": "ask"}""",
            """
            {"names": ["%file"], "action": "deny"}"""));
  }

  @Test
  void narrowerAddressBehindAWiderOneIsNeverReached() throws Exception {
    assertEquals(
        List.of("p.json:3: rules[1] is never reached: rules[0] (p.json:2) decides before it"),
        findings(
            """
            {"names": ["%network"], "match": {"address": {"cidr": "10.0.0.0/8", "port": "1-999"}}, "action": "ask"}""",
            """
            {"names": ["connect"], "match": {"address": {"cidr": "10.1.0.0/16", "port": 443}}, "action": "deny"}"""));
  }

  @Test
  void ruleThatNoCallCanMatchIsFound() throws Exception {
    assertEquals(
        List.of(
            "p.json:2: rules[0] matches nothing: no call that it names has such a file or address"),
        findings(
            """
            {"names": ["connect", "bind"], "match": {"access": "write"}, "action": "deny"}"""));
  }

  @Test
  void wayAroundARuleIsFound() throws Exception {
    assertEquals(
        List.of(
            "p.json:2: rules[0] leaves a way around it: open, openat2 can do the same",
            "p.json:3: rules[1] leaves a way around it: renameat, renameat2 can do the same"),
        findings(
            """
            {"names": ["openat"], "action": "ask"}""",
            """
            {"names": ["rename"], "action": "deny"}""",
            """
            {"names": ["unlink"], "action": "allow"}"""));
  }

  @ParameterizedTest
  @FieldSource("BUILTINS")
  void builtinsHaveNoFindings(String name) throws Exception {
    Policy policy =
        PolicyLoader.load(List.of("builtin:" + name, "builtin:ask-all")).layers().get(0);
    assertEquals("builtin:" + name, policy.file());
    assertEquals(List.of(), PolicyLint.findings(policy));
  }
}
