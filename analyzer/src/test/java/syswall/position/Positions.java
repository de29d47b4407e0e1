package syswall.position;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import syswall.replay.Recorded;
import syswall.replay.SnapshotPolicy;
import syswall.replay.Timeline;
import syswall.state.SessionState;
import syswall.state.SessionStateCodec;

/** Moments of a session that is written by hand. */
public final class Positions {
  private Positions() {}

  /** The session at a moment. */
  public static SessionAt at(Recorded session, Position position) throws NoSuchMomentException {
    Place place = position.in(session.source());
    try {
      Path directory = Files.createTempDirectory("position");
      Path journal = directory.resolve("s.cq");
      session.write(journal);
      try (Timeline<SessionState> timeline =
          Timeline.open(journal, new SessionStateCodec(), SnapshotPolicy.DEFAULT)) {
        return SessionAt.place(timeline, place);
      } finally {
        delete(journal);
        Files.delete(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  /** The session behind its last event. */
  public static SessionAt end(Recorded session) {
    try {
      return at(session, Position.END);
    } catch (NoSuchMomentException e) {
      throw new AssertionError(e);
    }
  }
}
