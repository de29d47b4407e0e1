package syswall.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import syswall.journal.JournalTailer;

/**
 * What the real sessions in sample-sessions export, whole files compared. {@code -Dgolden.update}
 * writes what is expected instead.
 */
class SampleExportTest {
  // The numbers are those of trace_packet.proto, track_event.proto and track_descriptor.proto.
  private static final Pattern DESCRIBED_TRACK = Pattern.compile("\\{60:\\{1:(\\d+),");
  private static final Pattern NAMED_THREAD = Pattern.compile(",4:\\{1:\\d+,2:\\d+,5:'[^']");
  private static final Pattern TRACK_EVENT =
      Pattern.compile("\\{8:(\\d+),11:\\{9:(\\d),11:(\\d+),");
  private static final Pattern CALL = Pattern.compile("(?:[^,]*,){5}call,");

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

  /**
   * What Perfetto's importer would drop or leave open: events on no track, in disorder, unpaired.
   */
  @ParameterizedTest
  @MethodSource("syswall.replay.SampleSessions#whole")
  void everyCallIsASliceOnATrackThatWasDescribed(Path sample) throws IOException {
    ByteArrayOutputStream trace = new ByteArrayOutputStream();
    try (PerfettoExport export = new PerfettoExport(trace)) {
      add(export, sample);
    }
    Map<String, Long> lastNs = new HashMap<>();
    Map<String, Integer> open = new HashMap<>();
    int slices = 0;
    for (String packet : ProtoReader.messages(trace.toByteArray())) {
      Matcher track = DESCRIBED_TRACK.matcher(packet);
      if (track.lookingAt()) {
        assertTrue(NAMED_THREAD.matcher(packet).find() || !packet.contains(",4:{"), packet);
        lastNs.putIfAbsent(track.group(1), 0L);
        continue;
      }
      Matcher event = TRACK_EVENT.matcher(packet);
      if (event.lookingAt()) {
        long timeNs = Long.parseLong(event.group(1));
        Long before = lastNs.put(event.group(3), timeNs);
        assertTrue(before != null && before <= timeNs, packet);
        int change = event.group(2).equals("1") ? 1 : event.group(2).equals("2") ? -1 : 0;
        slices += change > 0 ? 1 : 0;
        assertTrue(open.merge(event.group(3), change, Integer::sum) >= 0, packet);
      }
    }
    assertEquals(Set.of(0), Set.copyOf(open.values()));
    Path events = sample.resolve("expected/export/events.csv");
    assertEquals(
        Files.readAllLines(events).stream().filter(row -> CALL.matcher(row).lookingAt()).count(),
        slices);
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
