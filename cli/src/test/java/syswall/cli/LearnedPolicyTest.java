package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import syswall.event.ByteString;

/** What a policy learns from a run is what the recorder asks it about in the next. */
class LearnedPolicyTest {
  private static final String WORK = "echo new >made; cat note /proc/self/stat >read; rm made";

  @TempDir private Path directory;

  @Test
  @Tag("process")
  void theSameRunIsLetThroughAndAnotherIsNot() throws Exception {
    RealRecorder recorder = new RealRecorder(directory);
    Files.writeString(directory.resolve("note"), "note");
    Files.createSymbolicLink(directory.resolve("link"), Path.of("note"));
    String work = WORK + "; cat link";
    assertEquals(0, recorder.record("-q", "-o", "run.cq", "sh", "-c", work).exitCode());
    String session = directory.resolve("run.cq").toString();
    Outcome learned = Outcome.of("policy", "learn", session);
    assertEquals(ExitCode.OK, learned.exitCode(), learned.err());
    String policy = Files.writeString(directory.resolve("p.json"), learned.out()).toString();
    Outcome test = Outcome.of("policy", "test", policy, session);
    assertEquals(ExitCode.OK, test.exitCode(), test.out());

    Outcome again = recorder.record("-q", "-o", "again.cq", "--policy", policy, "sh", "-c", work);
    assertEquals("note", again.out(), again.err());
    assertEquals(0, again.exitCode());
    Outcome other =
        recorder.record("-q", "-o", "other.cq", "--policy", policy, "sh", "-c", "cat p.json");
    assertEquals("", other.out());
    assertTrue(other.err().contains("not permitted"), other.err());
  }

  @Test
  void linksAreFollowedAsFarAsTheyAreThere() throws IOException {
    Path root = directory.toRealPath();
    Files.createDirectory(root.resolve("real"));
    Files.createSymbolicLink(root.resolve("way"), Path.of("real"));
    Files.createSymbolicLink(root.resolve("real/last"), Path.of("end"));
    Files.createFile(root.resolve("real/end"));
    MachineLinks links = new MachineLinks();
    assertEquals(bytes(root, "real/end"), links.follow(bytes(root, "way/last"), true));
    assertEquals(bytes(root, "real/last"), links.follow(bytes(root, "way/last"), false));
    assertEquals(bytes(root, "real/gone/x"), links.follow(bytes(root, "way/gone/x"), true));
    assertEquals(ByteString.of("/proc/self"), links.follow(ByteString.of("/proc/self"), true));
    assertEquals(ByteString.of("/"), links.follow(ByteString.of("/"), true));
  }

  private static ByteString bytes(Path root, String path) {
    return ByteString.of(root.resolve(path).toString());
  }
}
