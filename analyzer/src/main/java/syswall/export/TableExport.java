package syswall.export;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;
import syswall.decode.ReadableText;
import syswall.event.ByteString;
import syswall.event.Event;
import syswall.replay.Projection;
import syswall.replay.Replay;
import syswall.trace.Selection;
import syswall.trace.Trace;

/**
 * Writes {@link Table}s of sessions, one session after the other, each in one pass. What needs
 * memory is what a report needs; events are handed on as they come.
 */
public final class TableExport implements SessionExport {
  /** The most rows in a sheet of Excel and LibreOffice. */
  public static final int SHEET_ROWS = 1_048_576;

  private final Map<Table, Rows> tables = new EnumMap<>(Table.class);
  private final boolean severalSessions;

  /** What is closed when all sessions are written, in this order. */
  private final List<Closeable> outputs = new ArrayList<>();

  private TableExport(boolean severalSessions) {
    this.severalSessions = severalSessions;
  }

  /**
   * As CSV, of which the names of the columns are written at once.
   *
   * @param parts opens the files, which are closed with this
   * @param severalSessions whether a column says which session a row is of
   */
  public static TableExport csv(
      Set<Table> tables, Parts parts, CsvStyle style, boolean severalSessions) throws IOException {
    TableExport export = new TableExport(severalSessions);
    for (Table table : tables) {
      export.put(table, new CsvRows(table, parts, style, severalSessions));
    }
    return export;
  }

  /**
   * As a workbook with a sheet for each table, in their order. It says when it was made, so no two
   * are the same. Only the last table is written as it comes: the others are kept until then, for
   * some 35 bytes a row, since the file has one after the other.
   *
   * @param out closed with this
   * @param rowLimit the most rows in a sheet, the names of the columns included
   * @param notices hears, line by line, where sheets do not say what the tables have
   * @param severalSessions whether a column says which session a row is of
   */
  public static TableExport xlsx(
      SortedSet<Table> tables,
      OutputStream out,
      int rowLimit,
      Consumer<String> notices,
      boolean severalSessions) {
    TableExport export = new TableExport(severalSessions);
    OutputStream file = new ZipLimit(out);
    Workbook workbook = new Workbook(file, "syswall", null);
    for (Table table : tables) {
      Rows sheet = new XlsxRows(workbook, table, rowLimit, notices, severalSessions);
      export.put(table, table == tables.last() ? sheet : new KeptRows(sheet));
    }
    // The sheet that is begun already must end before another begins.
    export.outputs.add(0, export.outputs.remove(export.outputs.size() - 1));
    export.outputs.add(workbook);
    export.outputs.add(file);
    return export;
  }

  private void put(Table table, Rows rows) {
    tables.put(table, rows);
    outputs.add(rows);
  }

  @Override
  public void add(String session, Supplier<@Nullable Event> events) {
    if (severalSessions) {
      String name = ReadableText.of(ByteString.of(session));
      tables.values().forEach(rows -> rows.session(name));
    }
    HistoryRows summary = new HistoryRows(tables.get(Table.OPENED));
    List<Projection> projections = new ArrayList<>();
    List<Runnable> endings = new ArrayList<>();
    if (!tables.keySet().equals(Set.of(Table.EVENTS))) {
      projections.addAll(summary.history().projections());
      endings.add(summary::finish);
    }
    with(
        Table.DECISIONS,
        rows -> projections.add(new DecisionRows(summary.history().state(), rows)));
    with(
        Table.EVENTS,
        rows -> {
          Trace trace = new Trace(Selection.ALL, moment -> new EventRows(moment, rows));
          projections.add(trace);
          endings.add(trace::finish);
        });
    Replay.run(events, projections.toArray(new Projection[0]));
    endings.forEach(Runnable::run);
    with(Table.FINDINGS, summary::findings);
    with(Table.PROCESSES, summary::processes);
    with(Table.FILES, summary::files);
    with(Table.SOCKETS, summary::sockets);
    with(Table.NAMES, summary::names);
  }

  private void with(Table table, Consumer<Rows> writer) {
    Rows rows = tables.get(table);
    if (rows != null) {
      writer.accept(rows);
    }
  }

  @Override
  public void close() throws IOException {
    for (Closeable output : outputs) {
      output.close();
    }
  }
}
