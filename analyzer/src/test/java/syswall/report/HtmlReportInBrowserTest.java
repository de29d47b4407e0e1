package syswall.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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
  private Path directory;
  private Browser browser;

  @BeforeAll
  void start(@TempDir Path scratch) throws Exception {
    directory = scratch;
    browser = Browser.start(directory);
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
    Path page = open(Sample.session());
    assertEquals(List.of(), browser.complaints());
    assertEquals(List.of(page.toUri().toString()), browser.requests());
  }

  @Test
  void hostileSessionsAreTextOnly() throws Exception {
    Path page = open(HtmlReportTest.hostile());
    assertEquals(List.of(), browser.complaints());
    assertEquals(List.of(page.toUri().toString()), browser.requests());
    assertEquals(0, number("document.querySelectorAll('img, iframe, object, form').length"));
    assertEquals(1, number("document.scripts.length"));
    assertTrue(browser.evaluate("document.title").asText().startsWith("sh </script><script>"));
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
    Path page = directory.resolve("broken.html");
    String text = HtmlReportTest.page(Sample.session(), "x.cq");
    Files.writeString(
        page, text.replace("<main>", "<main><script>document.title='owned'</script><img src=x>"));
    browser.open(page);
    assertTrue(browser.evaluate("document.title").asText().startsWith("sh -c"));
    assertEquals(2, browser.complaints().size(), browser.complaints().toString());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sectionsAreFilledWithAndWithoutScripts(boolean scripts) throws Exception {
    browser.setScripts(scripts);
    open(Sample.session());
    for (String section : List.of("processes", "network", "failures", "calls")) {
      String rows = "document.querySelectorAll('#" + section + " tbody tr').length";
      assertTrue(number(rows) > 1, section);
    }
    assertTrue(number("document.querySelectorAll('.tree li').length") > 20);
    assertEquals(3, number("document.querySelectorAll('#processes svg rect').length"));
    assertTrue(number("document.querySelectorAll('svg.map rect').length") > 1);
    assertEquals(scripts ? 1 : 0, number("document.querySelectorAll('#filter').length"));
    assertEquals(
        6,
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
      browser.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
      browser.evaluate(resource("/axe.min.js") + ";0");
      JsonNode violations =
          browser.evaluate("axe.run({preload: false}).then(results => results.violations)");
      assertEquals("[ ]", violations.toPrettyString());
    }
  }

  @Test
  void realSessionsArePages() throws Exception {
    for (Path sample : SampleSessions.single()) {
      try (JournalTailer tailer = JournalTailer.open(sample.resolve("session.cq"))) {
        open(HtmlReport.render(Report.of(tailer), "session.cq"));
      }
      assertEquals(List.of(), browser.complaints());
      assertTrue(number("document.querySelectorAll('#processes tbody tr').length") > 0);
    }
  }

  private Path open(Recorded session) throws Exception {
    return open(HtmlReportTest.page(session, "session.cq"));
  }

  private Path open(String page) throws Exception {
    Path file = Files.writeString(directory.resolve("page.html"), page);
    browser.open(file);
    return file;
  }

  private int number(String expression) throws Exception {
    return browser.evaluate(expression).asInt(-1);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(HtmlReportInBrowserTest.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
