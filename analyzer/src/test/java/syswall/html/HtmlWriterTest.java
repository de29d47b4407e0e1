package syswall.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlWriterTest {
  private final HtmlWriter html = new HtmlWriter();

  @Test
  void textIsNeverMarkup() {
    html.element("p", "</p><script>alert('1')</script>&amp;", "title", "\" onclick=\"x");
    assertEquals(
        "<p title=\"&quot; onclick=&quot;x\">"
            + "&lt;/p&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;</p>",
        html.finish());
  }

  @Test
  void whatCannotBeSeenIsSpelledOut() {
    html.text("\033[31m\u202e\u200b\0\n\ud800 ä ├─");
    assertEquals("\\u001b[31m\\u202e\\u200b\\u0000\\u000a\\ud800 ä ├─", html.finish());
  }

  @ParameterizedTest
  @CsvSource({
    "onclick, x",
    "style, x",
    "src, x",
    "href, javascript:x",
    "href, https://example.org/",
    "a b, x",
    "a>, x"
  })
  void attributesThatActOrLoadAreRefused(String name, String value) {
    assertThrows(IllegalArgumentException.class, () -> html.open("a", name, value));
  }

  @Test
  void elementsAreClosed() {
    html.open("p");
    assertThrows(IllegalStateException.class, html::finish);
  }

  @Test
  void lengthIsThatOfThePage() {
    html.text("a<b\033");
    assertEquals(html.length(), HtmlWriter.length("a<b\033"));
  }
}
