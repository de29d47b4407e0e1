package syswall.report;

import java.util.List;
import syswall.report.Finding.Evidence;

/** The part of a text report that says what is worth knowing, with the events that show it. */
final class FindingSection {
  private static final int RULE_WIDTH = 24;

  private FindingSection() {}

  static String render(Report report, boolean all, Style style) {
    if (report.findings().isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("\n" + style.heading("FINDINGS") + "\n");
    for (Finding finding : report.findings()) {
      String rule = style.bad(Columns.pad(finding.rule().words(), RULE_WIDTH));
      List<Evidence> evidence = finding.evidence();
      Evidence first = evidence.get(0);
      if (!all) {
        String more = evidence.size() == 1 ? "" : " and " + (evidence.size() - 1) + " more";
        String what = Columns.cut(first.what(), TextReport.WIDTH - RULE_WIDTH - 18 - more.length());
        out.append("  ").append(rule).append(what).append(more);
        out.append(style.faint("  (event " + first.event() + ")")).append('\n');
        continue;
      }
      out.append("  ").append(rule).append(Amounts.number(evidence.size())).append('\n');
      for (Evidence one : evidence) {
        String who = one.pid() == 0 ? "inherited" : Words.process(report, one.pid());
        out.append("    ").append(who).append(": ").append(one.what());
        out.append(style.faint("  (event " + one.event() + ")")).append('\n');
      }
    }
    return out.toString();
  }
}
