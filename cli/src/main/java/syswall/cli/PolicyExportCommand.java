package syswall.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import syswall.policy.Policies;
import syswall.policy.PolicyExport;

/** {@code syswall policy export}: writes a policy in another's words, and says what these lack. */
@Command(
    name = "export",
    description =
        "Print a policy as an OCI seccomp profile or as settings of a systemd service, and on"
            + " standard error what these cannot say.",
    exitCodeOnInvalidInput = ExitCode.TROUBLE,
    exitCodeOnExecutionException = ExitCode.TROUBLE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all of the policy is said",
      "1:some of it cannot be said",
      "2:wrong usage, or the policy cannot be used"
    },
    footer = {
      "",
      "Example:",
      "  syswall policy export --format oci p.json >profile.json",
      "  docker run --security-opt seccomp=profile.json IMAGE"
    })
final class PolicyExportCommand implements Callable<Integer> {
  /** Whose words, spelled as on the command line. */
  enum Format {
    /** {@code linux.seccomp} of the OCI runtime specification. */
    oci,
    /** systemd.exec(5). */
    systemd
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private Format format;

  @Parameters(paramLabel = "POLICY", description = "A file, or builtin:NAME.")
  private String policy;

  @Override
  public Integer call() throws UserError {
    Policies policies = PolicyCommand.load(spec.commandLine(), policy);
    PolicyExport export =
        switch (format) {
          case oci -> PolicyExport.oci(policies);
          case systemd -> PolicyExport.systemd(policies);
        };
    spec.commandLine().getOut().print(export.text());
    for (String note : export.notes()) {
      spec.commandLine().getErr().println("syswall: " + Failures.printable(note));
    }
    return export.notes().isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
  }
}
