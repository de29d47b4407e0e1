package syswall.diff;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who reads and writes the pipes of a session. */
final class Pipes {
  private static final class Ends {
    final Set<Integer> readers = new HashSet<>();
    final Set<Integer> writers = new HashSet<>();
    boolean readToTheEnd;
  }

  private final Map<Long, Ends> pipes = new HashMap<>();

  void read(long pipe, @Nullable ProcessProfile by, long bytes) {
    if (by != null) {
      Ends ends = pipes.computeIfAbsent(pipe, p -> new Ends());
      ends.readers.add(by.index());
      ends.readToTheEnd |= bytes == 0;
    }
  }

  void written(long pipe, @Nullable ProcessProfile by) {
    if (by != null) {
      pipes.computeIfAbsent(pipe, p -> new Ends()).writers.add(by.index());
    }
  }

  /**
   * A process that reads what it wrote wakes itself, or holds tokens as make does: how much passes
   * is the scheduler's doing. So is what reaches a reader that leaves before the end.
   */
  void letBytesVary(List<ProcessProfile> processes) {
    for (ProcessProfile process : processes) {
      process
          .uses()
          .forEach(
              (access, use) -> {
                if (access.kind() == Access.Kind.PIPE && !tellsBytes(access.pipe())) {
                  use.letBytesVary();
                }
              });
    }
  }

  private boolean tellsBytes(long pipe) {
    Ends ends = pipes.get(pipe);
    return ends != null
        && (ends.readers.isEmpty() || ends.readToTheEnd)
        && ends.readers.stream().noneMatch(ends.writers::contains);
  }
}
