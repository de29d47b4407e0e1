package syswall.listing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import syswall.listing.Listing.MappingRow;
import syswall.report.Amounts;
import syswall.report.Style;
import syswall.trace.DescriptorText;

/** The mapped files of a process as lines: one a file, however many ranges show it. */
final class MappedFiles {
  // sys/mman.h
  private static final int PROT_READ = 1;
  private static final int PROT_WRITE = 2;
  private static final int PROT_EXEC = 4;

  private MappedFiles() {}

  /** Appends a line a file, or if they are not to be named one that counts them. */
  static void append(List<MappingRow> mappings, boolean named, Style style, List<String> lines) {
    Map<String, List<MappingRow>> files = byName(mappings);
    if (!files.isEmpty() && !named) {
      lines.add(style.faint(Amounts.count(files.size(), "mapped file") + " (--maps)"));
    }
    if (named) {
      files.forEach((name, parts) -> lines.add(line(name, parts, style)));
    }
  }

  private static Map<String, List<MappingRow>> byName(List<MappingRow> mappings) {
    Map<String, List<MappingRow>> files = new LinkedHashMap<>();
    for (MappingRow mapping : mappings) {
      String name = DescriptorText.path(mapping.path()) + (mapping.deleted() ? " (deleted)" : "");
      files.computeIfAbsent(name, n -> new ArrayList<>()).add(mapping);
    }
    return files;
  }

  /** With each way in which a part of it may be used, as /proc/PID/maps has it. */
  private static String line(String name, List<MappingRow> parts, Style style) {
    Set<String> modes = new LinkedHashSet<>();
    long bytes = 0;
    for (MappingRow part : parts) {
      modes.add(mode(part));
      bytes += part.end() - part.start();
    }
    String details = Amounts.bytes(bytes) + ", " + String.join(" ", modes);
    return "map " + name + "  " + style.faint(details);
  }

  static String mode(MappingRow mapping) {
    int protection = mapping.protection();
    return ((protection & PROT_READ) != 0 ? "r" : "-")
        + ((protection & PROT_WRITE) != 0 ? "w" : "-")
        + ((protection & PROT_EXEC) != 0 ? "x" : "-")
        + (mapping.shared() ? "s" : "p");
  }
}
