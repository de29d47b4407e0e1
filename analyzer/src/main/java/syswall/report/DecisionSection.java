package syswall.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import syswall.decode.DecisionText;
import syswall.decode.QuotedText;
import syswall.event.Verdict;
import syswall.history.QuestionTable;
import syswall.report.Report.DecidedRow;
import syswall.report.Report.DecisionRow;
import syswall.syscall.Errno;

/** The part of a text report that says what the firewall decided, and about what. */
final class DecisionSection {
  private static final int RULES = 8;
  private static final int CALLS = 5;
  private static final int QUESTIONS = 3;
  private static final int PROCESSES = 3;
  private static final int NAMES = 3;

  private final Report report;
  private final boolean all;
  private final Style style;
  private final StringBuilder out = new StringBuilder();

  private DecisionSection(Report report, boolean all, Style style) {
    this.report = report;
    this.all = all;
    this.style = style;
  }

  static String render(Report report, boolean all, Style style) {
    List<DecisionRow> rows = report.decisions();
    if (rows.isEmpty() && report.policies().isEmpty()) {
      return "";
    }
    DecisionSection section = new DecisionSection(report, all, style);
    PolicyLines policies = new PolicyLines(report, all, style, section.out);
    section.out.append('\n').append(style.heading("DECISIONS")).append('\n');
    policies.governing();
    int shown = all || rows.size() <= RULES ? rows.size() : RULES - 1;
    rows.subList(0, shown).forEach(section::row);
    section.more("  ", rows.size() - shown, "rule");
    section.questions();
    policies.unused();
    return section.out.toString();
  }

  /** What a person was asked, and how long programs waited for the answers. */
  private void questions() {
    List<QuestionTable.Row> rows = report.questions();
    int shown = all || rows.size() <= QUESTIONS ? rows.size() : QUESTIONS - 1;
    for (QuestionTable.Row row : rows.subList(0, shown)) {
      String text =
          QuotedText.plain(row.question())
              + ": "
              + DecisionText.verdict(row.verdict(), row.kills())
              + " "
              + DecisionText.by(row.decidedBy(), row.rule());
      out.append("  ")
          .append(style.heading(Columns.pad("asked", 10)))
          .append(all ? text : Columns.cut(text, TextReport.WIDTH - 48))
          .append(row.count() == 1 ? "" : ", " + Amounts.count(row.count(), "time"))
          .append(", waited ")
          .append(Amounts.duration(row.waitedNs()))
          .append(style.faint(event(row.event())))
          .append('\n');
    }
    more("  ", rows.size() - shown, "question");
  }

  private void row(DecisionRow row) {
    boolean isAllowed = row.verdict() == Verdict.ALLOW;
    String verdict = Columns.pad(DecisionText.verdict(row.verdict(), row.kills()), 10);
    String text =
        Amounts.count(row.count(), "call")
            + " "
            + DecisionText.by(row.decidedBy(), row.rule())
            + (row.waitedNs() == 0 ? "" : ", waited " + Amounts.duration(row.waitedNs()))
            + ", of "
            + processes(row);
    out.append("  ")
        .append(isAllowed ? style.heading(verdict) : style.bad(verdict))
        .append(all ? text : Columns.cut(text, TextReport.WIDTH - 32))
        .append(isAllowed && !all ? style.faint(event(row.event())) : "")
        .append('\n');
    if (all || !isAllowed) {
      calls(row.calls());
    }
  }

  private String processes(DecisionRow row) {
    List<Integer> pids = row.pids();
    int shown = all || pids.size() <= PROCESSES ? pids.size() : PROCESSES - 1;
    String named =
        pids.subList(0, shown).stream()
            .map(pid -> Words.process(report, pid))
            .collect(Collectors.joining(", "));
    return shown == pids.size() ? named : named + " and " + (pids.size() - shown) + " more";
  }

  /** Each call by itself if they are few; else those about files folded by directory. */
  private void calls(List<DecidedRow> calls) {
    if (all || calls.size() <= CALLS) {
      calls.forEach(call -> line(Words.call(call), List.of(call)));
      return;
    }
    List<DecidedRow> files = calls.stream().filter(call -> !call.paths().isEmpty()).toList();
    List<DecidedRow> others = calls.stream().filter(call -> call.paths().isEmpty()).toList();
    List<PathFold.Line<DecidedRow>> lines =
        PathFold.fold(files, call -> QuotedText.plain(call.paths().get(0)), CALLS);
    int shown = Math.min(lines.size(), CALLS);
    for (PathFold.Line<DecidedRow> line : lines.subList(0, shown)) {
      line(names(line.members()) + " " + line.path(), line.members());
    }
    int room = Math.min(others.size(), CALLS - shown);
    others.subList(0, room).forEach(call -> line(Words.call(call), List.of(call)));
    int left =
        lines.subList(shown, lines.size()).stream().mapToInt(PathFold.Line::files).sum()
            + others.size()
            - room;
    more(" ".repeat(14), left, "call");
  }

  private static String names(List<DecidedRow> calls) {
    Set<String> names = new LinkedHashSet<>();
    calls.forEach(call -> names.add(call.name()));
    String shown = names.stream().limit(NAMES).collect(Collectors.joining(", "));
    return names.size() <= NAMES ? shown : shown + ", ...";
  }

  private void line(String text, List<DecidedRow> calls) {
    long count = calls.stream().mapToLong(DecidedRow::count).sum();
    long event = calls.stream().mapToLong(DecidedRow::event).min().orElse(-1);
    Set<Integer> errors = new LinkedHashSet<>();
    calls.forEach(call -> errors.add(call.errno()));
    int errno = errors.size() == 1 ? errors.iterator().next() : 0;
    out.append(String.format(Locale.ROOT, "  %,10d  ", count))
        .append(all ? text : Columns.cut(text, TextReport.WIDTH - 42))
        .append(errno == 0 ? "" : "  " + Errno.name(errno))
        .append(style.faint(event(event)))
        .append('\n');
  }

  private static String event(long event) {
    return "  (event " + event + ")";
  }

  private void more(String indent, int count, String noun) {
    if (count > 0) {
      out.append(indent)
          .append(style.faint("and " + Amounts.count(count, "more " + noun) + " (--all)"))
          .append('\n');
    }
  }
}
