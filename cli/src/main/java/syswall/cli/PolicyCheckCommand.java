package syswall.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import syswall.policy.Policies;
import syswall.policy.PolicyLint;

/** {@code syswall policy check}: says what is wrong with a policy, and what it says in vain. */
@Command(
    name = "check",
    description =
        "Say what a policy gets wrong: mistakes, rules that are never reached or match nothing,"
            + " ways around a rule.",
    exitCodeOnInvalidInput = ExitCode.TROUBLE,
    exitCodeOnExecutionException = ExitCode.TROUBLE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing is wrong",
      "1:it can be used, but there are findings",
      "2:wrong usage, or it cannot be used"
    },
    footer = {"", "Example:", "  syswall policy check p.json"})
final class PolicyCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "POLICY", description = "A file, or builtin:NAME.")
  private String policy;

  @Override
  public Integer call() throws UserError {
    Policies policies = PolicyCommand.load(spec.commandLine(), policy);
    List<String> findings = PolicyLint.findings(policies.layers().get(0));
    for (String finding : findings) {
      spec.commandLine().getOut().println(Failures.printable(finding));
    }
    return findings.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
