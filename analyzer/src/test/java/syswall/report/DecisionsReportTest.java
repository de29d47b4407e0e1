package syswall.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.replay.Recorded.FIRST;
import static syswall.replay.Recorded.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
    return Report.of(SessionHistory.of(session.source()), Integrity.COMPLETE, "");
  }

  private String text(boolean all) {
    return TextReport.render(report(), all, Style.PLAIN);
  }
}
