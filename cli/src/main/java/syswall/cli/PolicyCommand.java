package syswall.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import syswall.policy.Policies;
import syswall.policy.PolicyException;
import syswall.policy.PolicyLoader;

/** {@code syswall policy}: what a policy says, checked, explained and tried on a recorded run. */
@Command(
    name = "policy",
    description = "Check, explain, try, export and learn the policies of the firewall.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      PolicyCheckCommand.class,
      PolicyExplainCommand.class,
      PolicyTestCommand.class,
      PolicyExportCommand.class,
      PolicyLearnCommand.class
    },
    exitCodeOnInvalidInput = ExitCode.TROUBLE,
    exitCodeOnExecutionException = ExitCode.TROUBLE,
    footer = {
      "",
      "Examples:",
      "  syswall policy check p.json",
      "  syswall policy explain p.json -- openat /etc/passwd O_RDONLY",
      "  syswall policy test builtin:build make.cq",
      "  syswall policy export --format oci p.json",
      "  syswall policy learn make.cq >make.json",
      "",
      "A policy is a file or one of builtin:so-loads, builtin:files-no-network,",
      "builtin:read-only, builtin:build, builtin:network-no-write, builtin:ask-all."
    })
final class PolicyCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** Without a command there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do, for example 'check'");
  }

  /**
   * Reads a policy and those that it extends.
   *
   * @throws UserError if it cannot be used, the last mistake as its message, those before it
   *     printed
   */
  static Policies load(CommandLine command, String name) throws UserError {
    try {
      return PolicyLoader.load(List.of(name));
    } catch (PolicyException e) {
      throw mistakes(command, e);
    }
  }

  /** The last of several mistakes, once those before it are printed. */
  static UserError mistakes(CommandLine command, PolicyException e) {
    List<String> mistakes = e.mistakes();
    for (String mistake : mistakes.subList(0, mistakes.size() - 1)) {
      command.getErr().println("syswall: " + Failures.printable(mistake));
    }
    return new UserError(mistakes.get(mistakes.size() - 1));
  }
}
