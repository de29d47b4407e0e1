package syswall.html;

/** The cells of a table's row, in the order of its columns. */
public final class HtmlRow {
  /** Characters of a text that are shown; arguments of programs can be megabytes. */
  private static final int LONGEST = 300;

  private final HtmlWriter html;

  HtmlRow(HtmlWriter html) {
    this.html = html;
  }

  /** What the row is about, as the machine spells it. */
  public HtmlRow head(String text) {
    html.element("th", cut(text), "scope", "row");
    return this;
  }

  /**
   * What the row is about, in a tree.
   *
   * @param branch drawn in front of it, for those who see it
   */
  public HtmlRow head(String branch, String text) {
    if (branch.isEmpty()) {
      return head(text);
    }
    html.open("th", "scope", "row").open("div", "class", "t");
    html.element("span", cut(branch), "aria-hidden", "true").element("span", cut(text));
    html.close().close();
    return this;
  }

  /** What the machine calls something, which may be long: paths, errors. */
  public HtmlRow code(String text) {
    return code(text, false);
  }

  /** The same, which says that something went wrong, or not. */
  public HtmlRow code(String text, boolean isBad) {
    html.element("td", cut(text), "class", isBad ? "c bad" : "c");
    return this;
  }

  /** Words. */
  public HtmlRow text(String text) {
    html.element("td", cut(text));
    return this;
  }

  /** Words that say that something went wrong, or not. */
  public HtmlRow outcome(String text, boolean isBad) {
    if (!isBad) {
      return text(text);
    }
    html.element("td", cut(text), "class", "bad");
    return this;
  }

  /** A number, with its unit. */
  public HtmlRow number(String number) {
    html.element("td", number, "class", "n");
    return this;
  }

  /** The number of an event; nothing if it is negative. */
  public HtmlRow event(long event) {
    html.element("td", event < 0 ? "" : Long.toString(event), "class", "e");
    return this;
  }

  /**
   * A bar from one share of the cell's width to another, both from 0 to 1. What it shows is said in
   * other cells.
   */
  public HtmlRow bar(double from, double to) {
    html.open("td", "class", "bar").open("svg", "aria-hidden", "true");
    html.open("rect", "x", percent(from), "width", percent(to - from));
    html.close().close().close();
    return this;
  }

  private static String percent(double share) {
    return Math.round(Math.min(1, share) * 10_000) / 100.0 + "%";
  }

  static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }
}
