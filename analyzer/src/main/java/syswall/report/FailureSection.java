package syswall.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import syswall.decode.QuotedText;
import syswall.report.Report.FileRow;
import syswall.report.Report.ProcessRow;
import syswall.syscall.Errno;

/** The part of a text report that says what was refused, never found, or found after a search. */
final class FailureSection {
  private static final int PROCESSES = 3;
  private static final int REFUSED = 3;
  private static final int NOT_FOUND = 4;

  private static final int ENOENT = 2;
  private static final int ENOTDIR = 20;

  private final Report report;
  private final boolean all;
  private final Style style;
  private final StringBuilder out = new StringBuilder();

  private FailureSection(Report report, boolean all, Style style) {
    this.report = report;
    this.all = all;
    this.style = style;
  }

  static String render(Report report, boolean all, Style style) {
    FailureSection section = new FailureSection(report, all, style);
    section.processes();
    section.files("refused", "permission denied", true, REFUSED);
    section.notFound();
    section.searched();
    section.files("otherwise", "", false, 0);
    return section.out.isEmpty() ? "" : "\n" + style.heading("FAILURES") + "\n" + section.out;
  }

  /** Whether a file stands here and not among the files: it was refused, or was not there. */
  static boolean has(FileRow file) {
    boolean wasMissing =
        !file.failures().isEmpty()
            && file.failures().keySet().stream().allMatch(e -> e == ENOENT || e == ENOTDIR);
    boolean untouched =
        file.actions().isEmpty() && file.bytesRead() == 0 && file.bytesWritten() == 0;
    return untouched && (wasMissing || file.refusedEvent() >= 0);
  }

  /** Those that ended badly, without the first, of which the first line of a report tells. */
  private void processes() {
    List<ProcessRow> rows =
        report.processes().stream()
            .skip(1)
            .filter(ProcessRow::endedBadly)
            .sorted(Comparator.comparingLong(ProcessRow::exitedEvent))
            .toList();
    if (rows.isEmpty()) {
      return;
    }
    title("ended", Amounts.count(rows.size(), "process"), "killed, or not with exit 0");
    int shown = all || rows.size() <= PROCESSES ? rows.size() : PROCESSES - 1;
    for (ProcessRow row : rows.subList(0, shown)) {
      String command = row.pid() + " " + ProcessTree.ran(row);
      line(command, style.bad(Words.ending(row)), row.exitedEvent());
    }
    more(rows.size() - shown);
  }

  /** Files that calls failed about, other than that they are not there. */
  private void files(String title, String remark, boolean refused, int limit) {
    List<FileRow> files = new ArrayList<>();
    for (FileRow file : report.files()) {
      boolean isOther =
          file.failures().keySet().stream().anyMatch(e -> e != ENOENT && e != ENOTDIR);
      if (refused ? file.refusedEvent() >= 0 : isOther && file.refusedEvent() < 0) {
        files.add(file);
      }
    }
    if (files.isEmpty() || (limit == 0 && !all)) {
      return;
    }
    title(title, Amounts.count(files.size(), "file"), remark);
    int shown = all || files.size() <= limit ? files.size() : limit - 1;
    for (FileRow file : files.subList(0, shown)) {
      Map<Integer, Integer> failures = new TreeMap<>(file.failures());
      failures.remove(ENOENT);
      List<String> errors = failures.keySet().stream().map(Errno::name).toList();
      line(
          QuotedText.plain(file.path()),
          String.join(", ", errors),
          refused ? file.refusedEvent() : -1);
    }
    more(files.size() - shown);
  }

  /**
   * First what a process missed that failed then; first of these what was looked for most, and
   * last. What is missed as a matter of course comes behind all that.
   */
  private void notFound() {
    Comparator<SearchRow> order =
        Comparator.comparing((SearchRow row) -> !row.failedThen())
            .thenComparingInt(row -> -row.places())
            .thenComparingLong(row -> -row.event());
    Map<Boolean, List<SearchRow>> byRoutine =
        report.searches().stream()
            .filter(row -> row.found().length() == 0)
            .sorted(order)
            .collect(Collectors.partitioningBy(row -> KeptPaths.ROUTINE.have(row.firstPath())));
    List<SearchRow> rows = new ArrayList<>(byRoutine.getOrDefault(false, List.of()));
    int telling = rows.size();
    rows.addAll(byRoutine.getOrDefault(true, List.of()));
    if (rows.isEmpty() || (telling == 0 && !all)) {
      return;
    }
    title("not found", Amounts.count(rows.size(), "name"), "");
    int shown = all || rows.size() <= NOT_FOUND ? rows.size() : NOT_FOUND - 1;
    shown = all ? shown : Math.min(shown, telling);
    for (SearchRow row : rows.subList(0, shown)) {
      String path = QuotedText.plain(row.firstPath());
      boolean once = row.places() == 1;
      line(
          once ? path : QuotedText.plain(row.name()),
          once ? "" : "missing in " + Amounts.count(row.places(), "place"),
          row.event());
    }
    more(rows.size() - shown);
  }

  /** No failure to speak of. */
  private void searched() {
    if (!all) {
      return;
    }
    List<SearchRow> rows =
        report.searches().stream()
            .filter(row -> row.found().length() > 0)
            .sorted(
                Comparator.comparingInt((SearchRow row) -> -row.places())
                    .thenComparingLong(SearchRow::event))
            .toList();
    if (rows.isEmpty()) {
      return;
    }
    title("searched", Amounts.count(rows.size(), "name"), "found at last");
    for (SearchRow row : rows) {
      line(
          QuotedText.plain(row.found()),
          "after " + Amounts.count(row.places(), "other place"),
          row.event());
    }
  }

  private void title(String title, String count, String remark) {
    out.append("  ").append(style.heading(Columns.pad(title, 10))).append(count);
    out.append(remark.isEmpty() ? "" : style.faint(" (" + remark + ")")).append('\n');
  }

  private void line(String text, String remark, long event) {
    out.append(" ".repeat(14)).append(all ? text : Columns.cut(text, TextReport.WIDTH - 54));
    out.append(remark.isEmpty() ? "" : "  " + remark);
    out.append(event < 0 ? "" : style.faint("  (event " + event + ")")).append('\n');
  }

  private void more(int count) {
    if (count > 0) {
      String more = "and " + Amounts.number(count) + " more (--section failures)";
      out.append(" ".repeat(14)).append(style.faint(more)).append('\n');
    }
  }
}
