package syswall.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;

import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.history.SessionHistory;
import syswall.journal.Integrity;
import syswall.replay.Recorded;

class HtmlReportTest {
  static final String SCRIPT = "</script><script>document.title='owned'</script>";
  static final String IMAGE = "<img src=x onerror=\"document.title='owned'\">";
  private static final int ENOENT = 2;

  /** Does what a session may do that is meant to be looked at. */
  static Recorded hostile() {
    Recorded session = new Recorded("sh", SCRIPT, IMAGE, "\033[31m", "\u202etxt.exe");
    session.executes(FIRST, FIRST, "/bin/" + IMAGE, "sh", SCRIPT, IMAGE, "' onfocus='x");
    session.call(FIRST, "openat", AT_FDCWD, "/" + SCRIPT, 0).returns(3);
    session.call(FIRST, "read", 3).returns(832);
    session.call(FIRST, "openat", AT_FDCWD, "/d/" + IMAGE + "/x", 0).fails(ENOENT);
    session.call(FIRST, "openat", AT_FDCWD, "/\u202e/\033]0;x\007", 0).fails(ENOENT);
    Recorded.In invalid =
        new Recorded.In(
            Capture.Form.STRING, ByteString.copyOf(new byte[] {'/', (byte) 0xff, (byte) 0xc0}));
    session.call(FIRST, "openat", AT_FDCWD, invalid, 0).returns(4);
    session.call(FIRST, "open", IMAGE, 0).blocked(SCRIPT, ENOENT);
    session.call(FIRST, "socket", 1, 1, 0).returns(6);
    session.call(FIRST, "connect", 6, Recorded.unix("/" + IMAGE), 110).fails(ENOENT);
    return session.exits(FIRST, 1 << 8).ends(1);
  }

  static String page(Recorded session, String name) {
    return HtmlReport.render(
        Report.of(SessionHistory.of(session.source()), Integrity.COMPLETE, ""), name);
  }

  @Test
  void nothingOfATraceIsMarkup() {
    String page = page(hostile(), IMAGE + "\u202e");
    assertFalse(page.contains("<img") || page.contains("<script>document"), page);
    assertFalse(page.contains("' onfocus=") || page.contains("\" onerror="), page);
    assertEquals(1, count(page, "</script"));
    assertFalse(page.chars().anyMatch(c -> c == 0x1b || c == 0x202e || c == 0x7f), page);
    assertTrue(page.contains("\\xff\\xc0") && page.contains("\\u202e"), page);
  }

  @Test
  void everyRowCarriesTheNumberOfAnEvent() {
    String page = page(Sample.session(), "x.cq");
    Pattern row = Pattern.compile("<tr><th scope=\"row\">.*?</tr>");
    assertEquals(
        count(page, "<tr><th scope=\"row\">"),
        row.matcher(page)
            .results()
            .filter(tr -> tr.group().matches(".*<td class=\"e\">[0-9]+</td></tr>"))
            .count());
  }

  @Test
  void eventsAreThoseThatShowIt() {
    Recorded session = new Recorded("prog");
    session.executes(FIRST, FIRST, "/bin/prog", "prog");
    session.call(FIRST, "getpid").returns(1);
    session.call(FIRST, "open", "/gone", 0).lasting(9_000).fails(ENOENT);
    session.call(FIRST, "open", "/gone", 0).fails(ENOENT);
    session.exits(FIRST, 1 << 8).ends(1);
    Report report = Report.of(SessionHistory.of(session.source()), Integrity.COMPLETE, "");
    assertEquals(1, report.processes().get(0).startedEvent());
    assertEquals(9, report.processes().get(0).exitedEvent());
    assertEquals(6, report.files().get(1).event());
    assertEquals(6, report.files().get(1).failedEvent());
    assertEquals("open", report.calls().get(0).name());
    assertEquals(5, report.calls().get(0).longestEvent());
  }

  /** More than a page has room for. */
  static Recorded big() {
    Recorded session = new Recorded("prog");
    String name = "<\"&".repeat(60);
    for (int i = 0; i < 6000; i++) {
      String path = "/" + i % 70 + "/" + name + "/" + i + name;
      session.call(FIRST, "open", path, 0).blocked(name + i % 1000, ENOENT);
      session.call(FIRST, "open", path + "x", 0).fails(ENOENT);
      session.process(1000 + i, FIRST, 0);
      session.executes(1000 + i, 1000 + i, "/" + name, name, name, name);
      session.call(FIRST, "socket", 1, 1, 0).returns(6);
      session.call(FIRST, "connect", 6, Recorded.unix("/" + name), 110).fails(ENOENT);
      session.exits(1000 + i, 9);
    }
    return session;
  }

  @Test
  void aPageHasAnEndWhateverTheSession() {
    String page = page(big(), "x.cq");
    assertTrue(page.length() < 2_000_000, page.length() + " characters");
    assertTrue(page.contains("<p class=\"more\">and "), "nothing is left out");
    assertTrue(page.endsWith("</html>\n"));
  }

  @Test
  void anyPrefixIsAPage() {
    Recorded session = Sample.session();
    for (int count = 0; count <= session.events().size(); count++) {
      SessionHistory history = SessionHistory.of(session.source(count));
      Report report = Report.of(history, Integrity.NOT_ENDED, "");
      assertTrue(HtmlReport.render(report, "x.cq").endsWith("</html>\n"));
    }
  }

  @Test
  void writtenBytesAreInTheTreemap() {
    String page = page(Sample.session(), "x.cq");
    assertTrue(page.contains("<title>/wood/tmp, 1.23 MB</title>"), page);
  }

  @Test
  void directoriesAreNoFiles() {
    Recorded session = new Recorded("prog");
    session.call(FIRST, "mkdir", "/d").returns(0);
    session.call(FIRST, "mkdir", "/d/made").returns(0);
    session.call(FIRST, "stat", "/d/asked").returns(0);
    session.call(FIRST, "stat", "/d/asked/file").returns(0);
    session.call(FIRST, "mkdir", "/e").returns(0);
    session.call(FIRST, "mkdir", "/e/made").returns(0);
    String page = page(session.exits(FIRST, 0).ends(0), "x.cq");
    for (String line :
        new String[] {
          ">d/</span><span class=\"did\">1 file<",
          ">asked/</span><span class=\"did\">1 file<",
          ">e/</span><span class=\"did\">created<",
          ">Files <small>1<",
          "<dt>Files</dt><dd>1<"
        }) {
      assertTrue(page.contains(line), line);
    }
  }

  @Test
  void longCommandsLeaveRoomForTheLastProgram() {
    Recorded session = new Recorded("sh");
    session.executes(FIRST, FIRST, "/bin/sh", "sh", "-c", "x".repeat(2000));
    session.executes(FIRST, FIRST, "/bin/app", "app", "--last").exits(FIRST, 0).ends(0);
    String page = page(session, "x.cq");
    assertTrue(page.contains("xx… → app --last</th>"), page);
  }

  @Test
  void aCommandIsCutBetweenCharacters() {
    Recorded session = new Recorded("a");
    for (int i = 0; i < 4; i++) {
      session.process(200 + i, FIRST, 0);
      session.executes(200 + i, 200 + i, "/a", "x".repeat(i), "日".repeat(300));
    }
    String page = page(session.exits(FIRST, 0).ends(0), "x.cq");
    assertEquals(4, count(page, "日…</span>"));
    assertFalse(page.contains("\\x"), page);
  }

  @Test
  void aPathMayBeDeeperThanTheStack() {
    Recorded session = new Recorded("prog");
    for (int i = 0; i < 10; i++) {
      session.call(FIRST, "chdir", "a/".repeat(2000)).returns(0);
    }
    session.call(FIRST, "open", "file", 0).returns(3);
    session.call(FIRST, "read", 3).returns(1234);
    String page = page(session.exits(FIRST, 0).ends(0), "x.cq");
    assertTrue(page.contains("1.23 kB read and written"), page);
  }

  @Test
  void aFailedConnectionIsShownByItsCall() {
    Recorded session = new Recorded("prog");
    session.call(FIRST, "socket", 2, 1, 0).returns(3);
    session.call(FIRST, "connect", 3, Recorded.loopback(1, 80), 16).fails(111);
    int failed = session.events().size() - 1;
    String page = page(session.exits(FIRST, 0).ends(0), "x.cq");
    assertEquals(2, count(page, ">" + FIRST + "</td><td class=\"e\">" + failed + "</td>"), page);
  }

  @Test
  void numbersAreTheSameWhateverTheLocale() {
    Locale usual = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertFalse(Pattern.compile("[0-9]\\.[0-9]{3}[ <]").matcher(page(big(), "x.cq")).find());
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void namesLookLikeThemselves() {
    Recorded session = new Recorded("/bin/größe", "日本");
    session.executes(FIRST, FIRST, "/bin/größe", "größe", "日本");
    session.call(FIRST, "openat", AT_FDCWD, "/d/日本.txt", 0).returns(3);
    session.call(FIRST, "unlinkat", AT_FDCWD, "/d/ümlaut", 0).returns(0);
    session.call(FIRST, "openat", AT_FDCWD, "/d/fehlt-ß", 0).fails(ENOENT);
    String page = page(session.exits(FIRST, 1 << 8).ends(1), "x.cq");
    for (String name : new String[] {"größe 日本", ">日本.txt<", "/d/ümlaut<", "/d/fehlt-ß<"}) {
      assertTrue(page.contains(name), name);
    }
    assertFalse(page.contains("\\3"), page);
  }

  private static long count(String text, String part) {
    return Pattern.compile(part, Pattern.LITERAL).matcher(text).results().count();
  }
}
