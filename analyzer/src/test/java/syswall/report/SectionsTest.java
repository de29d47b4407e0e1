package syswall.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;
import static syswall.replay.Recorded.pair;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Verdict;
import syswall.history.SessionHistory;
import syswall.journal.Integrity;
import syswall.replay.Recorded;

class SectionsTest {
  private final Recorded session = new Recorded("sh");

  @Test
  void whatAFailedProcessMissedComesFirstAndWhatIsAlwaysMissedLast() throws IOException {
    session.executes(FIRST, FIRST, "/bin/sh", "sh").process(101, FIRST, 0);
    for (String directory : new String[] {"/a/", "/b/", "/c/"}) {
      session.call(FIRST, "openat", AT_FDCWD, directory + "sh.so", 0).fails(2);
    }
    session.call(101, "openat", AT_FDCWD, "/inc/x.h", 0).fails(2);
    session.call(101, "openat", AT_FDCWD, "/etc/ld.so.preload", 0).fails(2);
    session.call(101, "openat", AT_FDCWD, "/etc/shadow", 0).fails(13);
    session.exits(101, 1 << 8).exits(FIRST, 0);
    assertEquals(
        """

        FAILURES
          refused   1 file (permission denied)
                      /etc/shadow  EACCES  (event 15)
          not found 3 names
                      /inc/x.h  (event 11)
                      sh.so  missing in 3 places  (event 5)
                      /etc/ld.so.preload  (event 13)
        """,
        section(Section.FAILURES));
  }

  @Test
  void pipesSayWhoWroteAndWhoRead() throws IOException {
    session.call(FIRST, "pipe2", pair(3, 4), 0).returns(0);
    session.process(101, FIRST, 0).process(102, FIRST, 0);
    session.call(101, "write", 4).returns(2000);
    session.call(102, "read", 3).returns(1500);
    session.signal(102, 15, 101).signal(102, 15, 101).signal(FIRST, 17);
    assertEquals(
        """

        IPC
          pipe    101 → 102  2.00 kB written, 1.50 kB read  (event 3)
          signal  101 → 102  SIGTERM 2 times  (event 10)
          signal  kernel → 100  SIGCHLD  (event 12)
        """,
        section(Section.IPC));
    assertFalse(text(report()).contains("pipe  "), text(report()));
  }

  @Test
  void questionsSayHowLongTheProgramWaited() throws IOException {
    for (int i = 0; i < 2; i++) {
      session
          .call(FIRST, "openat", AT_FDCWD, "/etc/hosts", 1)
          .asked("write /etc/hosts\033", 2_000_000_000L, Verdict.ALLOW)
          .returns(3);
    }
    String text = section(Section.DECISIONS);
    assertTrue(
        text.contains(
            "  asked     write /etc/hosts\\33: allowed by user, asked by ask, 2 times, waited 4.00 s"
                + "  (event 2)\n"),
        text);
  }

  @Test
  void whatTheSessionDoesNotHoldIsCounted() throws IOException {
    Capture cut =
        new Capture(0, Capture.Form.STRING, Capture.Extent.TRUNCATED, ByteString.of("/long"));
    session.call(FIRST, "getpid").returns(FIRST);
    Report clean = report();
    assertFalse(text(clean).contains("DATA QUALITY"), text(clean));
    session.captured(FIRST, 12_345, cut);
    String text = text(report());
    assertTrue(text.contains("\n  syscall_0x3039: not known here, 1 call\n"), text);
    assertTrue(text.contains("\n  1 name or argument too long to be kept whole\n"), text);
    assertTrue(section(Section.QUALITY).contains("format 3\n"), section(Section.QUALITY));
  }

  private String section(Section section) throws IOException {
    Report report = report();
    JsonSchema.of("report.schema.json")
        .assertFollowedBy(new ObjectMapper().readTree(JsonReport.render(report)));
    String text = TextReport.render(report, Set.of(section), true, Style.PLAIN);
    return text.substring(text.indexOf("\n\n") + 1);
  }

  private Report report() {
    return Report.of(SessionHistory.of(session.source()), Integrity.COMPLETE, "");
  }

  private static String text(Report report) {
    return TextReport.render(report, false, Style.PLAIN);
  }
}
