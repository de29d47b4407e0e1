package syswall.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.replay.Recorded.FIRST;
import static syswall.replay.Recorded.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import syswall.event.Verdict;
import syswall.history.SessionHistory;
import syswall.journal.Integrity;
import syswall.replay.Recorded;

class DecisionsReportTest {
  private static final int EPERM = 1;
  private static final int ENOENT = 2;

  private final Recorded session = new Recorded("prog");

  private void decideAboutMuch() {
    session.executes(FIRST, FIRST, "/bin/prog", "prog").process(200, FIRST, 0);
    session.call(FIRST, "open", "note", 0).decided(Verdict.ALLOW, 0, "rule", "log").returns(3);
    session.call(200, "connect", 4, loopback(1, 80), 16).faked("pretend", 0);
    session.call(FIRST, "open", "key", 0).blocked("keys", ENOENT);
    session.call(FIRST, "open", "key", 0).blocked("keys", ENOENT);
    session
        .call(200, "kill", 1, 9)
        .decided(Verdict.HARD_BLOCK, -EPERM, "self-protection", "self-protection")
        .fails(EPERM);
    session.call(200, "rename", "a", "b").killed("no-renames");
  }

  @Test
  void whatWasNotMadeComesFirstWithItsRuleAndWhatItWanted() {
    decideAboutMuch();
    String text = text(false);
    assertTrue(text.contains("6 calls (3 failed, 4 blocked, 1 faked)"), text);
    assertTrue(
        text.contains(
            """

            DECISIONS
              killed    1 call by rule no-renames, of 200 prog
                       1  rename /wood/a /wood/b  (event 19)
              blocked   2 calls by rule keys, of 100 prog
                       2  open /wood/key  ENOENT  (event 10)
              blocked   1 call by self-protection, of 200 prog
                       1  kill  EPERM  (event 16)
              faked     1 call by rule pretend, of 200 prog
                       1  connect 127.0.0.1:80  (event 7)
              allowed   1 call by rule log, of 100 prog  (event 4)
            """),
        text);
    assertTrue(text(true).contains("  open /wood/note  (event 4)\n"), text(true));
  }

  @Test
  void manyFilesAreFoldedAndEachIsCounted() {
    for (int i = 0; i < 20; i++) {
      session.call(FIRST, "open", "/home/ann/.ssh/" + i, 0).blocked("keys", ENOENT);
      session.call(FIRST, "unlink", "/home/ann/.gnupg/" + i).blocked("keys", EPERM);
    }
    String text = text(false);
    assertTrue(text.contains("          20  open /home/ann/.ssh/  ENOENT  (event 2)\n"), text);
    assertTrue(text.contains("          20  unlink /home/ann/.gnupg/  EPERM  (event 5)\n"), text);
    String all =
        TextReport.render(
            report(), Set.of(Section.DECISIONS), PackageOwners.NOT_ASKED, true, Style.PLAIN);
    assertEquals(40, all.lines().filter(line -> line.contains("/home/ann/")).count());
  }

  @Test
  void withoutDecisionsThereIsNoSection() {
    session.call(FIRST, "open", "note", 0).returns(3);
    assertFalse(text(true).contains("DECISIONS") || text(true).contains("blocked"));
    assertFalse(JsonReport.render(report()).contains("decisions"));
  }

  private static Recorded governed() {
    return Recorded.following("prog")
        .policy(
            "p.json",
            "",
            "keys: deny(ENOENT) %file /home/ann/.ssh/**",
            "rules[1]: allow connect",
            "rules[2]: ask %file /etc/**")
        .policy("builtin:ask-all", "ask", "ask-all/a: ask %file", "ask-all/b: allow read")
        .policy("builtin:base", "", "base/guarded: deny(EPERM) mount")
        .process(FIRST, 0, 0);
  }

  private static String decisions(Recorded session, boolean all) {
    return TextReport.render(
            report(session), Set.of(Section.DECISIONS), PackageOwners.NOT_ASKED, all, Style.PLAIN)
        .replaceFirst("(?s)^.*\n\n", "");
  }

  @Test
  void rulesThatDecidedNothingAreNamedIfTheyAreOfAFile() {
    Recorded session = governed();
    session.call(FIRST, "open", "/etc/x", 0).asked("read /etc/x", 2_000_000_000L, Verdict.ALLOW);
    session.exits(FIRST, 0).counted(0L, 0L, 1L, 0L, 3L, 0L).ends(0);
    assertEquals(
        """
        DECISIONS
          policy    p.json, builtin:ask-all, builtin:base; otherwise ask
          allowed   1 call by user, asked by ask, waited 2.00 s, of 100  (event 5)
          asked     read /etc/x: allowed by user, asked by ask, waited 2.00 s  (event 5)
          unused    2 of 3 rules of p.json: keys, rules[1]
          unused    1 of 2 rules of builtin:ask-all (--all)
        """,
        decisions(session, false));
    String all = decisions(session, true);
    assertTrue(
        all.endsWith(
            """
              unused    2 of 3 rules of p.json
                          keys      deny(ENOENT) %file /home/ann/.ssh/**
                          rules[1]  allow connect
              unused    1 of 2 rules of builtin:ask-all
                          ask-all/a  ask %file
              unused    1 of 1 rule of builtin:base
                          base/guarded  deny(EPERM) mount
            """),
        all);
  }

  @Test
  void whereNobodyCountedItIsNotClaimedThatARuleIsUnused() throws IOException {
    String text = decisions(governed(), false);
    assertTrue(
        text.endsWith(
            "  unused    not known: the recorder did not get to count which rules decided\n"),
        text);
    JsonNode json = new ObjectMapper().readTree(JsonReport.render(report(governed())));
    JsonSchema.of("report.schema.json").assertFollowedBy(json);
    assertFalse(json.at("/policies/0/rules/0").has("decided"));
    assertTrue(HtmlReportTest.page(governed(), "x.cq").contains("not known"));
  }

  @Test
  void aPolicyOfManyRulesIsOne() {
    Recorded session =
        Recorded.following("prog").policy("p.json", "allow", "a: ask open", "b: ask open");
    session.policy("p.json", "allow", "c: ask open").process(FIRST, 0, 0).exits(FIRST, 0);
    String text = decisions(session.counted(0L, 1L, 0L).ends(0), false);
    assertTrue(text.contains("  policy    p.json; otherwise allow\n"), text);
    assertTrue(text.contains("  unused    2 of 3 rules of p.json: a, c\n"), text);
  }

  @Test
  void allOfAPolicyIsHostile() throws IOException {
    String evil = "\033[31m\n<img src=x>\u202e";
    Recorded session =
        Recorded.following("prog").policy(evil, evil, evil + ": " + evil).process(FIRST, 0, 0);
    session.exits(FIRST, 0).counted(0L).ends(0);
    String page = HtmlReportTest.page(session, "x.cq");
    String json = JsonReport.line(report(session), "x.cq");
    for (String output : List.of(decisions(session, false), decisions(session, true), page, json)) {
      assertFalse(output.contains("\033") || output.contains("\u202e"), output);
    }
    assertFalse(page.contains("<img"), page);
    assertTrue(decisions(session, true).lines().noneMatch(line -> line.startsWith("<")));
    JsonSchema.of("report.schema.json").assertFollowedBy(new ObjectMapper().readTree(json));
  }

  @Test
  void jsonAndThePageHaveEveryRuleWithItsCount() throws IOException {
    Recorded session = governed();
    session.call(FIRST, "open", "/etc/x", 0).asked("read /etc/x", 2_000_000_000L, Verdict.ALLOW);
    session.exits(FIRST, 0).counted(0L, 0L, 1L, 0L, 3L, 0L).ends(0);
    JsonNode json = new ObjectMapper().readTree(JsonReport.render(report(session)));
    JsonSchema.of("report.schema.json").assertFollowedBy(json);
    assertEquals("p.json", json.at("/policies/0/source").asText());
    assertFalse(json.at("/policies/0").has("defaultAction"));
    assertEquals("ask", json.at("/policies/1/defaultAction").asText());
    assertEquals("rules[1]", json.at("/policies/0/rules/1/id").asText());
    assertEquals("allow connect", json.at("/policies/0/rules/1/text").asText());
    assertEquals(0, json.at("/policies/0/rules/1/decided").asInt(-1));
    assertEquals(3, json.at("/policies/1/rules/1/decided").asInt());
    assertEquals(2_000_000_000L, json.at("/decisions/0/waitedNs").asLong());
    assertEquals(2_000_000_000L, json.at("/decisions/0/calls/0/waitedNs").asLong());
    String page = HtmlReportTest.page(session, "x.cq");
    assertTrue(
        page.contains(
            "<tr><th scope=\"row\">rules[1]</th><td class=\"c\">p.json</td>"
                + "<td class=\"c\">allow connect</td><td class=\"n\">never</td>"
                + "<td class=\"e\">1</td></tr>"),
        page);
    assertTrue(page.contains("<td class=\"n\">2.00 s</td>"), page);
  }

  @Test
  void hostileNamesAreEscaped() {
    session.call(FIRST, "open", "a\033[31m\nb", 0).blocked("k\033\n", ENOENT);
    assertFalse(text(true).contains("\033"), text(true));
    assertTrue(text(false).lines().noneMatch(line -> line.startsWith("b")), text(false));
  }

  @Test
  void jsonHasThemAllAndFollowsItsSchema() throws IOException {
    decideAboutMuch();
    JsonNode json = new ObjectMapper().readTree(JsonReport.render(report()));
    JsonSchema.of("report.schema.json").assertFollowedBy(json);
    JsonNode keys = json.at("/decisions/1");
    assertEquals("hard-block", keys.get("verdict").asText());
    assertEquals("keys", keys.get("rule").asText());
    assertEquals(2, keys.get("count").asInt());
    assertEquals("/wood/key", keys.at("/calls/0/paths/0").asText());
    assertEquals("ENOENT", keys.at("/calls/0/error").asText());
    assertTrue(json.at("/decisions/0/kills").asBoolean());
    assertEquals("127.0.0.1:80", json.at("/decisions/3/calls/0/address").asText());
  }

  private Report report() {
    return report(session);
  }

  private static Report report(Recorded session) {
    return Report.of(SessionHistory.of(session.source()), Integrity.COMPLETE, "");
  }

  private String text(boolean all) {
    return TextReport.render(report(), all, Style.PLAIN);
  }
}
