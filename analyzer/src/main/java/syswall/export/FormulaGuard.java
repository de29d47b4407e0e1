package syswall.export;

/**
 * Keeps text of the tracee from being a formula where a spreadsheet opens it (OWASP, "CSV
 * Injection"): an apostrophe in front makes it text. So it does behind what other separators than
 * the comma would make a cell of its own: where lists are separated by semicolons, quotes do not
 * hold a cell of this file together.
 */
final class FormulaGuard {
  private static final String STARTS = "=+-@\t\r";

  private FormulaGuard() {}

  /** The text, with an apostrophe in front of each formula that it could be. */
  static String guard(String text) {
    StringBuilder guarded = null;
    int copied = 0;
    boolean atStart = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (atStart && STARTS.indexOf(c) >= 0) {
        guarded = guarded == null ? new StringBuilder() : guarded;
        guarded.append(text, copied, i).append('\'');
        copied = i;
      }
      atStart =
          switch (c) {
            case ';', '\t', '\n', '|' -> true;
            case ',' -> i + 1 < text.length() && text.charAt(i + 1) != ' ';
            case ' ', '"' -> atStart;
            default -> false;
          };
    }
    return guarded == null ? text : guarded.append(text, copied, text.length()).toString();
  }
}
