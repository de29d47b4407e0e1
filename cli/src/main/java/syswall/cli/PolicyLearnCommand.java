package syswall.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import syswall.audit.LearnedPolicy;
import syswall.audit.PolicyLearner;
import syswall.journal.JournalException;
import syswall.journal.JournalTailer;

/** {@code syswall policy learn}: writes a policy that lets recorded runs happen again. */
@Command(
    name = "learn",
    description =
        "Print a small policy that allows what recorded runs did and asks about the rest, and on"
            + " standard error the patterns that allow more than was seen.",
    exitCodeOnInvalidInput = ExitCode.TROUBLE,
    exitCodeOnExecutionException = ExitCode.TROUBLE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the policy covers all of the runs",
      "2:wrong usage, no session, or a damaged one"
    },
    footer = {
      "",
      "Example:",
      "  syswall policy learn make1.cq make2.cq >make.json",
      "",
      "Directories become ${CWD}, ${HOME} and ${TMPDIR}; four files of a directory stand",
      "for all in it, except where much else is, as in /etc; looking at files is allowed",
      "everywhere. Read the policy before you trust it: a run may have done too much."
    })
final class PolicyLearnCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "NAME.cq", description = "The sessions.")
  private List<Path> sessions;

  @Override
  public Integer call() throws JournalException {
    PolicyLearner learner = new PolicyLearner(new MachineLinks());
    int exitCode = ExitCode.OK;
    for (Path session : sessions) {
      Reading.tellSelection(spec.commandLine(), session);
      try (Progress progress = new Progress(spec.commandLine().getErr());
          JournalTailer tailer = progress.open(session)) {
        learner.learn(tailer);
        progress.done();
        exitCode =
            Math.max(
                exitCode,
                Reading.end(
                    spec.commandLine(), session, tailer.integrity(), tailer.damage(), "learned"));
      }
    }
    LearnedPolicy.Written written = LearnedPolicy.write(learner);
    spec.commandLine().getOut().print(written.json());
    for (String pattern : written.wider()) {
      String line = "wider than what was seen: " + pattern;
      spec.commandLine().getErr().println("syswall: " + Failures.printable(line));
    }
    return exitCode;
  }
}
