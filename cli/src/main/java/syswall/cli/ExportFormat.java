package syswall.cli;

/** The values of {@code export --format}, spelled as on the command line. */
enum ExportFormat {
  /** Tables for spreadsheets. */
  csv(true),
  /** Every event as an object. */
  jsonl(true),
  /** Stacks for flame graphs. */
  folded(true),
  /** A trace for Perfetto. */
  perfetto(false);

  private final boolean isText;

  ExportFormat(boolean isText) {
    this.isText = isText;
  }

  /** Whether it can be printed. */
  boolean isText() {
    return isText;
  }
}
