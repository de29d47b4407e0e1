package syswall.replay;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The journals of the sample sessions: a source of tests of what holds of every session. */
public final class SampleSessions {
  private SampleSessions() {}

  /** All, of which there are some. */
  public static List<Path> all() throws IOException {
    try (Stream<Path> entries = Files.list(Path.of("../sample-sessions"))) {
      List<Path> sessions =
          entries.filter(Files::isDirectory).map(s -> s.resolve("session.cq")).sorted().toList();
      assertFalse(sessions.isEmpty());
      return sessions;
    }
  }
}
