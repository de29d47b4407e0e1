package syswall.html;

import java.util.ArrayDeque;
import java.util.Deque;
import syswall.decode.InvisibleText;

/**
 * Writes HTML, and is all that does: text and the values of attributes become markup nowhere, and
 * what controls a terminal or the direction of text is spelled out, whoever made it.
 */
public final class HtmlWriter {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Writes nothing yet. */
  HtmlWriter() {}

  /**
   * Begins an element.
   *
   * @param attributes names and values in turn; an empty value writes the name alone
   * @throws IllegalArgumentException if an attribute could act or load something
   */
  public HtmlWriter open(String element, String... attributes) {
    begin(element, attributes);
    open.push(element);
    out.append('>');
    return this;
  }

  /** Ends the innermost element. */
  public HtmlWriter close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** An element of HTML that has no end tag. */
  public HtmlWriter lone(String element, String... attributes) {
    begin(element, attributes);
    out.append('>');
    return this;
  }

  /** An element with only text in it. */
  public HtmlWriter element(String element, String text, String... attributes) {
    return open(element, attributes).text(text).close();
  }

  /** Text, which stays text. */
  public HtmlWriter text(String text) {
    escape(text, out);
    return this;
  }

  /** How many characters are written. */
  public int length() {
    return out.length();
  }

  /** How many characters a text takes in the page. */
  public static int length(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    escape(text, escaped);
    return escaped.length();
  }

  /** A part of the page that syswall brings along, as it is. */
  HtmlWriter raw(String markup) {
    out.append(markup);
    return this;
  }

  /** All that was written. */
  String finish() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return out.toString();
  }

  private void begin(String element, String... attributes) {
    out.append('<').append(name(element));
    for (int i = 0; i < attributes.length; i += 2) {
      String name = name(attributes[i]);
      String value = attributes[i + 1];
      boolean leaves = name.equals("href") && !value.startsWith("#");
      if (leaves || name.startsWith("on") || name.equals("style") || name.equals("src")) {
        throw new IllegalArgumentException(name + "=" + value);
      }
      out.append(' ').append(name);
      if (!value.isEmpty()) {
        out.append("=\"");
        escape(value, out);
        out.append('"');
      }
    }
  }

  private static String name(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(i > 0 && (c == '-' || (c >= '0' && c <= '9')))) {
        throw new IllegalArgumentException(name);
      }
    }
    return name;
  }

  private static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      switch (character) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> {
          if (InvisibleText.is(character)) {
            InvisibleText.appendSpelled(character, out);
          } else {
            out.appendCodePoint(character);
          }
        }
      }
    }
  }
}
