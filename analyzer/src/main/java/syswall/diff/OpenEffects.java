package syswall.diff;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import syswall.state.OpenFlags;

/** Of the flags of open(2) those that decide what becomes of the file. */
final class OpenEffects {
  private static final Map<String, Long> FLAGS = new LinkedHashMap<>();

  static {
    FLAGS.put("O_CREAT", OpenFlags.O_CREAT);
    FLAGS.put("O_EXCL", OpenFlags.O_EXCL);
    FLAGS.put("O_TRUNC", OpenFlags.O_TRUNC);
    FLAGS.put("O_APPEND", OpenFlags.O_APPEND);
  }

  private static final long ALL = FLAGS.values().stream().mapToLong(flag -> flag).sum();

  private OpenEffects() {}

  /** The flags without those that decide nothing. */
  static int of(long flags) {
    return (int) (flags & ALL);
  }

  /** As open(2) has them: {@code O_CREAT|O_TRUNC}. */
  static String text(int effects) {
    return effects == 0
        ? "no flags"
        : FLAGS.entrySet().stream()
            .filter(flag -> (flag.getValue() & effects) != 0)
            .map(Map.Entry::getKey)
            .collect(Collectors.joining("|"));
  }
}
