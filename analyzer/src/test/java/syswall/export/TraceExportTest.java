package syswall.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import syswall.event.Abi;
import syswall.replay.Recorded;
import syswall.report.JsonSchema;

/** The forms of an export that are no tables. */
class TraceExportTest {
  private static Recorded session() {
    Recorded session = new Recorded("sh");
    session.executes(FIRST, FIRST, "/bin/a;b", "sh");
    session.call(FIRST, "openat", AT_FDCWD, "/in", 0).lasting(1_500).fails(2);
    session.process(101, FIRST, 0);
    session.executes(101, 101, "/usr/bin/cc", "cc", "-o", "out");
    session.call(101, "read", 0).lasting(2_000_001).returns(5);
    session.call(101, "read", 0).lasting(3_000).interrupted();
    session.call(101, "pause").unfinished();
    return session.signal(101, 9).exits(101, 9).exits(FIRST, 0).ends(0);
  }

  @Test
  void foldedStacksAddUpMicroseconds() throws IOException {
    StringWriter out = new StringWriter();
    try (FoldedExport export = new FoldedExport(out, false)) {
      export.add("run.cq", session().source());
    }
    assertEquals(
        """
        a\\x3bb;cc;pause 2
        a\\x3bb;cc;read 2004
        a\\x3bb;openat 2
        """,
        out.toString());
  }

  @Test
  void foldedStacksOfSeveralSessionsStandOnThem() throws IOException {
    StringWriter out = new StringWriter();
    try (FoldedExport export = new FoldedExport(out, true)) {
      export.add("x;y.cq", session().source());
      export.add("z.cq", session().source());
    }
    List<String> lines = out.toString().lines().toList();
    assertEquals(6, lines.size());
    assertEquals("x\\x3by.cq;a\\x3bb;cc;pause 2", lines.get(0));
  }

  @Test
  void jsonLinesSayTheirVersionAndSession() throws IOException {
    StringWriter out = new StringWriter();
    try (JsonLinesExport export = new JsonLinesExport(out, true)) {
      export.add("a\n.cq", session().source());
      export.add("b.cq", session().source());
    }
    JsonSchema schema = JsonSchema.of("show.schema.json");
    List<String> lines = out.toString().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      JsonNode line = new ObjectMapper().readTree(lines.get(i));
      schema.assertFollowedBy(line);
      assertEquals(i < lines.size() / 2 ? "a\\n.cq" : "b.cq", line.path("session").asText());
    }
    assertTrue(lines.get(0).contains("\"schemaVersion\":1"), lines.get(0));
  }

  /** Field numbers as perfetto's .proto files have them; the reader is not the writer's code. */
  @Test
  void perfettoHasATrackForEachThreadAndASliceForEachCall() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PerfettoExport export = new PerfettoExport(out)) {
      export.add("run.cq", session().source());
    }
    assertEquals(
        """
        {6:{1:{1:1,2:1767225600000000000},1:{1:6,2:0}},10:1}
        {60:{1:1,3:{1:100}},10:1}
        {60:{1:2,5:1,4:{1:100,2:100,5:'thread 100'}},10:1}
        {8:1000,11:{9:3,11:2,22:'process',23:'started',4:{10:'event',3:1}},10:1}
        {60:{1:1,3:{1:100,6:'sh'}},10:1}
        {60:{1:2,5:1,4:{1:100,2:100,5:'a;b'}},10:1}
        {8:2000,11:{9:3,11:2,22:'process',23:'executed /bin/a;b',4:{10:'event',3:2},4:{10:'arguments',6:'sh'}},10:1}
        {8:3000,11:{9:1,11:2,22:'syscall',23:'openat',4:{10:'event',3:3}},10:1}
        {8:4500,11:{9:2,11:2,4:{10:'error',6:'ENOENT'},4:{10:'text',6:'openat(AT_FDCWD</wood>, "/in", O_RDONLY) = -1 ENOENT (No such file or directory)'}},10:1}
        """,
        String.join("\n", packets(out).subList(0, 9)) + "\n");
    List<String> rest = packets(out).subList(9, packets(out).size());
    assertTrue(rest.contains("{60:{1:3,3:{1:101,6:'sh'}},10:1}"), rest.toString());
    assertTrue(rest.contains("{60:{1:4,5:3,4:{1:101,2:101,5:'a;b'}},10:1}"), rest.toString());
    assertTrue(
        rest.contains(
            "{8:5500,11:{9:3,11:2,22:'process',23:'starts 101',4:{10:'event',3:5},47:6},10:1}"),
        rest.toString());
    assertTrue(
        rest.contains(
            "{8:5500,11:{9:3,11:4,22:'process',23:'started',4:{10:'event',3:5},48:6},10:1}"),
        rest.toString());
    long begun = rest.stream().filter(packet -> packet.contains("11:{9:1,")).count();
    long ended = rest.stream().filter(packet -> packet.contains("11:{9:2,")).count();
    assertEquals(3, begun);
    assertEquals(3, ended);
  }

  @Test
  void perfettoNamesAThreadAsItNamesItselfElseByItsProgramOrNumber() throws IOException {
    Recorded session = new Recorded("sh");
    session.executes(FIRST, FIRST, "/bin/java", "java").thread(101, FIRST, FIRST, 0x10f00);
    session.call(101, "prctl", 15, "\033[31mC2 CompilerThread0").returns(0);
    session.call(101, "prctl", 15, "failed").fails(14);
    session.call(101, "prctl", 4, 1).returns(0);
    session.call(Abi.I386, FIRST, "prctl", 15, "main").returns(0);
    session.executes(FIRST, FIRST, "/bin/sh", "sh").exits(FIRST, 0).ends(0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PerfettoExport export = new PerfettoExport(out)) {
      export.add("run.cq", session.source());
    }
    Pattern named = Pattern.compile("4:\\{1:100,2:(\\d+),5:'(.*)'}}");
    assertEquals(
        List.of(
            "100 thread 100",
            "100 java",
            "101 thread 101",
            "101 \\x1b[31mC2 Compile",
            "100 main",
            "100 sh"),
        packets(out).stream()
            .map(named::matcher)
            .filter(Matcher::find)
            .map(match -> match.group(1) + " " + match.group(2))
            .toList());
  }

  private static List<String> packets(ByteArrayOutputStream out) {
    return ProtoReader.messages(out.toByteArray());
  }
}
