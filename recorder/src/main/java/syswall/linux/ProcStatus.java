package syswall.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The lines of {@code /proc/PID/status} (proc_pid_status(5)) that syswall needs.
 *
 * @param pid thread group of the thread
 * @param parent its parent's
 * @param isDead whether it has ended and waits for its parent
 * @param threads how many its process has; a first one that has ended counts while others go on
 * @param uid real user id of it
 * @param tracer the thread that traces it; 0 if none does
 * @param blockedSignals its signal mask, bit {@code n - 1} for signal {@code n}
 * @param ignoredSignals the signals that its process ignores, likewise
 */
public record ProcStatus(
    int pid,
    int parent,
    boolean isDead,
    int threads,
    long uid,
    int tracer,
    long blockedSignals,
    long ignoredSignals) {

  /** Reads a status file. */
  public static ProcStatus read(Path file) throws IOException {
    return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
  }

  /** Whether it is a first thread that has ended while others of its process go on. */
  public boolean isOutlived() {
    return isDead && threads > 1;
  }

  static ProcStatus parse(String text) {
    Map<String, String> values = new HashMap<>();
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        values.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    return new ProcStatus(
        Integer.parseInt(values.getOrDefault("Tgid", "0")),
        Integer.parseInt(values.getOrDefault("PPid", "0")),
        values.getOrDefault("State", "").matches("[ZX].*"),
        Integer.parseInt(values.getOrDefault("Threads", "0")),
        Long.parseLong(values.getOrDefault("Uid", "0").split("\\s", 2)[0]),
        Integer.parseInt(values.getOrDefault("TracerPid", "0")),
        Long.parseUnsignedLong(values.getOrDefault("SigBlk", "0"), 16),
        Long.parseUnsignedLong(values.getOrDefault("SigIgn", "0"), 16));
  }
}
