package syswall.replay;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The sample sessions: sources of tests of what holds of every session, and of every pair. */
public final class SampleSessions {
  private static final Path ROOT = Path.of("../sample-sessions");

  private SampleSessions() {}

  /** The journals of all, of which there are some. */
  public static List<Path> all() throws IOException {
    List<Path> sessions = folders().stream().map(folder -> folder.resolve("session.cq")).toList();
    assertFalse(sessions.isEmpty());
    return sessions;
  }

  /** The folders of those that stand alone. */
  public static List<Path> single() throws IOException {
    return folders().stream().filter(folder -> !isFirst(folder) && !isSecond(folder)).toList();
  }

  /** The folders of those of them of which more than the report is expected. */
  public static List<Path> whole() throws IOException {
    return single().stream()
        .filter(folder -> Files.exists(folder.resolve("expected/show.txt")))
        .toList();
  }

  /** The folders of those that are there to be compared: {@code NAME_1} and {@code NAME_2}. */
  public static List<Arguments> pairs() throws IOException {
    return folders().stream()
        .filter(SampleSessions::isFirst)
        .map(first -> Arguments.of(first, ROOT.resolve(name(first).replaceFirst("1$", "2"))))
        .toList();
  }

  private static List<Path> folders() throws IOException {
    try (Stream<Path> entries = Files.list(ROOT)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static boolean isFirst(Path folder) {
    return name(folder).endsWith("_1");
  }

  private static boolean isSecond(Path folder) {
    return name(folder).endsWith("_2");
  }

  private static String name(Path folder) {
    return folder.getFileName().toString();
  }
}
