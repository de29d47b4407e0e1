package syswall.cli;

import java.nio.file.Path;
import java.util.Locale;
import syswall.record.Recording;

/** The one line that {@code record} ends with: how much was recorded, and where it is. */
final class ClosingLine {
  private static final long SECOND_NS = 1_000_000_000L;

  private ClosingLine() {}

  /** For example {@code syswall: 1,234 events, 3 processes, 0.42 s, 96 KB in ls.cq}. */
  static String of(Recording recording, long sizeBytes, Path session) {
    return "syswall: %s, %s, %s, %s in %s"
        .formatted(
            count(recording.events(), "event", "events"),
            count(recording.processes(), "process", "processes"),
            duration(recording.durationNs()),
            size(sizeBytes),
            session);
  }

  private static String count(long number, String one, String many) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
  }

  private static String duration(long ns) {
    long seconds = ns / SECOND_NS;
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.2f s", (double) ns / SECOND_NS);
    }
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
  }

  /** In units of 1,024 as ls(1) and du(1) have them. */
  private static String size(long bytes) {
    if (bytes < 1 << 20) {
      return String.format(Locale.ROOT, "%,d KB", (bytes + 1023) / 1024);
    }
    return bytes < 1 << 30
        ? String.format(Locale.ROOT, "%.1f MB", (double) bytes / (1 << 20))
        : String.format(Locale.ROOT, "%.1f GB", (double) bytes / (1 << 30));
  }
}
