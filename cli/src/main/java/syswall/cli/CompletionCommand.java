package syswall.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code syswall completion}: prints the script that completes syswall's command line. */
@Command(
    name = "completion",
    description = "Print a script for the shell that completes syswall's options.",
    exitCodeOnInvalidInput = ExitCode.TROUBLE,
    exitCodeOnExecutionException = ExitCode.TROUBLE,
    footer = {"", "Example:", "  source <(syswall completion bash)"})
final class CompletionCommand implements Runnable {
  /** The shells that can be served, spelled as on the command line. */
  enum Shell {
    /** GNU bash. */
    bash,
    /** The Z shell, through its bashcompinit. */
    zsh
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
  private Shell shell;

  @Override
  public void run() {
    CommandLine self = spec.commandLine();
    CommandLine syswall = Syswall.commandLine(self.getOut(), self.getErr()); // with all commands
    String script = AutoComplete.bash(syswall.getCommandName(), syswall);
    self.getOut()
        .print(
            switch (shell) {
              case bash, zsh -> script;
            });
  }
}
