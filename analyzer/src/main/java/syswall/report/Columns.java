package syswall.report;

/** Texts that are to fit beside others. */
public final class Columns {
  private Columns() {}

  /** A text, or its beginning and an ellipsis if it is wider. */
  public static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, Math.max(1, width) - 1) + "…";
  }

  /** A path, or its beginning, an ellipsis and its end, which tells more, if it is wider. */
  static String cutPath(String path, int width) {
    if (path.length() <= width) {
      return path;
    }
    int end = Math.max(1, (width - 1) * 2 / 3);
    return path.substring(0, Math.max(0, width - 1 - end))
        + "…"
        + path.substring(path.length() - end);
  }

  /** A text with spaces behind it, if it is narrower. */
  public static String pad(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }
}
