package syswall.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import syswall.journal.JournalException;
import syswall.journal.JournalTailer;
import syswall.report.HtmlReport;
import syswall.report.JsonReport;
import syswall.report.PackageOwners;
import syswall.report.Report;
import syswall.report.Section;
import syswall.report.Style;
import syswall.report.TextReport;

/** {@code syswall report}: replays sessions and prints what they did, one after the other. */
@Command(
    name = "report",
    description = "Say what a recorded program did, from its session alone.",
    exitCodeOnInvalidInput = ExitCode.TROUBLE,
    exitCodeOnExecutionException = ExitCode.TROUBLE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all of the sessions was read, also if the recorder was killed",
      "2:wrong usage, no session, a damaged one, or the output cannot be written"
    },
    footer = {
      "",
      "Examples:",
      "  syswall report ls.cq",
      "  syswall report --section files --section network make.cq | less",
      "  syswall report --section packages make.cq   which Debian packages it used",
      "  syswall report --json ls.cq | jq .processes",
      "  syswall report --json *.cq | jq -c '[.journal, .session.failedCalls]'",
      "  syswall report --html ls.html ls.cq"
    })
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private Syswall syswall;

  @Option(names = "--all", description = "Leave nothing out: long lists in full.")
  private boolean all;

  @Option(
      names = "--section",
      paramLabel = "SECTION",
      converter = SectionName.class,
      completionCandidates = SectionName.class,
      description =
          "This section only, in full; may be repeated. One of: ${COMPLETION-CANDIDATES}.")
  private Set<Section> sections = EnumSet.noneOf(Section.class);

  @Option(
      names = "--json",
      description = "Print JSON, always in full; of several sessions one object a line.")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page for a browser, which is one file and loads nothing.")
  private @Nullable Path html;

  @Option(names = "--force", description = "Replace the page if it exists.")
  private boolean force;

  @Parameters(paramLabel = "NAME.cq", arity = "1..*", description = "The sessions to report.")
  private List<Path> sessions;

  private int exitCode = ExitCode.OK;

  @Override
  public Integer call() throws JournalException, UserError {
    requireSense();
    if (json && !sections.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--section is for text; JSON has all sections but packages");
    }
    for (Path session : sessions) {
      report(session);
    }
    return exitCode;
  }

  /** The worst that was read decides. */
  private void report(Path session) throws JournalException, UserError {
    Report report;
    try (Progress progress = new Progress(spec.commandLine().getErr());
        JournalTailer tailer = progress.open(session)) {
      report = Report.of(tailer);
    }
    PrintWriter out = spec.commandLine().getOut();
    String name = Failures.printable(session.toString());
    if (html != null) {
      NewFiles.write(html, HtmlReport.render(report, session.toString()), force);
    } else if (sessions.size() == 1) {
      out.print(json ? JsonReport.render(report) : text(report));
    } else if (json) {
      out.print(JsonReport.line(report, name));
    } else {
      String space = session.equals(sessions.get(0)) ? "" : "\n";
      out.print(space + style().heading("==> " + name + " <==") + "\n" + text(report));
    }
    out.flush();
    int code =
        Reading.end(spec.commandLine(), session, report.integrity(), report.damage(), "reported");
    exitCode = Math.max(exitCode, code);
  }

  private Style style() {
    return syswall.color().enabledFor(Color.STDOUT) ? Style.ANSI : Style.PLAIN;
  }

  private void requireSense() {
    if (html != null && (json || all || !sections.isEmpty() || sessions.size() > 1)) {
      throw new ParameterException(
          spec.commandLine(), "--html is of one session, instead of --json, --all and --section");
    }
    if (html == null && force) {
      throw new ParameterException(spec.commandLine(), "--force is for --html");
    }
  }

  /** Reading what is installed costs more than a small report. */
  private PackageOwners packages(Report report) {
    return sections.contains(Section.PACKAGES)
        ? DebianPackages.of(report)
        : PackageOwners.NOT_ASKED;
  }

  private String text(Report report) {
    return sections.isEmpty()
        ? TextReport.render(report, all, style())
        : TextReport.render(report, sections, packages(report), true, style());
  }
}
