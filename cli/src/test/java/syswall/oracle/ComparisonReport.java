package syswall.oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import syswall.oracle.Comparison.Difference;

/** Writes what a comparison found for a person to read: figures, then the differences by call. */
final class ComparisonReport {
  /** Pairs shown of each call. */
  private static final int SHOWN = 40;

  private final String program;
  private final Comparison comparison;
  private final StringBuilder out = new StringBuilder();

  ComparisonReport(String program, Comparison comparison) {
    this.program = program;
    this.comparison = comparison;
  }

  /** The figures in one line. */
  String summary() {
    return String.format(
        Locale.ROOT,
        "%-10s %6d calls: %6.2f %% agree on name and result, %6.2f %% on the line; %d spare",
        program,
        comparison.compared(),
        100 * comparison.agreeOnResults(),
        100 * comparison.agreeOnLines(),
        comparison.spare().size());
  }

  /** Writes the report to a file. */
  void write(Path file) throws IOException {
    out.append(summary()).append("\n\n");
    section("results differ, or only one has the call", comparison.results());
    section("results agree, lines differ", comparison.lines());
    section("spare: only one has the call, as the schedule decided", comparison.spare());
    counts();
    Files.writeString(file, out, StandardCharsets.ISO_8859_1);
  }

  private void section(String title, List<Difference> differences) {
    out.append("== ").append(title).append(": ").append(differences.size()).append('\n');
    Map<String, List<Difference>> byName = new LinkedHashMap<>();
    for (Difference difference : differences) {
      byName.computeIfAbsent(difference.name(), name -> new ArrayList<>()).add(difference);
    }
    byName.values().stream()
        .sorted(Comparator.comparing((List<Difference> group) -> -group.size()))
        .forEach(this::group);
    out.append('\n');
  }

  /** The first differences of one call, each shape once. */
  private void group(List<Difference> group) {
    out.append("-- ").append(group.get(0).name()).append(": ").append(group.size()).append('\n');
    Map<String, Difference> shapes = new LinkedHashMap<>();
    for (Difference difference : group) {
      shapes.putIfAbsent(shape(difference.strace()) + shape(difference.syswall()), difference);
    }
    shapes.values().stream()
        .limit(SHOWN)
        .forEach(
            difference -> {
              out.append("  strace   ").append(difference.strace()).append('\n');
              out.append("  syswall  ").append(difference.syswall()).append('\n');
            });
  }

  private static String shape(String line) {
    return line.replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"", "\"\"")
        .replaceAll("[0-9a-f]*\\d[0-9a-f]*", "0");
  }

  private void counts() {
    out.append("== counts that differ, strace's and syswall's\n");
    var counts = new TreeMap<String, List<Integer>>();
    Map<String, Integer> strace = comparison.straceCounts();
    Map<String, Integer> syswall = comparison.syswallCounts();
    strace.forEach((name, n) -> counts.put(name, List.of(n, syswall.getOrDefault(name, 0))));
    syswall.forEach((name, n) -> counts.put(name, List.of(strace.getOrDefault(name, 0), n)));
    counts.forEach(
        (name, both) -> {
          if (!both.get(0).equals(both.get(1))) {
            out.append(name).append(' ').append(both.get(0)).append(' ').append(both.get(1));
            out.append('\n');
          }
        });
  }
}
