package syswall.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import syswall.audit.Audit;
import syswall.audit.JsonAudit;
import syswall.audit.TextAudit;
import syswall.journal.JournalException;
import syswall.journal.JournalTailer;
import syswall.policy.Policies;
import syswall.policy.PolicyException;
import syswall.report.Style;

/** {@code syswall policy test}: says what a policy would have done to a recorded run. */
@Command(
    name = "test",
    description = "Say what a policy would have allowed, asked and blocked of a recorded run.",
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCode.TROUBLE,
    exitCodeOnExecutionException = ExitCode.TROUBLE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all calls would have been made, without a question",
      "1:some would have been asked about, blocked or faked",
      "2:wrong usage, the policy cannot be used, no session, or a damaged one"
    },
    footer = {
      "",
      "Examples:",
      "  syswall policy test builtin:build make.cq",
      "  syswall policy test --json p.json make.cq | jq '.decisions[].path'",
      "",
      "Each line stands for calls that want the same: how many there are, and the event",
      "of the first, as in 'syswall show --event'. Symbolic links are followed as they are",
      "on this machine. What a program would have done after a blocked call, no session",
      "can say."
    })
final class PolicyTestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--all", description = "Leave nothing out: long lists in full.")
  private boolean all;

  @Option(
      names = "--json",
      description = "Print JSON, always in full; policy-test.schema.json describes it.")
  private boolean json;

  @Parameters(index = "0", paramLabel = "POLICY", description = "A file, or builtin:NAME.")
  private String policy;

  @Parameters(index = "1", paramLabel = "NAME.cq", description = "The session.")
  private Path session;

  @Override
  public Integer call() throws JournalException, UserError {
    Policies policies = PolicyCommand.load(spec.commandLine(), policy);
    Reading.tellSelection(spec.commandLine(), session);
    Audit audit;
    try (Progress progress = new Progress(spec.commandLine().getErr());
        JournalTailer tailer = progress.open(session)) {
      audit = Audit.of(tailer, policies, new MachineLinks());
    } catch (PolicyException e) {
      throw PolicyCommand.mistakes(spec.commandLine(), e);
    }
    spec.commandLine().getOut().print(json ? JsonAudit.render(audit) : text(audit));
    int end = Reading.end(spec.commandLine(), session, audit.integrity(), audit.damage(), "tested");
    return end != ExitCode.OK ? end : audit.isSilent() ? ExitCode.OK : ExitCode.DIFFERENT;
  }

  private String text(Audit audit) {
    Syswall syswall = (Syswall) spec.root().userObject();
    Style style = syswall.color().enabledFor(Color.STDOUT) ? Style.ANSI : Style.PLAIN;
    return TextAudit.render(audit, all, style);
  }
}
