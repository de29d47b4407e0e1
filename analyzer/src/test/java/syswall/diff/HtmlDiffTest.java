package syswall.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.diff.Runs.ENOENT;
import static syswall.diff.Runs.diff;
import static syswall.diff.Runs.reads;
import static syswall.diff.Runs.run;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;
import syswall.event.CallSelection;
import syswall.html.Browser;
import syswall.journal.JournalTailer;
import syswall.replay.Recorded;
import syswall.replay.SampleSessions;

class HtmlDiffTest {
  private static final String IMAGE = "<img src=x onerror=\"document.title='owned'\">";

  @TempDir private Path directory;

  private static SessionDiff hostile() {
    Recorded good = run(0, session -> reads(session, FIRST, "/etc/" + IMAGE));
    Recorded bad =
        run(
            1 << 8,
            session -> {
              session.call(FIRST, "openat", AT_FDCWD, "/etc/" + IMAGE, 0).fails(ENOENT);
              session.call(FIRST, "openat", AT_FDCWD, "/\033[31m\u202e</script>", 0).returns(3);
            });
    return diff(good, bad);
  }

  private static String page(SessionDiff diff) {
    return HtmlDiff.render(diff, null, "good.cq", "bad.cq");
  }

  @Test
  void numbersAreTheSameWhateverTheLocale() {
    Locale usual = Locale.getDefault();
    Recorded busy =
        run(
            session -> {
              for (int i = 0; i < 999; i++) {
                reads(session, FIRST, "/etc/x" + i);
              }
            });
    try {
      Locale.setDefault(Locale.GERMANY);
      String page = page(diff(run(session -> {}), busy));
      assertFalse(Pattern.compile("[0-9]\\.[0-9]{3}<").matcher(page).find(), page);
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void theCauseComesFirstWithBothRunsBesideEachOther() {
    Recorded good = run(0, session -> reads(session, FIRST, "/etc/x"));
    Recorded bad =
        run(1 << 8, session -> session.call(FIRST, "openat", AT_FDCWD, "/etc/x", 0).fails(ENOENT));
    String page = page(diff(good, bad));
    assertTrue(page.contains("Different</span>: exit 0 → exit 1</p>"), page);
    assertTrue(page.contains("<p class=\"what\">open /etc/x</p>"), page);
    assertTrue(
        page.contains("Outcome</th><td class=\"c\">ok</td><td class=\"c bad\">ENOENT</td></tr>"),
        page);
    assertTrue(page.indexOf("id=\"cause\"") < page.indexOf("id=\"follows\""), page);
  }

  @Test
  void theSameIsSaid() {
    Recorded session = run(does -> reads(does, FIRST, "/etc/x"));
    String page = page(diff(session, session));
    assertTrue(page.contains("Both runs did the same, exit 0</p>"), page);
    assertFalse(page.contains("id=\"cause\""), page);
  }

  @Test
  void nothingOfATraceIsMarkup() {
    String page = page(hostile());
    assertFalse(page.contains("<img"), page);
    assertEquals(page.indexOf("</script"), page.lastIndexOf("</script"));
    assertFalse(page.chars().anyMatch(c -> c == 0x1b || c == 0x202e), page);
  }

  @Test
  void aPageHasAnEndWhateverTheSessions() {
    String name = "<\"&".repeat(60);
    Recorded good = run(0, session -> {});
    Recorded bad =
        run(
            0,
            session -> {
              for (int i = 0; i < 5000; i++) {
                session.call(FIRST, "openat", AT_FDCWD, "/" + name + i, 0).fails(ENOENT);
              }
            });
    String page = page(diff(good, bad));
    assertTrue(page.length() < 2_000_000, page.length() + " characters");
    assertTrue(page.contains("<p class=\"more\">and "), "nothing is left out");
  }

  @Test
  @Tag("process")
  void browsersShowItAndHaveNothingToComplainAbout() throws Exception {
    try (Browser browser = Browser.start(directory)) {
      for (String colors : List.of("light", "dark")) {
        browser.setColors(colors);
        String address = browser.show(page(hostile()));
        assertEquals(List.of(), browser.complaints());
        assertEquals(List.of(address), browser.requests());
        assertEquals("good.cq and bad.cq", browser.evaluate("document.title").asText());
        assertEquals("[ ]", browser.violations().toPrettyString());
      }
      for (Arguments pair : SampleSessions.pairs()) {
        browser.show(page(SessionDiff.of(List.of(profile(pair, 0)), profile(pair, 1), List.of())));
        assertEquals(List.of(), browser.complaints());
        assertEquals(
            "Cause", browser.evaluate("document.querySelector('main h2').textContent").asText());
      }
    }
  }

  private static SessionProfile profile(Arguments pair, int run) throws Exception {
    Path session = ((Path) pair.get()[run]).resolve("session.cq");
    try (JournalTailer tailer = JournalTailer.open(session)) {
      return SessionProfile.of(tailer, CallSelection.ALL);
    }
  }
}
