package syswall.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static syswall.replay.Recorded.FIRST;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import syswall.replay.Recorded;

class XlsxExportTest {
  private static final SortedSet<Table> ALL = new TreeSet<>(EnumSet.allOf(Table.class));

  private final List<String> notices = new ArrayList<>();

  private byte[] write(Table table, int rowLimit, Recorded... sessions) throws IOException {
    return Workbooks.write(
        new TreeSet<>(List.of(table)), rowLimit, notices::add, List.of(sessions));
  }

  @Test
  void sheetsSayWhatTheCsvSays() throws IOException {
    List<Recorded> sessions = List.of(Recordings.hostile(), Recordings.hostile());
    byte[] file = Workbooks.write(ALL, TableExport.SHEET_ROWS, notices::add, sessions);
    Map<String, List<List<String>>> sheets = Workbooks.sheets(file);
    assertEquals(ALL.stream().map(Table::label).toList(), List.copyOf(sheets.keySet()));
    CsvStyle raw = new CsvStyle(false, true, TableExport.SHEET_ROWS);
    Map<String, String> files = Exports.csv(ALL, raw, sessions);
    for (Table table : ALL) {
      String csv = files.getOrDefault(table.label() + "-1", "");
      List<CSVRecord> records = CSVFormat.RFC4180.parse(new StringReader(csv)).getRecords();
      List<List<String>> rows = sheets.getOrDefault(table.label(), List.of());
      assertEquals(records.size(), rows.size(), table.label());
      for (int i = 0; i < rows.size(); i++) {
        List<String> cells = new ArrayList<>(rows.get(i));
        while (cells.size() < records.get(i).size()) {
          cells.add("");
        }
        assertEquals(records.get(i).toList(), cells);
      }
    }
    assertEquals(List.of(), notices);
  }

  @Test
  void noCellIsAFormula() throws IOException {
    byte[] file =
        Workbooks.write(ALL, TableExport.SHEET_ROWS, notices::add, List.of(Recordings.hostile()));
    for (Document part : Workbooks.parts(file).values()) {
      assertEquals(List.of(), Workbooks.elements(part, "f"));
    }
  }

  @Test
  void namesOfColumnsAreBoldAndStay() throws IOException {
    Map<String, Document> parts =
        Workbooks.parts(write(Table.FILES, TableExport.SHEET_ROWS, Recordings.hostile()));
    Document sheet = Workbooks.part(parts, "xl/worksheets/sheet1.xml");
    assertEquals("1", Workbooks.elements(sheet, "pane").get(0).getAttribute("ySplit"));
    int style = Integer.parseInt(Workbooks.elements(sheet, "c").get(0).getAttribute("s"));
    Document styles = Workbooks.part(parts, "xl/styles.xml");
    String font =
        Workbooks.elements(Workbooks.elements(styles, "cellXfs").get(0), "xf")
            .get(style)
            .getAttribute("fontId");
    assertEquals(
        1,
        Workbooks.elements(Workbooks.elements(styles, "font").get(Integer.parseInt(font)), "b")
            .size());
  }

  @Test
  void aTableThatIsLongerThanASheetGoesOnInAnother() throws IOException {
    Recorded session = new Recorded("sh");
    for (int i = 0; i < 5; i++) {
      session.call(FIRST, "getpid").returns(FIRST);
    }
    Map<String, List<List<String>>> sheets = Workbooks.sheets(write(Table.EVENTS, 4, session));
    assertEquals(List.of("events", "events-2", "events-3"), List.copyOf(sheets.keySet()));
    List<String> events = new ArrayList<>();
    for (List<List<String>> rows : sheets.values()) {
      assertEquals(Table.EVENTS.columns(), rows.get(0));
      rows.subList(1, rows.size()).forEach(row -> events.add(row.get(0)));
    }
    assertEquals(List.of("0", "1", "2", "4", "6", "8", "10"), events);
    assertEquals(
        List.of(
            "events is longer than a sheet, it goes on in the sheet events-2",
            "events is longer than a sheet, it goes on in the sheet events-3"),
        notices);
  }

  @Test
  void whatIsLongerThanACellIsCutAndSaid() throws IOException {
    Recorded session = new Recorded("sh", "x".repeat(32_763) + "😀".repeat(9));
    session.executes(FIRST, FIRST, "/bin/sh", "sh", "y".repeat(32_764));
    List<List<String>> rows =
        Workbooks.sheets(write(Table.EVENTS, TableExport.SHEET_ROWS, session))
            .getOrDefault("events", List.of());
    assertEquals("sh " + "x".repeat(32_763) + "…", rows.get(1).get(14));
    assertEquals("sh " + "y".repeat(32_764), rows.get(3).get(14));
    assertEquals(
        List.of("events: texts longer than a cell holds, whose end is left out: 1"), notices);
  }

  @Test
  void whatCannotBeWrittenFails() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("full");
          }
        };
    assertThrows(
        IOException.class,
        () -> TableExport.xlsx(ALL, full, TableExport.SHEET_ROWS, notices::add, false).close());
  }

  @Test
  void aFileThatIsTooLongForZipFails() throws IOException {
    byte[] block = new byte[1 << 20];
    try (OutputStream zip = new ZipLimit(OutputStream.nullOutputStream())) {
      for (int i = 0; i < 4_095; i++) {
        zip.write(block);
      }
      assertThrows(IOException.class, () -> zip.write(block));
    }
  }

  @Test
  void keptRowsComeAsTheyWere() throws IOException {
    StringBuilder heard = new StringBuilder();
    Rows next = new HeardRows(heard);
    try (Rows kept = new KeptRows(next)) {
      kept.session("a");
      kept.begin(7).number(Long.MIN_VALUE).number(-1).time(-1).text("=ü😀").text("").none().end();
      assertEquals("", heard.toString());
    }
    assertEquals(
        "session a|begin 7|text 0x8000000000000000|exact -1|time -1|text =ü😀|none|none|end|close|",
        heard.toString());
  }

  private record HeardRows(StringBuilder heard) implements Rows {
    private Rows hear(String what) {
      heard.append(what).append('|');
      return this;
    }

    @Override
    public void session(String session) {
      hear("session " + session);
    }

    @Override
    public Rows begin(long event) {
      return hear("begin " + event);
    }

    @Override
    public Rows exact(long value) {
      return hear("exact " + value);
    }

    @Override
    public Rows time(long epochNs) {
      return hear("time " + epochNs);
    }

    @Override
    public Rows text(CharSequence text) {
      return hear("text " + text);
    }

    @Override
    public Rows none() {
      return hear("none");
    }

    @Override
    public void end() {
      hear("end");
    }

    @Override
    public void close() {
      hear("close");
    }
  }
}
