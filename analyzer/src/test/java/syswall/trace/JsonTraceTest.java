package syswall.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;
import static syswall.replay.Recorded.loopback;
import static syswall.replay.Recorded.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import syswall.event.Abi;
import syswall.event.Capture;
import syswall.event.EndReason;
import syswall.event.Event;
import syswall.event.Verdict;
import syswall.replay.Recorded;
import syswall.report.JsonSchema;
import syswall.syscall.CallFilter;

class JsonTraceTest {
  private final Recorded session = new Recorded("wolf", "\u202e\033");

  private List<JsonNode> objects(Selection selection) throws IOException {
    List<JsonNode> objects = new ArrayList<>();
    for (String line : Traces.json(session, selection)) {
      assertFalse(line.contains("\n") || line.contains("\033") || line.contains("\u202e"), line);
      objects.add(new ObjectMapper().readTree(line));
    }
    return objects;
  }

  private JsonNode call() throws IOException {
    return objects(Selection.ALL.calls(CallFilter.parse(List.of("!execve")))).get(0);
  }

  @Test
  void everyEventIsALineThatFollowsTheSchema() throws IOException {
    session.inherits(0, "/dev/null");
    session.executes(FIRST, FIRST, "/bin/wolf", "wolf");
    session.call(FIRST, "openat", AT_FDCWD, "in\n", 0).returns(3);
    session.call(FIRST, "getcwd", text("/wood"), 100).returns(6);
    session.call(FIRST, "connect", 3, loopback(1, 80), 16).fails(111);
    session.call(Abi.I386, FIRST, "getpid").decided(Verdict.SOFT_BLOCK).returns(FIRST);
    session.process(102, FIRST, 0).thread(103, FIRST, FIRST, 0x10f00);
    session.signal(FIRST, 11).stopsAndGoesOn(FIRST, 19);
    session.call(102, "pause").interrupted();
    session.call(103, "pause").unfinished();
    session.attached(104, 1, 0, "dog").exits(104, 0);
    session.threadExits(103).exits(102, 11).exits(FIRST, 0);
    session.policy("p\033.json", "ask", "\u202e: deny(EPERM) open", "rules[1]: ask %file");
    session.counted(0L, 7L).ends(0);

    JsonSchema schema = JsonSchema.of("show.schema.json");
    Set<String> kinds = new TreeSet<>();
    for (JsonNode object : objects(Selection.ALL)) {
      schema.assertFollowedBy(object);
      kinds.add(object.get("event").asText());
    }
    // One kind for the three events of a call.
    assertEquals(Event.class.getPermittedSubclasses().length - 2, kinds.size(), kinds.toString());
  }

  @Test
  void aCallSaysWhatIsKnownAboutIt() throws IOException {
    session.call(FIRST, "openat", AT_FDCWD, "in", 0).lasting(12_000).returns(3);
    JsonNode call = call();
    assertEquals("call", call.get("event").asText());
    assertEquals(2, call.get("sequence").asInt());
    assertEquals(3, call.get("endSequence").asInt());
    assertEquals(2_000, call.get("timeNs").asInt());
    assertEquals(12_000, call.get("durationNs").asInt());
    assertEquals(FIRST, call.get("pid").asInt());
    assertEquals("x86_64", call.get("abi").asText());
    assertEquals(257, call.get("number").asInt());
    assertEquals("openat", call.get("name").asText());
    assertEquals("dirfd", call.at("/args/0/name").asText());
    assertEquals(AT_FDCWD, call.at("/args/0/value").asInt());
    assertEquals("\"in\"", call.at("/args/1/text").asText());
    assertEquals(3, call.get("result").asInt());
    assertEquals("in", call.at("/captures/0/text").asText());
    assertFalse(call.has("error"));
  }

  @Test
  void aFailedCallNamesItsError() throws IOException {
    session.call(FIRST, "open", "in", 0).fails(2);
    assertEquals(-1, call().get("result").asInt());
    assertEquals("ENOENT", call().get("error").asText());
  }

  @Test
  void integersThatNoDoubleHoldsAreStrings() throws IOException {
    long exact = 1L << 53;
    session.call(FIRST, "lseek", 3, exact, 0).returns(exact + 1);
    assertEquals(exact, call().at("/args/1/value").longValue());
    assertEquals("9007199254740993", call().get("result").textValue());
    Recorded munmap = new Recorded("wolf").call(FIRST, "munmap", -4096L, 4096).returns(0);
    JsonNode call =
        new ObjectMapper()
            .readTree(Traces.json(munmap, Selection.ALL.events(EventRange.parse("2"))).get(0));
    assertEquals("18446744073709547520", call.at("/args/0/value").textValue());
  }

  /** The last of preadv2's two registers for an offset says nothing on x86_64. */
  @Test
  void aRegisterWithoutMeaningIsNoArgument() throws IOException {
    session.call(FIRST, "preadv2", 3, 0, 0, 7, 0, 1).returns(0);
    assertEquals(5, call().get("args").size());
    assertEquals("flags", call().at("/args/4/name").asText());
  }

  @Test
  void theSchemaKnowsEveryConstant() throws IOException {
    JsonSchema schema = JsonSchema.of("show.schema.json");
    assertEquals(labels(Capture.Form.values()), schema.choices("call", "captures", "form"));
    assertEquals(labels(Capture.Extent.values()), schema.choices("call", "captures", "extent"));
    assertEquals(labels(Abi.values()), schema.choices("call", "abi"));
    assertEquals(labels(Verdict.values()), schema.choices("call_decided", "verdict"));
    assertEquals(labels(EndReason.values()), schema.choices("session_ended", "reason"));
  }

  private static List<String> labels(Enum<?>... constants) {
    return Stream.of(constants).map(JsonCall::label).toList();
  }
}
