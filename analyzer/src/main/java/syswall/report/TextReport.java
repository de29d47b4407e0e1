package syswall.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import syswall.decode.ArgvText;
import syswall.decode.QuotedText;
import syswall.decode.SelectionText;
import syswall.event.Event.SessionStarted;
import syswall.event.Verdict;
import syswall.report.Report.ProcessRow;

/**
 * A report to read: a verdict, then its sections. About one screen, with long lists folded, unless
 * all of it is asked for.
 */
public final class TextReport {
  /** Columns that lines keep to where they can be cut. */
  static final int WIDTH = 100;

  private static final int PROCESSES = 7;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Report report;
  private final PackageOwners packages;
  private final boolean all;
  private final Style style;
  private final StringBuilder out = new StringBuilder();

  private TextReport(Report report, PackageOwners packages, boolean all, Style style) {
    this.report = report;
    this.packages = packages;
    this.all = all;
    this.style = style;
  }

  /**
   * The report as text: printable, lines ending in newlines.
   *
   * @param all whether nothing is left out or folded
   */
  public static String render(Report report, boolean all, Style style) {
    return render(report, EnumSet.allOf(Section.class), PackageOwners.NOT_ASKED, all, style);
  }

  /**
   * Sections of the report as text, behind its first lines: printable, lines ending in newlines.
   *
   * @param sections which; one that has nothing to say is left out
   * @param packages what the section of packages says
   * @param all whether nothing is left out or folded
   */
  public static String render(
      Report report, Set<Section> sections, PackageOwners packages, boolean all, Style style) {
    TextReport text = new TextReport(report, packages, all, style);
    text.verdict();
    text.warnings();
    for (Section section : new TreeSet<>(sections)) {
      text.section(section);
    }
    return text.out.toString();
  }

  private void section(Section section) {
    int before = out.length();
    switch (section) {
      case FINDINGS -> out.append(FindingSection.render(report, all, style));
      case PROCESSES -> processes();
      case DECISIONS -> out.append(DecisionSection.render(report, all, style));
      case FILES -> out.append(FileSection.render(report, all, style));
      case PACKAGES -> out.append(PackageSection.render(report, packages, style));
      case FAILURES -> out.append(FailureSection.render(report, all, style));
      case NETWORK -> out.append(SocketSection.render(report, all, style));
      case IPC -> out.append(IpcSection.render(report, all, style));
      case TIME -> out.append(TimeSection.render(report, all, style));
      case QUALITY -> out.append(QualitySection.render(report, all, style));
    }
    String leftOut = LeftOut.of(section, report.session());
    if (!leftOut.isEmpty()) {
      if (out.length() == before) {
        heading(section.name());
      }
      out.append("  ").append(style.bad(leftOut)).append('\n');
    }
  }

  private void verdict() {
    SessionStarted session = report.session();
    String command = Columns.cut(ArgvText.of(report.argv()), WIDTH - 30);
    out.append(style.heading(command)).append(": ").append(outcome()).append('\n');
    out.append(Amounts.count(report.processes().size(), "process"))
        .append(", ")
        .append(Amounts.count(report.callCount(), "call"))
        .append(" (")
        .append(Amounts.number(report.failedCount()))
        .append(" failed")
        .append(decided(Verdict.HARD_BLOCK, "blocked"))
        .append(decided(Verdict.SOFT_BLOCK, "faked"))
        .append(")");
    out.append('\n');
    if (session != null) {
      String in = QuotedText.plain(session.workingDirectory());
      out.append(recorded(session)).append(", in ").append(all ? in : Columns.cutPath(in, 50));
      out.append('\n');
    }
  }

  private String decided(Verdict verdict, String word) {
    long count = report.decidedCount(verdict);
    return count == 0 ? "" : ", " + style.bad(Amounts.number(count) + " " + word);
  }

  private String outcome() {
    @Nullable ProcessRow first = report.processes().isEmpty() ? null : report.processes().get(0);
    if (first == null) {
      return style.bad("never started");
    }
    return (first.attached() ? "attached to, " : "") + outcome(first);
  }

  private String outcome(ProcessRow first) {
    if (!first.exited()) {
      String ending = Words.ending(first);
      return (first.letGo() ? ending : style.bad(ending))
          + " after "
          + Amounts.duration(report.durationNs());
    }
    String after = " after " + Amounts.duration(first.exitedNs() - first.startedNs());
    if (first.killedBy() != 0) {
      return style.bad("killed by " + Words.ending(first)) + after;
    }
    String exited = "exited with " + first.exitCode();
    return (first.exitCode() == 0 ? style.good(exited) : style.bad(exited)) + after;
  }

  private static String recorded(SessionStarted session) {
    Instant started = Instant.ofEpochSecond(0, session.startedEpochNs());
    return "recorded "
        + TIME.format(started)
        + " as uid "
        + Integer.toUnsignedString(session.uid());
  }

  private void warnings() {
    String selection = SelectionText.of(report.session());
    if (!selection.isEmpty()) {
      warn(selection);
    }
    switch (report.integrity()) {
      case COMPLETE -> {}
      case NOT_ENDED ->
          warn("the session has no end: its recorder was killed, or is still recording");
      case DAMAGED -> warn("the journal is damaged, this is what is before: " + report.damage());
    }
    if (report.endReason() != null) {
      switch (report.endReason()) {
        case COMPLETED, DETACHED -> {}
        case DISK_FULL -> warn("the disk was full: syswall " + Words.gaveUp(report));
        case RECORDER_FAILED -> warn("the recorder failed: syswall " + Words.gaveUp(report));
      }
    }
  }

  private void warn(String text) {
    out.append(style.bad("WARNING: " + text)).append('\n');
  }

  private void processes() {
    heading("PROCESSES");
    int count = report.processes().size();
    List<ProcessTree.Line> lines =
        all || count <= PROCESSES
            ? ProcessTree.lines(report.processes())
            : ProcessTree.longest(report, PROCESSES - 1);
    int room = WIDTH - 34;
    int longest = lines.stream().mapToInt(line -> line.text().length()).max().orElse(0);
    int width = Math.min(longest, room);
    for (ProcessTree.Line line : lines) {
      ProcessRow process = line.process();
      String text = all ? line.text() : line.text(room);
      String ending = String.format(Locale.ROOT, "%-16s", Words.ending(process));
      boolean ok = process.letGo() || (process.exited() && !process.endedBadly());
      out.append("  ")
          .append(Columns.pad(text, width))
          .append("  ")
          .append(ok ? style.faint(ending) : style.bad(ending))
          .append(String.format(Locale.ROOT, "%10s", lifetime(process)))
          .append('\n');
    }
    if (count > lines.size()) {
      String more = "and " + Amounts.count(count - lines.size(), "shorter process");
      out.append("  ").append(style.faint(more + " (--section processes)")).append('\n');
    }
  }

  private String lifetime(ProcessRow process) {
    return Amounts.duration(process.livedNs(report.durationNs()));
  }

  private void heading(String text) {
    out.append('\n').append(style.heading(text)).append('\n');
  }
}
