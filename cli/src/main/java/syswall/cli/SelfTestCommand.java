package syswall.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import syswall.journal.JournalException;
import syswall.record.Inheritance;
import syswall.record.LaunchException;
import syswall.report.Style;
import syswall.selftest.Finding;
import syswall.selftest.KernelPart;
import syswall.selftest.Outcome;
import syswall.selftest.SelfTest;

/** {@code syswall selftest}: tries to get around a policy on this machine, in all ways known. */
@Command(
    name = "selftest",
    description =
        "Try to get around a policy on this machine, in all ways known, and say which are closed.",
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCode.TROUBLE,
    exitCodeOnExecutionException = ExitCode.TROUBLE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all ways that are possible here are closed",
      "1:at least one is open",
      "2:wrong usage, or the attempts cannot be made"
    },
    footer = {
      "",
      "Examples:",
      "  syswall selftest                 before you rely on a policy, as the user who will",
      "  syswall selftest --json | jq '.attempts[] | select(.outcome == \"open\")'",
      "  TMPDIR=/var/tmp syswall selftest where /tmp is mounted noexec",
      "",
      "Each attempt is a small program that reads, changes, runs or reaches what a policy",
      "forbids, or reaches for syswall itself. It runs twice: by itself, to see whether it",
      "works here at all, and under 'record' with the policy. What counts is what has",
      "happened then, not what the calls returned."
    })
final class SelfTestCommand implements Callable<Integer> {
  private static final String LINE = "%-14s%-33s%s";

  @Spec private CommandSpec spec;

  @Option(
      names = "--json",
      description = "Print one JSON object; selftest.schema.json describes it.")
  private boolean json;

  @Override
  public Integer call() throws UserError, JournalException {
    Inheritance inheritance = Inheritance.snapshot();
    PrintWriter out = spec.commandLine().getOut();
    try (SelfTest test = new SelfTest(inheritance, Syswall.version(), directory())) {
      List<KernelPart> kernel = test.kernel();
      List<Finding> findings = test.attempts(finding -> print(finding, out));
      if (json) {
        out.print(JsonSelfTest.render(kernel, findings));
      } else {
        out.println();
        out.println(kernelLine(kernel));
        out.println(verdict(findings));
      }
      return holds(findings) ? ExitCode.OK : ExitCode.DIFFERENT;
    } catch (NoSuchFileException e) {
      throw new UserError("selftest: " + e.getFile() + ": no such file or directory");
    } catch (IOException | LaunchException e) {
      throw new UserError("selftest: " + Failures.firstLine(e));
    }
  }

  private static Path directory() {
    String directory = System.getenv("TMPDIR");
    return Path.of(
        directory == null || directory.isEmpty()
            ? System.getProperty("java.io.tmpdir")
            : directory);
  }

  /** Whether no attempt succeeded. */
  static boolean holds(List<Finding> findings) {
    return findings.stream().noneMatch(finding -> finding.outcome() == Outcome.OPEN);
  }

  private void print(Finding finding, PrintWriter out) {
    if (!json) {
      out.println(line(finding));
      out.flush();
    }
  }

  private String line(Finding finding) {
    String name = finding.name();
    String description = finding.description();
    return switch (finding.outcome()) {
      case CLOSED -> String.format(LINE, "closed", name, style().faint(description));
      case OPEN ->
          style().bad(String.format(LINE, "OPEN", name, description + "; " + finding.detail()));
      case NOT_POSSIBLE ->
          style().faint(String.format(LINE, "not possible", name, "here: " + finding.detail()));
    };
  }

  private String kernelLine(List<KernelPart> kernel) {
    return kernel.stream()
        .map(part -> part.name() + (part.present() ? " yes" : style().bad(" NO")))
        .collect(Collectors.joining(", ", "kernel " + release() + ": ", ""));
  }

  /** The kernel's release, such as {@code 6.1.0-18-amd64}. */
  static String release() {
    return System.getProperty("os.version", "?");
  }

  private String verdict(List<Finding> findings) {
    long open = count(findings, Outcome.OPEN);
    long impossible = count(findings, Outcome.NOT_POSSIBLE);
    String rest = impossible == 0 ? "" : "; " + impossible + " not possible here";
    return open == 0
        ? style().good("closed: all " + count(findings, Outcome.CLOSED) + " attempts" + rest)
        : style().bad("OPEN: " + open + " of " + findings.size() + " attempts" + rest);
  }

  private static long count(List<Finding> findings, Outcome outcome) {
    return findings.stream().filter(finding -> finding.outcome() == outcome).count();
  }

  private Style style() {
    Syswall syswall = (Syswall) spec.root().userObject();
    return syswall.color().enabledFor(Color.STDOUT) ? Style.ANSI : Style.PLAIN;
  }
}
