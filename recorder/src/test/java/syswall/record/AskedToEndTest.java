package syswall.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A recorder that is asked to end by SIGTERM hands the request on and records what comes of it. */
@Tag("process")
class AskedToEndTest {

  @Timeout(60)
  @ParameterizedTest(name = "as {0}")
  @MethodSource("syswall.record.Account#available")
  void programIsAskedToEndAndRecordedToItsEnd(Account account) throws Exception {
    try (var testbed = new Testbed(account)) {
      String script = "trap 'echo asked; exit 4' TERM; sleep 1000 & echo ready; wait";
      Path output = Files.createFile(testbed.directory().resolve("output"));
      Process recorder =
          testbed
              .builder(
                  testbed.recordedDirectory(),
                  testbed.recordCommand(List.of(), List.of(), List.of("bash", "-c", script)))
              .redirectOutput(output.toFile())
              .start();
      try {
        while (!Testbed.read(output).contains("ready") && recorder.isAlive()) {
          Thread.onSpinWait();
        }
        recorder.destroy(); // SIGTERM
        assertEquals(4, recorder.waitFor());
      } finally {
        recorder.destroyForcibly(); // and the tree with it
      }
      assertEquals("ready\nasked\n", Testbed.read(output));
      testbed.replay();
    }
  }
}
