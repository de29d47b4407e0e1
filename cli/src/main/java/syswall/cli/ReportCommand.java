package syswall.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import syswall.journal.JournalException;
import syswall.journal.JournalTailer;
import syswall.report.JsonReport;
import syswall.report.Report;
import syswall.report.Style;
import syswall.report.TextReport;

/** {@code syswall report}: replays a session and prints what it did. */
@Command(
    name = "report",
    description = "Say what a recorded program did, from its session alone.",
    exitCodeOnInvalidInput = ExitCode.TROUBLE,
    exitCodeOnExecutionException = ExitCode.TROUBLE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all of the session was read, also if the recorder was killed",
      "2:wrong usage, no session, a damaged one, or the output cannot be written"
    },
    footer = {
      "",
      "Examples:",
      "  syswall report ls.cq",
      "  syswall report --json ls.cq | jq .processes"
    })
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private Syswall syswall;

  @Option(names = "--all", description = "Leave nothing out: long lists in full.")
  private boolean all;

  @Option(names = "--json", description = "Print JSON, always in full.")
  private boolean json;

  @Parameters(paramLabel = "NAME.cq", description = "The session to report.")
  private Path session;

  @Override
  public Integer call() throws JournalException {
    Report report;
    try (JournalTailer tailer = JournalTailer.open(session)) {
      report = Report.of(tailer);
    }
    spec.commandLine().getOut().print(json ? JsonReport.render(report) : text(report));
    return Reading.end(
        spec.commandLine(), session, report.integrity(), report.damage(), "reported");
  }

  private String text(Report report) {
    Style style = syswall.color().enabledFor(Color.STDOUT) ? Style.ANSI : Style.PLAIN;
    return TextReport.render(report, all, style);
  }
}
