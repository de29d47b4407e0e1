package syswall.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import syswall.decode.ReadableText;
import syswall.decode.SelectionText;
import syswall.event.EndReason;
import syswall.event.Event.SessionStarted;
import syswall.event.Verdict;
import syswall.html.HtmlWriter;
import syswall.report.Report.FileRow;
import syswall.report.Report.ProcessRow;

/** What stands above the sections of a report's page: the verdict, warnings, figures. */
final class HtmlHead {
  private static final int LONGEST_COMMAND = 500;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private HtmlHead() {}

  /** What the session ran. */
  static String command(Report report) {
    return report.argv().isEmpty()
        ? "(unknown program)"
        : Columns.cut(ReadableText.ofArguments(report.argv()), LONGEST_COMMAND);
  }

  static void write(HtmlWriter html, Report report, long files, String name) {
    html.element("h1", command(report));
    verdict(html, report);
    warnings(html, report);
    figures(html, report, files);
    session(html, report);
    html.open("p").text("The number of an event leads on: ");
    html.element("code", "syswall show --event N " + name).text(" is what happened, ");
    html.element("code", "syswall state --at-event N " + name).text(" what was there then.");
    html.close();
  }

  private static void verdict(HtmlWriter html, Report report) {
    html.open("p", "class", "verdict");
    if (report.processes().isEmpty()) {
      html.element("span", "Never started", "class", "bad").close();
      return;
    }
    ProcessRow first = report.processes().get(0);
    long end = first.exited() ? first.exitedNs() : report.durationNs();
    String text =
        !first.exited()
            ? first.letGo() ? "Let go" : "Not ended"
            : first.killedBy() != 0
                ? "Killed by " + Words.ending(first)
                : "Exited with " + first.exitCode();
    if (first.attached()) {
      html.text("Attached to. ");
    }
    if (first.letGo() || first.exitCode() == 0) {
      html.text(text);
    } else {
      html.element("span", text, "class", "bad");
    }
    html.text(" after " + Amounts.duration(end - first.startedNs())).close();
  }

  private static void warnings(HtmlWriter html, Report report) {
    String selection = SelectionText.of(report.session());
    if (!selection.isEmpty()) {
      warn(html, "Of its calls " + selection + ": what others did is not in here.");
    }
    switch (report.integrity()) {
      case COMPLETE -> {}
      case NOT_ENDED ->
          warn(html, "The session has no end: its recorder was killed, or is still recording.");
      case DAMAGED ->
          warn(html, "The journal is damaged, this is what is before: " + report.damage());
    }
    EndReason reason = report.endReason();
    if (reason != null) {
      switch (reason) {
        case COMPLETED, DETACHED -> {}
        case DISK_FULL -> warn(html, "The disk was full: syswall " + Words.gaveUp(report) + ".");
        case RECORDER_FAILED ->
            warn(html, "The recorder failed: syswall " + Words.gaveUp(report) + ".");
      }
    }
  }

  private static void warn(HtmlWriter html, String text) {
    html.element("p", text, "class", "bad");
  }

  private static void figures(HtmlWriter html, Report report, long files) {
    html.open("dl");
    figure(html, "Processes", Amounts.number(report.processes().size()), false);
    figure(html, "Calls", Amounts.number(report.callCount()), false);
    figure(html, "Failed", Amounts.number(report.failedCount()), false);
    decided(html, report, Verdict.HARD_BLOCK, "Blocked");
    decided(html, report, Verdict.SOFT_BLOCK, "Faked");
    figure(html, "Files", Amounts.number(files), false);
    long read = report.files().stream().mapToLong(FileRow::bytesRead).sum();
    long written = report.files().stream().mapToLong(FileRow::bytesWritten).sum();
    figure(html, "Read", Amounts.bytes(read), false);
    figure(html, "Written", Amounts.bytes(written), false);
    figure(html, "Sockets", Amounts.number(report.sockets().size()), false);
    html.close();
  }

  private static void decided(HtmlWriter html, Report report, Verdict verdict, String name) {
    long count = report.decidedCount(verdict);
    if (count > 0) {
      figure(html, name, Amounts.number(count), true);
    }
  }

  private static void figure(HtmlWriter html, String name, String value, boolean isBad) {
    html.open("div").element("dt", name);
    if (isBad) {
      html.element("dd", value, "class", "bad").close();
    } else {
      html.element("dd", value).close();
    }
  }

  private static void session(HtmlWriter html, Report report) {
    SessionStarted session = report.session();
    if (session == null) {
      return;
    }
    Instant started = Instant.ofEpochSecond(0, session.startedEpochNs());
    html.element(
        "p",
        "Recorded "
            + TIME.format(started)
            + " on "
            + session.host()
            + ", "
            + session.kernel()
            + ", as uid "
            + Integer.toUnsignedString(session.uid())
            + ", in "
            + ReadableText.of(session.workingDirectory())
            + ", by syswall "
            + session.syswallVersion()
            + "; "
            + Amounts.count(report.events(), "event")
            + ".");
  }
}
