package syswall.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
  private final Map<Table, Rows> tables = new EnumMap<>(Table.class);
  private final boolean severalSessions;

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
      export.tables.put(table, new CsvRows(table, parts, style, severalSessions));
    }
    return export;
  }

  @Override
  public void add(String session, Supplier<@Nullable Event> events) {
    if (severalSessions) {
      tables.values().forEach(rows -> rows.session(session));
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
    for (Rows rows : tables.values()) {
      rows.close();
    }
  }
}
