package syswall.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.dhatim.fastexcel.RichText;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * A table as a sheet of a workbook, or as several if its rows are too many for one: the names of
 * the columns bold and always in sight, moments as dates, text as text whatever it looks like.
 */
final class XlsxRows implements Rows {
  /** So many rows are kept before they are written; they decide how wide the columns are. */
  private static final int CHUNK = 256;

  private static final int WIDEST = 60;
  private static final int MARGIN = 2;

  /** Microseconds are in the cell, but no format shows them. */
  private static final String TIME_FORMAT = "yyyy-mm-dd hh:mm:ss.000";

  private static final int TIME_WIDTH = 23;

  // Dates are days since 1899-12-30: ECMA-376, part 1, 18.17.4.1
  private static final int DAYS_BEFORE_1970 = 25_569;
  private static final double DAY_MICROS = 86_400e6;
  private static final long MICRO_NS = 1_000;

  private final Workbook workbook;
  private final Table table;
  private final int rowLimit;
  private final Consumer<String> notices;
  private final List<String> columns;
  private final int[] widths;
  private Worksheet sheet;
  private int part = 1;
  private int row;
  private int column;
  private long cut;
  private @Nullable String session;

  /**
   * Begins a sheet, of which nothing is written before there are some rows.
   *
   * @param rowLimit the most rows in a sheet, the names of the columns included
   * @param notices hears, in a line, what the sheet does not say as the table has it
   * @param sessionColumn whether a column for the session stands in front
   */
  XlsxRows(
      Workbook workbook,
      Table table,
      int rowLimit,
      Consumer<String> notices,
      boolean sessionColumn) {
    this.workbook = workbook;
    this.table = table;
    this.rowLimit = rowLimit;
    this.notices = notices;
    columns = table.columns(sessionColumn);
    widths = new int[columns.size()];
    sheet = open();
  }

  private Worksheet open() {
    Worksheet opened = workbook.newWorksheet(table.label() + (part == 1 ? "" : "-" + part));
    for (int c = 0; c < columns.size(); c++) {
      opened.inlineString(0, c, columns.get(c));
      opened.style(0, c).bold().set();
      widths[c] = columns.get(c).length();
    }
    opened.freezePane(0, 1);
    row = 1;
    return opened;
  }

  @Override
  public void session(String newSession) {
    session = newSession;
  }

  @Override
  public Rows begin(long event) {
    if (row == rowLimit) {
      finish();
      part++;
      sheet = open();
      notices.accept(
          table.label() + " is longer than a sheet, it goes on in the sheet " + sheet.getName());
    }
    return session == null ? number(event) : text(session).number(event);
  }

  @Override
  public Rows exact(long value) {
    sheet.value(row, column, value);
    return next(Long.toString(value).length());
  }

  @Override
  public Rows time(long epochNs) {
    double days = Math.floorDiv(epochNs, MICRO_NS) / DAY_MICROS + DAYS_BEFORE_1970;
    sheet.value(row, column, days);
    sheet.style(row, column).format(TIME_FORMAT).set();
    return next(TIME_WIDTH);
  }

  @Override
  public Rows text(CharSequence text) {
    if (text.isEmpty()) {
      return none();
    }
    String cell = XlsxText.fit(text.toString());
    if (cell.length() < text.length()) {
      cut++;
    }
    if (cell.startsWith(" ") || cell.endsWith(" ")) {
      // Only in such does the library ask for spaces to be kept at the ends.
      sheet.inlineString(row, column, RichText.builder().run(XlsxText.escape(cell)).end().build());
    } else {
      sheet.inlineString(row, column, XlsxText.escape(cell));
    }
    return next(cell.length());
  }

  @Override
  public Rows none() {
    return next(0);
  }

  private Rows next(int width) {
    widths[column] = Math.max(widths[column], width);
    column++;
    return this;
  }

  @Override
  public void end() {
    column = 0;
    row++;
    if (row % CHUNK == 0) {
      flush();
    }
  }

  private void flush() {
    try {
      setWidths();
      sheet.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Only the first time something is written, it has an effect. */
  private void setWidths() {
    for (int c = 0; c < widths.length && row <= CHUNK; c++) {
      sheet.width(c, Math.min(WIDEST, widths[c]) + MARGIN);
    }
  }

  private void finish() {
    try {
      setWidths();
      sheet.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    setWidths();
    sheet.finish();
    if (cut > 0) {
      notices.accept(
          table.label() + ": texts longer than a cell holds, whose end is left out: " + cut);
    }
  }
}
