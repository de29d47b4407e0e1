package syswall.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import syswall.journal.Integrity;
import syswall.replay.Recorded;
import syswall.replay.Replay;
import syswall.state.SessionState;

class ReportTest {
  private final Recorded session = Sample.session();

  @Test
  void textTellsWhatTheSessionDid() throws IOException {
    assertEquals(expected("report.txt"), TextReport.render(report(), false, Style.PLAIN));
  }

  @Test
  void allLeavesNothingOut() throws IOException {
    assertEquals(expected("report-all.txt"), TextReport.render(report(), true, Style.PLAIN));
  }

  @Test
  void oneScreenIsEnough() {
    String text = TextReport.render(report(), false, Style.PLAIN);
    assertTrue(text.lines().count() <= 60);
    assertTrue(text.lines().allMatch(line -> line.length() <= TextReport.WIDTH), text);
  }

  @Test
  void styleChangesNothingButColours() {
    String ansi = TextReport.render(report(), false, Style.ANSI);
    assertTrue(ansi.contains("\033["));
    assertEquals(
        TextReport.render(report(), false, Style.PLAIN), ansi.replaceAll("\033\\[[0-9]*m", ""));
  }

  @Test
  void hostileTextIsEscaped() {
    String text = TextReport.render(report(), true, Style.PLAIN) + JsonReport.render(report());
    assertFalse(text.contains("\033") || text.contains("\u202e") || text.contains("dir\n/"));
  }

  @Test
  void journalWithoutItsEndIsSaidLoudly() {
    String text = TextReport.render(prefix(20, Integrity.NOT_ENDED, ""), false, Style.PLAIN);
    assertTrue(text.contains("\nWARNING: the session has no end"), text);
  }

  @Test
  void damageIsSaidLoudly() {
    Report report = prefix(20, Integrity.DAMAGED, "event 20, at byte 4711, is torn");
    assertTrue(
        TextReport.render(report, false, Style.PLAIN)
            .contains("\nWARNING: the journal is damaged, this is what is before: event 20, at"));
  }

  @Test
  void anyPrefixIsReported() throws IOException {
    for (int count = 0; count <= session.events().size(); count++) {
      Report report = prefix(count, Integrity.NOT_ENDED, "");
      assertEquals(count, report.events());
      assertFalse(TextReport.render(report, true, Style.PLAIN).isEmpty());
      assertFollows(schema(), new ObjectMapper().readTree(JsonReport.render(report)), "");
    }
  }

  @Test
  void jsonFollowsItsSchema() throws IOException {
    JsonNode json = new ObjectMapper().readTree(JsonReport.render(report()));
    assertFollows(schema(), json, "");
    assertEquals(1, json.get("schemaVersion").asInt());
    assertEquals("SIGSEGV", json.at("/processes/1/killedBy").asText());
    assertEquals(0, json.at("/processes/1/parent").asInt());
    assertEquals("ECONNREFUSED", json.at("/sockets/1/peers/0/error").asText());
  }

  /** Checks what of JSON Schema this schema uses; unknown keys and wrong types fail. */
  private static void assertFollows(JsonNode schema, JsonNode value, String at) {
    if (schema.has("const")) {
      assertEquals(schema.get("const"), value, at);
    }
    if (schema.has("enum")) {
      assertTrue(anyEquals(schema.get("enum"), value), at + " is " + value);
    }
    JsonNode type = schema.path("type");
    if (!type.isMissingNode()) {
      assertTrue(type.isArray() ? anyIs(type, value) : is(type.asText(), value), at);
    }
    if (schema.has("minimum")) {
      assertTrue(value.asLong() >= schema.get("minimum").asLong(), at);
    }
    for (JsonNode required : schema.path("required")) {
      assertTrue(value.has(required.asText()), at + " lacks " + required);
    }
    if (value.isObject()) {
      value
          .properties()
          .forEach(
              field -> {
                String path = at + "/" + field.getKey();
                JsonNode property = schema.path("properties").path(field.getKey());
                JsonNode other = schema.path("additionalProperties");
                assertTrue(property.isObject() || other.isObject(), path + " is not in the schema");
                assertFollows(property.isObject() ? property : other, field.getValue(), path);
              });
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      assertFollows(schema.path("items"), value.get(i), at + "/" + i);
    }
  }

  private static boolean anyEquals(JsonNode candidates, JsonNode value) {
    for (JsonNode candidate : candidates) {
      if (candidate.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean anyIs(JsonNode types, JsonNode value) {
    for (JsonNode type : types) {
      if (is(type.asText(), value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> throw new IllegalArgumentException(type);
    };
  }

  private Report report() {
    return prefix(session.events().size(), Integrity.COMPLETE, "");
  }

  private Report prefix(int events, Integrity integrity, String damage) {
    SessionState state = new SessionState();
    Replay.run(session.source(events), state);
    return Report.of(state, integrity, damage);
  }

  private static JsonNode schema() throws IOException {
    try (InputStream in = open("/syswall/report.schema.json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static String expected(String name) throws IOException {
    try (InputStream in = open("/syswall/report/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream open(String resource) {
    return Objects.requireNonNull(ReportTest.class.getResourceAsStream(resource), resource);
  }
}
