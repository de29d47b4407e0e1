package syswall.report;

/** How text for people stresses its parts: not at all, or with a terminal's colours. */
public enum Style {
  /** Text alone. */
  PLAIN("", "", "", "", ""),
  /** Escape sequences of ECMA-48, Select Graphic Rendition. */
  ANSI("\033[1m", "\033[2m", "\033[31m", "\033[32m", "\033[0m");

  private final String bold;
  private final String dim;
  private final String red;
  private final String green;
  private final String reset;

  Style(String bold, String dim, String red, String green, String reset) {
    this.bold = bold;
    this.dim = dim;
    this.red = red;
    this.green = green;
    this.reset = reset;
  }

  /** A line that others stand under. */
  public String heading(String text) {
    return bold + text + reset;
  }

  /** What can be passed over. */
  public String faint(String text) {
    return dim + text + reset;
  }

  /** What went wrong. */
  public String bad(String text) {
    return red + text + reset;
  }

  /** What went well. */
  public String good(String text) {
    return green + text + reset;
  }
}
