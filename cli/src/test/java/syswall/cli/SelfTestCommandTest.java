package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import syswall.selftest.Finding;
import syswall.selftest.KernelPart;
import syswall.selftest.Outcome;

class SelfTestCommandTest {
  @TempDir private Path directory;

  @Test
  @Tag("process")
  void saysOfEachAttemptThatItIsClosedAndLeavesNothing() throws Exception {
    Path err = directory.resolve("err");
    Path out = directory.resolve("out");
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    List<String> command = FreshJvm.of("syswall.cli.Syswall", "-XX:-MaxFDLimit");
    command.add("selftest");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("TMPDIR", temporary.toString());
    int exitCode = builder.start().waitFor();
    List<String> lines = Files.readAllLines(out);
    assertEquals("", Files.readString(err));
    assertEquals(ExitCode.OK, exitCode, lines::toString);
    assertTrue(
        lines.contains(
            "closed        open                             reads a forbidden file by open"),
        lines::toString);
    String kernel = lines.get(lines.size() - 2);
    assertTrue(kernel.matches("kernel \\S+: sealed memory yes, mseal (yes|NO), .*"), kernel);
    String verdict = lines.get(lines.size() - 1);
    assertTrue(verdict.matches("closed: all \\d+ attempts(; \\d+ not possible here)?"), verdict);
    assertEquals(0, Objects.requireNonNull(temporary.toFile().list()).length);
  }

  @Test
  void jsonIsAsItsSchemaSays() throws Exception {
    String json =
        JsonSelfTest.render(
            List.of(new KernelPart("mseal", "a lock", true)),
            List.of(
                new Finding("a", "reads", Outcome.OPEN, "the secret was read"),
                new Finding("b", "writes", Outcome.NOT_POSSIBLE, "open: EPERM")));
    JsonNode value = new ObjectMapper().readTree(json);
    try (InputStream in = getClass().getResourceAsStream("/syswall/selftest.schema.json")) {
      assertSameNames(new ObjectMapper().readTree(in), value);
    }
    assertEquals(false, value.get("holds").asBoolean());
    assertEquals("not-possible", value.at("/attempts/1/outcome").asText());
  }

  /** Every property is required and there is no other. */
  private static void assertSameNames(JsonNode schema, JsonNode value) {
    if (schema.has("items")) {
      value.forEach(item -> assertSameNames(schema.get("items"), item));
    } else if (schema.has("properties")) {
      assertEquals(names(schema.get("properties")), names(value));
      List<String> required = new ArrayList<>();
      schema.get("required").forEach(name -> required.add(name.asText()));
      assertEquals(names(value), required);
      names(value)
          .forEach(name -> assertSameNames(schema.at("/properties/" + name), value.get(name)));
    } else if (schema.has("enum")) {
      List<String> choices = new ArrayList<>();
      schema.get("enum").forEach(choice -> choices.add(choice.asText()));
      assertTrue(choices.contains(value.asText()), value.asText());
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
