package syswall.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import syswall.decode.SelectionText;
import syswall.event.Event.SessionStarted;
import syswall.report.Report.ProcessRow;

/**
 * The part of a text report that says what the session does not hold. One screen has only what may
 * make the rest of it wrong; that the journal ends early stands in its first lines.
 */
final class QualitySection {
  private QualitySection() {}

  static String render(Report report, boolean all, Style style) {
    List<String> lines = new ArrayList<>();
    Quality quality = report.quality();
    if (all) {
      lines.add(
          Amounts.count(report.events(), "event")
              + ", journal "
              + IndentedJson.label(report.integrity()).replace('-', ' ')
              + ", format "
              + quality.formatVersion());
      SessionStarted session = report.session();
      if (session != null) {
        lines.add(
            "recorded by syswall "
                + session.syswallVersion()
                + " through "
                + session.backend()
                + " on "
                + session.kernel()
                + " "
                + session.machine());
      }
    }
    String selection = SelectionText.of(report.session());
    if (!selection.isEmpty()) {
      lines.add(
          style.bad(selection + ": other calls are not counted, and what they did is not known"));
    }
    for (Map.Entry<String, Long> call : quality.unknownCalls().entrySet()) {
      lines.add(
          style.bad(call.getKey() + ": not known here, " + Amounts.count(call.getValue(), "call")));
    }
    attached(lines, report);
    count(lines, quality.cutPaths(), "name", "or argument too long to be kept whole");
    if (all) {
      count(lines, quality.unreadable(), "pointer", "to memory that could not be read to its end");
      count(lines, quality.cutData(), "piece", "of data of which the beginning is kept");
      count(
          lines,
          report.processes().stream().filter(p -> !p.exited() && !p.letGo()).count(),
          "process",
          "not seen to end");
    }
    if (lines.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("\n" + style.heading("DATA QUALITY") + "\n");
    lines.forEach(line -> out.append("  ").append(line).append('\n'));
    return out.toString();
  }

  private static void attached(List<String> lines, Report report) {
    long attached = report.processes().stream().filter(ProcessRow::attached).count();
    count(
        lines, attached, "process", "running already: what it did and mapped before is not known");
    count(
        lines,
        report.quality().callsUnderWay(),
        "call",
        "under way when syswall attached, timed from then on");
  }

  private static void count(List<String> lines, long count, String noun, String rest) {
    if (count > 0) {
      lines.add(Amounts.count(count, noun) + " " + rest);
    }
  }
}
