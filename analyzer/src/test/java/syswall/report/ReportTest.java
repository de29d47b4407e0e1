package syswall.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import syswall.history.SessionHistory;
import syswall.journal.Integrity;
import syswall.replay.Recorded;

class ReportTest {
  private final Recorded session = Sample.session();

  @Test
  void textTellsWhatTheSessionDid() throws IOException {
    compare("report.txt", TextReport.render(report(), false, Style.PLAIN));
  }

  @Test
  void allLeavesNothingOut() throws IOException {
    compare("report-all.txt", TextReport.render(report(), true, Style.PLAIN));
  }

  @Test
  void oneScreenIsEnough() {
    String text = TextReport.render(report(), false, Style.PLAIN);
    assertTrue(text.lines().count() <= 50, text);
    assertTrue(text.lines().allMatch(line -> line.length() <= TextReport.WIDTH), text);
  }

  @Test
  void styleChangesNothingButColours() {
    String ansi = TextReport.render(report(), false, Style.ANSI);
    assertTrue(ansi.contains("\033["));
    assertEquals(
        TextReport.render(report(), false, Style.PLAIN), ansi.replaceAll("\033\\[[0-9]*m", ""));
  }

  @Test
  void hostileTextIsEscaped() {
    String text = TextReport.render(report(), true, Style.PLAIN) + JsonReport.render(report());
    assertFalse(text.contains("\033") || text.contains("\u202e") || text.contains("dir\n/"));
  }

  @Test
  void journalWithoutItsEndIsSaidLoudly() {
    String text = TextReport.render(prefix(20, Integrity.NOT_ENDED, ""), false, Style.PLAIN);
    assertTrue(text.contains("\nWARNING: the session has no end"), text);
  }

  @Test
  void damageIsSaidLoudly() {
    Report report = prefix(20, Integrity.DAMAGED, "event 20, at byte 4711, is torn");
    assertTrue(
        TextReport.render(report, false, Style.PLAIN)
            .contains("\nWARNING: the journal is damaged, this is what is before: event 20, at"));
  }

  @Test
  void anyPrefixIsReported() throws IOException {
    JsonSchema schema = JsonSchema.of("report.schema.json");
    for (int count = 0; count <= session.events().size(); count++) {
      Report report = prefix(count, Integrity.NOT_ENDED, "");
      assertEquals(count, report.events());
      assertFalse(TextReport.render(report, true, Style.PLAIN).isEmpty());
      schema.assertFollowedBy(new ObjectMapper().readTree(JsonReport.render(report)));
    }
  }

  @Test
  void jsonFollowsItsSchema() throws IOException {
    JsonNode json = new ObjectMapper().readTree(JsonReport.render(report()));
    JsonSchema.of("report.schema.json").assertFollowedBy(json);
    assertEquals(1, json.get("schemaVersion").asInt());
    assertEquals("SIGSEGV", json.at("/processes/1/killedBy").asText());
    assertEquals(0, json.at("/processes/1/parent").asInt());
    assertEquals("ECONNREFUSED", json.at("/sockets/1/peers/0/error").asText());
  }

  private Report report() {
    return prefix(session.events().size(), Integrity.COMPLETE, "");
  }

  private Report prefix(int events, Integrity integrity, String damage) {
    return Report.of(SessionHistory.of(session.source(events)), integrity, damage);
  }

  /** {@code -Dgolden.update} writes what is expected instead. */
  private static void compare(String name, String actual) throws IOException {
    Path golden = Path.of("src/test/resources/syswall/report", name);
    if (System.getProperty("golden.update") != null) {
      Files.writeString(golden, actual);
    }
    assertEquals(Files.readString(golden), actual);
  }
}
