package syswall.firewall;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;

/**
 * What the firewall remembers of the processes that live: who started them, with which arguments.
 */
final class Programs {
  private static final String LOADER = "/ld-linux";

  private static final class Living {
    final int parent;
    List<ByteString> arguments;
    @Nullable List<long[]> loader;

    Living(int parent, List<ByteString> arguments) {
      this.parent = parent;
      this.arguments = arguments;
    }
  }

  private final Map<Integer, Living> living = new HashMap<>();

  /** A process exists, with its creator's program. */
  void started(int pid, int parent) {
    living.put(pid, new Living(parent, arguments(parent)));
  }

  /** A process runs a new program. */
  void executed(int pid, List<ByteString> arguments) {
    Living process = living.get(pid);
    if (process != null) {
      process.arguments = arguments;
      process.loader = null;
    }
  }

  /** A process is gone. */
  void ended(int pid) {
    living.remove(pid);
  }

  /** The processes that started this one, as far as they live, the nearest first. */
  List<Integer> ancestors(int pid) {
    List<Integer> ancestors = new ArrayList<>();
    Living process = living.get(pid);
    while (process != null && living.containsKey(process.parent)) {
      ancestors.add(process.parent);
      process = living.get(process.parent);
    }
    return ancestors;
  }

  /** Whether a process lives. */
  boolean isLiving(int pid) {
    return living.containsKey(pid);
  }

  /** The arguments of a process's program. */
  List<ByteString> arguments(int pid) {
    Living process = living.get(pid);
    return process == null ? List.of() : process.arguments;
  }

  /** Whether an instruction of a process is one of the dynamic loader's (ld.so(8)). */
  boolean isInLoader(int pid, long instruction) {
    Living process = living.get(pid);
    if (process == null) {
      return false;
    }
    if (process.loader == null) {
      process.loader = loader(pid);
    }
    for (long[] range : process.loader) {
      if (Long.compareUnsigned(range[0], instruction) <= 0
          && Long.compareUnsigned(instruction, range[1]) <= 0) {
        return true;
      }
    }
    return false;
  }

  /** Where the loader's instructions are mapped, by proc_pid_maps(5). */
  private static List<long[]> loader(int pid) {
    List<long[]> ranges = new ArrayList<>();
    try {
      String maps =
          Files.readString(Path.of("/proc/" + pid + "/maps"), StandardCharsets.ISO_8859_1);
      for (String line : maps.lines().toList()) {
        int dash = line.indexOf('-');
        int space = line.indexOf(' ');
        if (line.startsWith("r-xp", space + 1) && line.contains(LOADER)) {
          ranges.add(
              new long[] {
                Long.parseUnsignedLong(line, 0, dash, 16),
                Long.parseUnsignedLong(line, dash + 1, space, 16)
              });
        }
      }
    } catch (IOException e) {
      return ranges; // it has ended
    }
    return ranges;
  }
}
