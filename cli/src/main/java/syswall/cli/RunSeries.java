package syswall.cli;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The sessions of several runs of one program under one name: {@code NAME-1.cq}, {@code NAME-2.cq}
 * and so on without a gap, which {@code record --repeat} makes and {@code diff --baseline} reads.
 */
final class RunSeries {
  private static final String SUFFIX = ".cq";

  private final String name;

  /**
   * A series.
   *
   * @param name with or without {@code .cq}
   */
  RunSeries(Path name) {
    String text = name.toString();
    this.name = text.endsWith(SUFFIX) ? text.substring(0, text.length() - SUFFIX.length()) : text;
  }

  /** The series' name, without {@code .cq}. */
  String name() {
    return name;
  }

  private Path run(int number) {
    return Path.of(name + "-" + number + SUFFIX);
  }

  /** The sessions of its first runs, whether they are there or not. */
  List<Path> runs(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(this::run).toList();
  }

  /** The sessions that there are behind a run, up to the first that is missing. */
  List<Path> behind(int number) {
    List<Path> found = new ArrayList<>();
    for (int n = number + 1; Files.exists(run(n), LinkOption.NOFOLLOW_LINKS); n++) {
      found.add(run(n));
    }
    return found;
  }
}
