package syswall.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSummaryTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'names': ['%file'], 'match': {'path': '/x/**', 'access': ['write', 'read']} | deny(EPERM) %file read,write /x/**",
        "'names': ['read', 'write'], 'action': 'fake' | fake read,write",
        "'names': ['rename'], 'match': {'path': ['/1', '/2', '/3', '/4'], 'path2': '/z'} | deny(EPERM) rename /1,/2,/3,... /z",
        "'names': ['connect'], 'match': {'address': {'family': 'inet', 'cidr': '10.0.0.0/8', 'port': '443,80-81'}} | deny(EPERM) connect AF_INET 10.0.0.0/8 port 443,80-81",
        "'names': ['connect'], 'match': {'address': {'unix': '@x'}} | deny(EPERM) connect @x",
        "'names': ['open'], 'match': {'exe': '/bin/sh'} | deny(EPERM) open ...",
        "'names': ['dup'], 'args': [{'index': 0, 'op': 'SCMP_CMP_EQ', 'value': 1}] | deny(EPERM) dup ...",
      })
  void aSummaryIsWhatTheRuleSays(String fields, String expected) throws Exception {
    String text = fields.replace('\'', '"');
    String action = text.contains("\"action\"") ? "" : ", \"action\": \"deny\"";
    Rule rule = Rule.parse("{" + text + action + "}");
    assertEquals(expected, RuleSummary.of(rule));
  }

  @Test
  void aLongSummaryIsCut() throws Exception {
    String path = "/" + "x".repeat(200);
    Rule rule =
        Rule.parse(
            "{\"names\": [\"%file\"], \"match\": {\"path\": \""
                + path
                + "\"}, \"action\": \"ask\"}");
    String summary = RuleSummary.of(rule);
    assertEquals(120, summary.length());
    assertEquals("ask %file /x", summary.substring(0, 12));
    assertEquals("x...", summary.substring(116));
  }
}
