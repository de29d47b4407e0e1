package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code state} says of real processes that the recorder ran. */
@Tag("process")
class RecordedStateTest {
  @TempDir private Path directory;

  @Test
  void processesOfAPipelineHeldWhatTheShellGaveThem() throws Exception {
    Path session =
        record("exec 7>>log; sh -c 'echo $$ >left; echo x' | sh -c 'echo $$ >right; cat'");
    int left = pid("left");
    int right = pid("right");
    JsonNode writer = process(session, "--at-exit", left, left);
    JsonNode reader = process(session, "--at-exit", right, right);
    assertEquals("sh", writer.get("argv").get(0).asText());
    JsonNode writeEnd = descriptor(writer, 1);
    JsonNode readEnd = descriptor(reader, 0);
    assertEquals("write", writeEnd.get("end").asText());
    assertEquals("read", readEnd.get("end").asText());
    assertEquals(readEnd.get("pipe"), writeEnd.get("pipe"));
    assertEquals(2, writeEnd.get("bytesWritten").asInt());
    JsonNode log = descriptor(reader, 7);
    assertEquals(directory.toRealPath().resolve("log").toString(), log.get("path").asText());
    assertTrue(log.get("flags").asText().contains("O_APPEND"), log.toString());
    assertEquals(
        directory.toRealPath().toString(), reader.get("directory").get("current").asText());
    String ending = reader.get("threads").get(0).get("call").get("text").asText();
    assertEquals("exit_group(0)", ending);
    String text = Outcome.of("state", "--at-exit=" + right, session.toString()).out();
    assertTrue(text.contains(" 7   w  " + directory.toRealPath() + "/log "), text);
  }

  @Test
  void firstCallThatFailedIsFoundWithWhatWasOpenThen() throws Exception {
    Path session = record("exec 5<. ; echo $$ >left; exec 6<no'\033'where");
    Outcome state = Outcome.of("state", "--at-first=%file:ENOENT", "--json", session.toString());
    assertEquals("", state.err());
    Outcome mine =
        Outcome.of("state", "--at-exit=" + pid("left"), "--pid=" + pid("left"), session.toString());
    assertTrue(mine.out().contains("     5   r  " + directory.toRealPath()), mine.out());
    Outcome shown = Outcome.of("show", "--failed", "-e", "%file", "--limit=1", session.toString());
    JsonNode moment = new ObjectMapper().readTree(state.out()).get("moment");
    assertTrue(shown.out().endsWith(moment.get("text").asText() + "\n"), moment.toString());
  }

  private int pid(String file) throws IOException {
    return Integer.parseInt(Files.readString(directory.resolve(file)).strip());
  }

  private static JsonNode process(Path session, String option, int at, int pid) throws IOException {
    Outcome state =
        Outcome.of("state", "--json", option, "" + at, "--pid", "" + pid, session.toString());
    assertEquals("", state.err());
    assertEquals(ExitCode.OK, state.exitCode());
    return new ObjectMapper().readTree(state.out()).get("processes").get(0);
  }

  private static JsonNode descriptor(JsonNode process, int fd) {
    for (JsonNode descriptor : process.get("descriptors")) {
      if (descriptor.get("fd").asInt() == fd) {
        return descriptor;
      }
    }
    throw new AssertionError("no descriptor " + fd + " in " + process);
  }

  private Path record(String script) throws IOException, InterruptedException {
    Outcome record =
        new RealRecorder(directory).record("-q", "-o", "session.cq", "sh", "-c", script);
    Path session = directory.resolve("session.cq");
    assertTrue(Files.exists(session), record.err());
    return session;
  }
}
