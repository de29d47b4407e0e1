package syswall.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * A table as RFC 4180 has it: CRLF, quotes where they are needed, the names of the columns first;
 * in as many files as its rows need.
 */
final class CsvRows implements Rows {
  private static final int BUFFER = 1 << 15;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final Table table;
  private final Parts parts;
  private final CsvStyle style;
  private final List<String> columns;
  private final List<@Nullable String> cells = new ArrayList<>();
  private final TimeText times = new TimeText();

  /** What is not written yet: whole rows, since a writer locks itself for each piece. */
  private final StringBuilder buffer = new StringBuilder(2 * BUFFER);

  private final CSVPrinter printer = new CSVPrinter(buffer, CSVFormat.RFC4180);
  private Writer out;
  private int part = 1;
  private int rows = 1; // the names of the columns
  private @Nullable String session;

  /**
   * Writes a table.
   *
   * @param sessionColumn whether a column for the session stands in front
   */
  CsvRows(Table table, Parts parts, CsvStyle style, boolean sessionColumn) throws IOException {
    this.table = table;
    this.parts = parts;
    this.style = style;
    columns = table.columns(sessionColumn);
    out = open();
  }

  private Writer open() throws IOException {
    if (style.byteOrderMark()) {
      buffer.append(BYTE_ORDER_MARK);
    }
    printer.printRecord(columns);
    return parts.open(table, part);
  }

  private void write() throws IOException {
    out.append(buffer);
    buffer.setLength(0);
  }

  @Override
  public void session(String newSession) {
    session = newSession;
  }

  @Override
  public Rows begin(long event) {
    try {
      if (rows == style.rowLimit()) {
        close();
        rows = 1;
        part++;
        out = open();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return session == null ? number(event) : text(session).number(event);
  }

  @Override
  public Rows exact(long value) {
    return print(Long.toString(value));
  }

  @Override
  public Rows time(long epochNs) {
    return print(times.of(epochNs));
  }

  @Override
  public Rows text(CharSequence text) {
    return print(style.raw() ? text.toString() : FormulaGuard.guard(text.toString()));
  }

  @Override
  public Rows none() {
    return print(null);
  }

  private Rows print(@Nullable String cell) {
    cells.add(cell);
    return this;
  }

  @Override
  public void end() {
    try {
      printer.printRecord(cells);
      cells.clear();
      rows++;
      if (buffer.length() >= BUFFER) {
        write();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      write();
    } finally {
      out.close();
    }
  }
}
