package syswall.export;

import java.io.IOException;
import java.io.StringWriter;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import syswall.replay.Recorded;

/** What sessions that are written by hand look like as CSV. */
final class Exports {
  static final CsvStyle PLAIN = new CsvStyle(false, false, TableExport.SHEET_ROWS);

  private Exports() {}

  /** The text of every file, by its name. */
  static Map<String, String> csv(Set<Table> tables, CsvStyle style, List<Recorded> sessions)
      throws IOException {
    Map<String, StringWriter> files = new LinkedHashMap<>();
    Parts parts =
        (table, part) ->
            files.computeIfAbsent(table.label() + "-" + part, name -> new StringWriter());
    try (TableExport export = TableExport.csv(tables, parts, style, sessions.size() > 1)) {
      for (int i = 0; i < sessions.size(); i++) {
        export.add("run" + i + ".cq", sessions.get(i).source());
      }
    }
    Map<String, String> texts = new LinkedHashMap<>();
    files.forEach((name, text) -> texts.put(name, text.toString()));
    return texts;
  }

  /** One table of one session, with plain newlines. */
  static String table(Table table, Recorded session) throws IOException {
    String csv = csv(EnumSet.of(table), PLAIN, List.of(session)).get(table.label() + "-1");
    return csv == null ? "" : csv.replace("\r\n", "\n");
  }
}
