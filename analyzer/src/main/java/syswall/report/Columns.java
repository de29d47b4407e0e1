package syswall.report;

/** Texts that are to fit beside others. */
public final class Columns {
  private Columns() {}

  /** A text, or its beginning and an ellipsis if it is wider. */
  public static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, Math.max(1, width) - 1) + "…";
  }

  /** A text with spaces behind it, if it is narrower. */
  public static String pad(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }
}
