package syswall.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import syswall.html.Browser;
import syswall.journal.JournalTailer;
import syswall.replay.Recorded;
import syswall.replay.SampleSessions;

/** The page of a report in a real browser. */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HtmlReportInBrowserTest {
  private Browser browser;

  @BeforeAll
  void start(@TempDir Path scratch) throws Exception {
    browser = Browser.start(scratch);
  }

  @AfterAll
  void end() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void asUsersHaveIt() throws Exception {
    browser.setScripts(true);
    browser.setColors("light");
  }

  @Test
  void nothingIsLoadedAndNothingComplainedAbout() throws Exception {
    String page = open(Sample.session());
    assertEquals(List.of(), browser.complaints());
    assertEquals(List.of(page), browser.requests());
  }

  @Test
  void hostileSessionsAreTextOnly() throws Exception {
    String page = open(HtmlReportTest.hostile());
    assertEquals(List.of(), browser.complaints());
    assertEquals(List.of(page), browser.requests());
    assertEquals(0, number("document.querySelectorAll('img, iframe, object, form').length"));
    assertEquals(1, number("document.scripts.length"));
    assertTrue(browser.evaluate("document.title").asText().startsWith("sh '</script><script>"));
    assertTrue(
        browser
            .evaluate("document.querySelector('#failures').textContent")
            .asText()
            .contains("/d/" + HtmlReportTest.IMAGE + "/x"));
    assertTrue(
        browser
            .evaluate(
                "[...document.querySelectorAll('*')].every(e => [...e.attributes].every("
                    + "a => !a.name.startsWith('on')))")
            .asBoolean());
  }

  @Test
  void thePolicyHoldsEvenForMarkupInThePage() throws Exception {
    String page = HtmlReportTest.page(Sample.session(), "x.cq");
    browser.show(
        page.replace("<main>", "<main><script>document.title='owned'</script><img src=x>"));
    assertTrue(browser.evaluate("document.title").asText().startsWith("sh -c"));
    assertEquals(2, browser.complaints().size(), browser.complaints().toString());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sectionsAreFilledWithAndWithoutScripts(boolean scripts) throws Exception {
    browser.setScripts(scripts);
    open(Sample.session());
    for (String section :
        List.of("findings", "processes", "network", "failures", "calls", "slowest")) {
      String rows = "document.querySelectorAll('#" + section + " tbody tr').length";
      assertTrue(number(rows) > 1, section);
    }
    assertTrue(number("document.querySelectorAll('.tree li').length") > 20);
    assertEquals(3, number("document.querySelectorAll('#processes svg rect').length"));
    assertTrue(number("document.querySelectorAll('svg.map rect').length") > 0);
    assertEquals(scripts ? 1 : 0, number("document.querySelectorAll('#filter').length"));
    assertEquals(
        8,
        number(
            "[...document.querySelectorAll('nav a')].filter(a => a.hash && "
                + "document.querySelector(a.hash)).length"));
  }

  @Test
  void theFilterLeavesRowsWithAllWords() throws Exception {
    open(Sample.session());
    browser.evaluate("document.querySelector('#filter').focus()");
    browser.type("ENOENT lib.so x11");
    assertEquals(
        "\"2 rows\"", browser.evaluate("document.querySelector('output').value").toString());
    assertEquals(1, number("document.querySelectorAll('tbody tr:not([hidden])').length"));
    String shown =
        "[...document.querySelectorAll('.tree .name')].filter(e => e.checkVisibility())"
            + ".map(e => e.textContent).join('')";
    assertEquals("Path/opt/x11/lib.so", browser.evaluate(shown).asText());
    browser.evaluate("document.querySelector('#filter').select()");
    browser.type(" ");
    assertEquals(0, number("document.querySelectorAll('[hidden]').length"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void nothingIsInTheWayOfAssistiveTools(String colors) throws Exception {
    browser.setColors(colors);
    for (Recorded session : List.of(Sample.session(), HtmlReportTest.hostile())) {
      open(session);
      assertEquals("[ ]", browser.violations().toPrettyString());
    }
  }

  @Test
  void realSessionsArePages() throws Exception {
    for (Path sample : SampleSessions.single()) {
      try (JournalTailer tailer = JournalTailer.open(sample.resolve("session.cq"))) {
        browser.show(HtmlReport.render(Report.of(tailer), "session.cq"));
      }
      assertEquals(List.of(), browser.complaints());
      assertTrue(number("document.querySelectorAll('#processes tbody tr').length") > 0);
    }
  }

  /** Before its script has run over all of it, and whatever it holds. */
  @Test
  void aBigSessionIsPainted() throws Exception {
    open(HtmlReportTest.big());
    String painted =
        "new Promise(painted => new PerformanceObserver(list => list.getEntries()"
            + ".filter(entry => entry.name === 'first-contentful-paint')"
            + ".forEach(entry => painted(entry.startTime))).observe({type: 'paint', buffered: true}))";
    assertTrue(browser.evaluate(painted).asDouble() > 0);
    assertEquals(List.of(), browser.complaints());
  }

  private String open(Recorded session) throws Exception {
    return browser.show(HtmlReportTest.page(session, "session.cq"));
  }

  private int number(String expression) throws Exception {
    return browser.evaluate(expression).asInt(-1);
  }
}
