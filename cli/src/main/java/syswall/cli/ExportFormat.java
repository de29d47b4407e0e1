package syswall.cli;

/** The values of {@code export --format}, spelled as on the command line. */
enum ExportFormat {
  /** Tables for spreadsheets, as text. */
  csv(true, true),
  /** Tables for spreadsheets, as a workbook. */
  xlsx(true, false),
  /** Every event as an object. */
  jsonl(false, true),
  /** Stacks for flame graphs. */
  folded(false, true),
  /** A trace for Perfetto. */
  perfetto(false, false);

  private final boolean hasTables;
  private final boolean isText;

  ExportFormat(boolean hasTables, boolean isText) {
    this.hasTables = hasTables;
    this.isText = isText;
  }

  /** Whether it is made of tables. */
  boolean hasTables() {
    return hasTables;
  }

  /** Whether a terminal can show it. */
  boolean isText() {
    return isText;
  }
}
