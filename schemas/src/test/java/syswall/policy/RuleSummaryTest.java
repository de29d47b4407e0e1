package syswall.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSummaryTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'names': ['%file'], 'match': {'path': '/x/**', 'access': ['write', 'read']} | deny(EPERM) %file read,write /x/**",
        "'names': ['read', 'write'], 'action': 'fake' | fake read,write",
        "'names': ['rename'], 'match': {'path': ['/1', '/2', '/3', '/4'], 'path2': '/z'} | deny(EPERM) rename /1,/2,/3,... /z #7f3daf10",
        "'names': ['connect'], 'match': {'address': {'family': 'inet', 'cidr': '10.0.0.0/8', 'port': '443,80-81'}} | deny(EPERM) connect AF_INET 10.0.0.0/8 port 443,80-81",
        "'names': ['connect'], 'match': {'address': {'unix': '@x'}} | deny(EPERM) connect @x",
        "'names': ['open'], 'match': {'exe': '/bin/sh'} | deny(EPERM) open ... #da887606",
        "'names': ['dup'], 'args': [{'index': 0, 'op': 'SCMP_CMP_EQ', 'value': 1}] | deny(EPERM) dup ... #815d2d42",
        "'names': ['dup'], 'action': 'fake', 'fake': {'return': 7} | fake(7) dup",
        "'names': ['open'], 'action': 'fake', 'fake': {'fd': '/dev/null'} | fake(/dev/null) open",
      })
  void aSummaryIsWhatTheRuleSays(String fields, String expected) throws Exception {
    assertEquals(expected, summary(fields));
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
    assertEquals(130, summary.length());
    assertEquals("ask %file /x", summary.substring(0, 12));
    assertEquals("x... #fb4614d9", summary.substring(116));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'names': ['open', 'read', 'write', 'dup@']",
        "'names': ['open'], 'match': {'path': ['/1', '/2', '/3', '/@']}",
        "'names': ['open'], 'match': {'exe': '/@'}",
        "'names': ['open'], 'match': {'parent': '/@'}",
        "'names': ['open'], 'match': {'argv': '@'}",
        "'names': ['dup'], 'args': [{'index': 0, 'op': 'SCMP_CMP_EQ', 'value': @}]",
        "'names': ['open'], 'expires': '200@-01-01T00:00:00Z'",
        "'names': ['open'], 'action': 'fake', 'fake': {'return': @}",
      })
  void rulesThatDifferHaveSummariesThatDo(String fields) throws Exception {
    assertNotEquals(summary(fields.replace('@', '2')), summary(fields.replace('@', '3')));
    assertEquals(summary(fields.replace('@', '2')), summary(fields.replace('@', '2')));
  }

  @Test
  void whichOfTwoFilesIsMeantMakesADifference() throws Exception {
    assertNotEquals(
        summary("'names': ['rename'], 'match': {'path': '/z'}"),
        summary("'names': ['rename'], 'match': {'path2': '/z'}"));
  }

  private static String summary(String fields) throws PolicyException {
    String text = fields.replace('\'', '"');
    String action = text.contains("\"action\"") ? "" : ", \"action\": \"deny\"";
    return RuleSummary.of(Rule.parse("{" + text + action + "}"));
  }
}
