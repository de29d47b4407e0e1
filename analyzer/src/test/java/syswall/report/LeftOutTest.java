package syswall.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import syswall.history.SessionHistory;
import syswall.journal.Integrity;
import syswall.replay.Recorded;
import syswall.syscall.CallFilter;

/** A report of a session that holds some calls only says so, section by section. */
class LeftOutTest {
  private static Report report(String calls) {
    Recorded session = new Recorded(CallFilter.selection(List.of(calls)), "prog");
    session.executes(FIRST, FIRST, "/bin/prog", "prog");
    session.call(FIRST, "openat", AT_FDCWD, "/etc/hosts", 0).returns(3);
    session.exits(FIRST, 0).ends(0);
    return Report.of(SessionHistory.of(session.source()), Integrity.COMPLETE, "");
  }

  @Test
  void textSaysWhatItCannotKnow() {
    String text = TextReport.render(report("%file"), false, Style.PLAIN);
    assertTrue(text.contains("\nWARNING: only %file was recorded\n"), text);
    assertTrue(text.contains("  bytes read and written were not recorded\n"), text);
    assertTrue(text.contains("\nNETWORK\n  not all calls on sockets were recorded\n"), text);
    assertTrue(text.contains("\nDATA QUALITY\n  only %file was recorded: "), text);
  }

  @Test
  void whatIsRecordedNeedsNoExcuse() {
    String text = TextReport.render(report("%file,%desc,%network"), false, Style.PLAIN);
    assertFalse(text.contains("NETWORK"), text);
    assertFalse(text.contains("were not recorded"), text);
  }

  @Test
  void jsonHasTheChoiceAndFollowsItsSchema() throws Exception {
    String json = JsonReport.render(report("%file"));
    JsonSchema.of("report.schema.json").assertFollowedBy(new ObjectMapper().readTree(json));
    assertEquals("%file", new ObjectMapper().readTree(json).at("/session/selection").asText());
  }
}
