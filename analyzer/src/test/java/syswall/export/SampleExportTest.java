package syswall.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import syswall.journal.JournalTailer;

/**
 * What the real sessions in sample-sessions export, whole files compared. {@code -Dgolden.update}
 * writes what is expected instead.
 */
class SampleExportTest {
  private static final boolean UPDATE = System.getProperty("golden.update") != null;

  @ParameterizedTest
  @MethodSource("syswall.replay.SampleSessions#whole")
  void tablesAreAsExpected(Path sample) throws IOException {
    Map<Table, StringWriter> tables = new EnumMap<>(Table.class);
    Parts parts = (table, part) -> tables.computeIfAbsent(table, name -> new StringWriter());
    try (TableExport export =
        TableExport.csv(EnumSet.allOf(Table.class), parts, Exports.PLAIN, false)) {
      add(export, sample);
    }
    for (Map.Entry<Table, StringWriter> table : tables.entrySet()) {
      compare(sample, table.getKey().label() + ".csv", table.getValue());
    }
  }

  @ParameterizedTest
  @MethodSource("syswall.replay.SampleSessions#whole")
  void stacksAreAsExpected(Path sample) throws IOException {
    StringWriter stacks = new StringWriter();
    try (FoldedExport export = new FoldedExport(stacks, false)) {
      add(export, sample);
    }
    compare(sample, "folded.txt", stacks);
  }

  private static void add(SessionExport export, Path sample) throws IOException {
    try (JournalTailer tailer = JournalTailer.open(sample.resolve("session.cq"))) {
      export.add("session.cq", tailer::next);
    }
  }

  private static void compare(Path sample, String name, StringWriter actual) throws IOException {
    Path golden = sample.resolve("expected").resolve("export").resolve(name);
    if (UPDATE) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, actual.toString());
    }
    assertEquals(Files.readString(golden), actual.toString(), golden.toString());
  }
}
