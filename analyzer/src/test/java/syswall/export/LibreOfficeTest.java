package syswall.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static syswall.replay.Recorded.FIRST;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import syswall.replay.Recorded;

/** What a real spreadsheet program reads in the tables of a hostile session. */
@Tag("process")
class LibreOfficeTest {
  private static final Path SOFFICE = Path.of("/usr/bin/soffice");
  private static final SortedSet<Table> TABLES = new TreeSet<>(EnumSet.allOf(Table.class));

  /** Commas, double quotes, UTF-8, from the first line, any language; cells as they are shown. */
  private static final String CSV_IN = "CSV:44,34,76,1,,0";

  /** The same, and a file for each sheet. */
  private static final String CSV_OUT =
      "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";

  private static final int TO_THE_MILLISECOND = "2026-01-01 00:00:00.000".length();

  @TempDir private Path scratch;

  @Test
  void itsTablesAreOurs() throws Exception {
    assumeTrue(Files.isExecutable(SOFFICE), "soffice is not installed");
    List<Recorded> hostile = List.of(Recordings.hostile());
    Map<String, String> guarded = Exports.csv(TABLES, Exports.PLAIN, hostile);
    List<Path> texts = new ArrayList<>();
    for (Table table : TABLES) {
      texts.add(
          Files.writeString(
              scratch.resolve(table.label() + ".csv"),
              guarded.getOrDefault(table.label() + "-1", "")));
    }
    convert(texts, "--infilter=" + CSV_IN, "--convert-to", "xlsx");

    List<Recorded> worse = List.of(worse());
    List<Path> workbooks = new ArrayList<>();
    TABLES.forEach(table -> workbooks.add(scratch.resolve("out/" + table.label() + ".xlsx")));
    Path ours = scratch.resolve("ours.xlsx");
    byte[] workbook = Workbooks.write(TABLES, TableExport.SHEET_ROWS, notice -> {}, worse);
    workbooks.add(Files.write(ours, workbook));
    convert(workbooks, "--convert-to", CSV_OUT);

    CsvStyle asItIs = new CsvStyle(false, true, TableExport.SHEET_ROWS);
    Map<String, String> raw = Exports.csv(TABLES, asItIs, worse);
    for (Table table : TABLES) {
      String label = table.label();
      assertEquals(
          toTheMillisecond(parse(guarded.getOrDefault(label + "-1", ""))),
          read(label + "-" + label));
      assertEquals(
          toTheMillisecond(parse(raw.getOrDefault(label + "-1", ""))), read("ours-" + label));
    }
  }

  /** What only a workbook can say: text that is a number, spaces at an end, what XML escapes. */
  private static Recorded worse() {
    Recorded session = new Recorded("18446744073709551615");
    session.call(FIRST, "open", "_x000d_ & <b>]]> ", 0).fails(2);
    session.call(FIRST, "open", "  0012", 0).blocked(" 007 ", 1);
    session.call(FIRST, "open", "TRUE", 0).blocked("TRUE", 1);
    session.call(FIRST, "open", "=cmd|' /C calc'!A0", 0).blocked("=1+1", 1);
    session.call(FIRST, "open", "a \"quoted\",\r\n😀\u202e", 0).fails(13);
    session.call(FIRST, "lseek", 3, -1, 0).returns(999_999_999_999_999L);
    session.call(FIRST, "lseek", 3, -1, 0).returns(Long.MAX_VALUE);
    session.call(FIRST, "read", 3, 0, -1L).returns(-4096);
    return session.exits(FIRST, 0).ends(0);
  }

  private void convert(List<Path> files, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(SOFFICE.toString());
    command.add("-env:UserInstallation=" + scratch.resolve("profile").toUri());
    command.addAll(List.of("--headless", "--norestore"));
    command.addAll(List.of(options));
    command.addAll(List.of("--outdir", scratch.resolve("out").toString()));
    files.forEach(file -> command.add(file.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  private List<List<String>> read(String name) throws IOException {
    Path file = scratch.resolve("out").resolve(name + ".csv");
    return parse(Files.readString(file));
  }

  private static List<List<String>> parse(String csv) throws IOException {
    return CSVFormat.RFC4180.parse(new StringReader(csv)).getRecords().stream()
        .map(CSVRecord::toList)
        .toList();
  }

  /** As the program shows the column {@code time}, the second where there is one. */
  private static List<List<String>> toTheMillisecond(List<List<String>> rows) {
    if (!rows.get(0).get(1).equals("time")) {
      return rows;
    }
    List<List<String>> shown = new ArrayList<>(rows.subList(0, 1));
    for (List<String> row : rows.subList(1, rows.size())) {
      List<String> cells = new ArrayList<>(row);
      cells.set(1, cells.get(1).substring(0, TO_THE_MILLISECOND));
      shown.add(cells);
    }
    return shown;
  }
}
