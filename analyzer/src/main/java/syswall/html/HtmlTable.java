package syswall.html;

import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** A table that ends where its room does, and says so. */
public final class HtmlTable {
  /**
   * A column.
   *
   * @param title what stands above it
   * @param isNumber whether it is aligned as numbers are
   */
  public record Column(String title, boolean isNumber) {
    /** A column of text. */
    public static Column text(String title) {
      return new Column(title, false);
    }

    /** A column of numbers. */
    public static Column number(String title) {
      return new Column(title, true);
    }
  }

  private HtmlTable() {}

  /**
   * Writes the table; nothing but {@code none} if it has no rows.
   *
   * @param caption what it shows
   * @param none what is said in place of it
   * @param room characters that its rows may take
   * @param cells writes the cells of a row
   */
  public static <T> void write(
      HtmlWriter html,
      String caption,
      String none,
      List<Column> columns,
      List<T> rows,
      int room,
      BiConsumer<HtmlRow, T> cells) {
    if (rows.isEmpty()) {
      html.element("p", none, "class", "none");
      return;
    }
    // What scrolls has to be reached by keyboard.
    html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
    html.open("table").element("caption", caption).open("thead").open("tr");
    for (Column column : columns) {
      if (column.isNumber()) {
        html.element("th", column.title(), "scope", "col", "class", "n");
      } else {
        html.element("th", HtmlRow.cut(column.title()), "scope", "col");
      }
    }
    html.close().close().open("tbody");
    int end = html.length() + room;
    int written = 0;
    HtmlRow row = new HtmlRow(html);
    while (written < rows.size() && html.length() < end) {
      html.open("tr");
      cells.accept(row, rows.get(written++));
      html.close();
    }
    html.close().close().close();
    more(html, rows.size() - written);
  }

  private static void more(HtmlWriter html, int count) {
    if (count > 0) {
      html.element("p", String.format(Locale.ROOT, "and %,d more", count), "class", "more");
    }
  }
}
