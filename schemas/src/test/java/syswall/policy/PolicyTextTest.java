package syswall.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that are added to a file. */
class PolicyTextTest {
  private static final String RULE =
      "{\"id\": \"new\", \"names\": [\"open\"], \"action\": \"ask\"}";

  private static final String TEXT =
      """
      {
        "version": 1,  "comment": "kept",
        "defaultAction": "ask",
        "rules": [
          {"id": "a", "names": ["open"],
           "action":   "deny"},

          { "id": "b", "names": ["read"], "action": "deny" }
        ]
      }
      """;

  @Test
  void ruleComesAboveTheOneThatWouldDecide() throws Exception {
    Rule second = Policy.parse("p.json", TEXT).rules().get(1);
    String saved = PolicyText.insert("p.json", TEXT, RULE, second);
    assertEquals(
        TEXT.replace("    { \"id\": \"b\"", "    " + RULE + ",\n\n    { \"id\": \"b\""), saved);
    assertEquals(List.of("a", "new", "b"), ids(saved));
  }

  @Test
  void ruleComesLastIfNoneOfTheFileWouldDecide() throws Exception {
    String saved = PolicyText.insert("p.json", TEXT, RULE, null);
    assertEquals(List.of("a", "b", "new"), ids(saved));
    assertEquals(TEXT, saved.replace(",\n    " + RULE, ""));
    assertEquals(
        List.of("a", "b", "new", "new"), ids(PolicyText.insert("p.json", saved, RULE, null)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"version\": 1}",
        "{ \"version\": 1, \"rules\": [] }",
        "{ \"version\": 1, \"rules\": [ ] }",
        "{ \"version\": 1, \"syscalls\": [], \"comment\": \"x\" }",
      })
  void emptyPolicyGetsItsFirstRule(String text) throws Exception {
    String saved = PolicyText.insert("p.json", text, RULE, null);
    assertEquals(List.of("new"), ids(saved));
    assertEquals(List.of("new", "new"), ids(PolicyText.insert("p.json", saved, RULE, null)));
  }

  @Test
  void whatIsNoPolicyOfVersion1IsLeftAlone() {
    PolicyException e =
        assertThrows(
            PolicyException.class,
            () -> PolicyText.insert("d.json", "{\"defaultAction\": \"allow\"}", RULE, null));
    assertEquals(
        "d.json: rules are added to policies of version 1, which may extend this one",
        e.getMessage());
  }

  private static List<String> ids(String text) throws PolicyException {
    return Policy.parse("p.json", text).rules().stream().map(Rule::id).toList();
  }
}
