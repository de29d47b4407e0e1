package syswall.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/**
 * A page that is one file: style and script are in it and named by their hashes in its policy,
 * under which a browser runs and loads nothing else, even if the page should hold it.
 */
public final class HtmlPage {
  /**
   * A part of the page that is jumped to.
   *
   * @param id its name in links
   * @param title its heading
   * @param count what stands beside its link; empty for nothing
   * @param content writes it
   */
  public record Section(String id, String title, String count, Consumer<HtmlWriter> content) {}

  private HtmlPage() {}

  /**
   * The page.
   *
   * @param title what a browser calls it
   * @param head writes what stands above the sections, its heading first
   */
  public static String of(String title, Consumer<HtmlWriter> head, List<Section> sections) {
    String style = resource("page.css");
    String script = resource("page.js");
    HtmlWriter html = new HtmlWriter();
    html.raw("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
    html.lone("meta", "charset", "utf-8");
    html.lone("meta", "http-equiv", "Content-Security-Policy", "content", policy(style, script));
    html.lone("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.lone("meta", "name", "color-scheme", "content", "light dark");
    html.element("title", title);
    html.open("style").raw(style).close().close().open("body");
    html.open("header");
    head.accept(html);
    html.close();
    links(html, sections);
    html.open("main");
    sections.forEach(section -> section(html, section));
    html.close().open("script").raw(script).close().close().close();
    return html.finish() + "\n";
  }

  private static void links(HtmlWriter html, List<Section> sections) {
    html.open("nav", "aria-label", "Sections").open("ul");
    for (Section section : sections) {
      html.open("li").open("a", "href", "#" + section.id()).text(section.title());
      if (!section.count().isEmpty()) {
        html.text(" ").element("small", section.count());
      }
      html.close().close();
    }
    html.close().close();
  }

  private static void section(HtmlWriter html, Section section) {
    String heading = section.id() + "-heading";
    html.open("section", "id", section.id(), "aria-labelledby", heading);
    html.element("h2", section.title(), "id", heading);
    section.content().accept(html);
    html.close();
  }

  private static String policy(String style, String script) {
    return "default-src 'none'; style-src '"
        + hash(style)
        + "'; script-src '"
        + hash(script)
        + "'; base-uri 'none'; form-action 'none'";
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + ": missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
