package syswall.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import syswall.history.SlowestCalls;
import syswall.report.Report.CallRow;
import syswall.syscall.Errno;

/** The part of a text report that says where time went: by syscall, and the slowest calls. */
final class TimeSection {
  private static final int SYSCALLS = 5;
  private static final int SLOWEST = 2;
  private static final int ERRORS_A_CALL = 3;

  private final Report report;
  private final boolean all;
  private final Style style;
  private final StringBuilder out = new StringBuilder();

  private TimeSection(Report report, boolean all, Style style) {
    this.report = report;
    this.all = all;
    this.style = style;
  }

  static String render(Report report, boolean all, Style style) {
    if (report.calls().isEmpty()) {
      return "";
    }
    TimeSection section = new TimeSection(report, all, style);
    section
        .out
        .append('\n')
        .append(style.heading("TIME"))
        .append(style.faint("      from call to return, waiting for others included"))
        .append('\n');
    section.syscalls();
    section.slowest();
    return section.out.toString();
  }

  private void syscalls() {
    out.append(style.faint("       count   failed        time  share  95 % below  syscall"))
        .append('\n');
    List<CallRow> rows = report.calls();
    long total = Math.max(1, rows.stream().mapToLong(CallRow::totalNs).sum());
    int shown = all || rows.size() <= SYSCALLS ? rows.size() : SYSCALLS - 1;
    for (CallRow row : rows.subList(0, shown)) {
      out.append(
          String.format(
              Locale.ROOT,
              "  %,10d %8s  %10s  %3.0f %%  %10s  %s%s\n",
              row.count(),
              row.failed() == 0 ? "" : Amounts.number(row.failed()),
              Amounts.duration(row.totalNs()),
              100.0 * row.totalNs() / total,
              Amounts.duration(row.p95Ns()),
              row.name(),
              errors(row)));
    }
    if (rows.size() > shown) {
      String more = Amounts.count(rows.size() - shown, "more syscall");
      out.append("  ").append(style.faint("and " + more + " (--section time)")).append('\n');
    }
  }

  private static String errors(CallRow row) {
    if (row.errors().isEmpty()) {
      return "";
    }
    if (row.errors().size() == 1) {
      return "  " + Errno.name(row.errors().keySet().iterator().next());
    }
    return row.errors().entrySet().stream()
        .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
        .limit(ERRORS_A_CALL)
        .map(error -> Amounts.number(error.getValue()) + " " + Errno.name(error.getKey()))
        .collect(Collectors.joining(", ", "  ", ""));
  }

  private void slowest() {
    int shown = Math.min(report.slowest().size(), all ? SlowestCalls.LIMIT : SLOWEST);
    for (int i = 0; i < shown; i++) {
      SlowestCalls.Row row = report.slowest().get(i);
      String call = call(row);
      out.append(i == 0 ? "  slowest  " : "           ")
          .append(String.format(Locale.ROOT, "%10s  ", Amounts.duration(row.durationNs())))
          .append(all ? call : Columns.cut(call, TextReport.WIDTH - 40))
          .append(style.faint("  (event " + row.event() + ")"))
          .append('\n');
    }
  }

  private String call(SlowestCalls.Row row) {
    String text = Words.process(report, row.pid()) + ": " + Words.call(report, row);
    return row.errno() == 0 ? text : text + "  " + Errno.name(row.errno());
  }
}
