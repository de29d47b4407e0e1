package syswall.cli;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The options of {@code syswall record}. picocli is told of them by its builders: to read
 * annotations it makes classes at run time, for 40 ms, during which no program is recorded yet.
 */
final class RecordOptions {
  private final OptionSpec output =
      OptionSpec.builder("-o", "--output")
          .type(Path.class)
          .paramLabel("NAME.cq")
          .description("The session to create. Default: PROGRAM-YYYYMMDD-HHMMSS.cq here.")
          .build();

  private final OptionSpec pids =
      OptionSpec.builder("-p", "--pid")
          .type(List.class)
          .auxiliaryTypes(Integer.class)
          .arity("1")
          .splitRegex(",")
          .initialValue(List.of())
          .paramLabel("PID[,PID...]")
          .description(
              "Record processes that run already, and all they have started and will, until they end"
                  + " or Ctrl-C lets them go on.")
          .build();

  private final OptionSpec repeat =
      OptionSpec.builder("--repeat")
          .type(Integer.class)
          .paramLabel("RUNS")
          .description(
              "Run the program so many times, to NAME-1.cq, NAME-2.cq and so on; -o says NAME.")
          .build();

  private final OptionSpec force =
      OptionSpec.builder("--force")
          .initialValue(false)
          .description("Replace the session if it exists.")
          .build();

  private final OptionSpec verbosity =
      OptionSpec.builder("-v", "--verbose")
          .type(boolean[].class)
          .arity("0")
          .initialValue(new boolean[0])
          .description("Print processes as they come and go; -vv prints every call.")
          .build();

  private final OptionSpec quiet =
      OptionSpec.builder("-q", "--quiet")
          .initialValue(false)
          .description("No closing lines.")
          .build();

  private final OptionSpec calls =
      OptionSpec.builder("-e", "--calls")
          .type(List.class)
          .auxiliaryTypes(String.class)
          .arity("1")
          .initialValue(List.of())
          .paramLabel("CALLS")
          .completionCandidates(new CallWords())
          .description(
              "Record these calls only: openat,%%network; or all but these: '!futex,%%memory'. Others"
                  + " run at full speed, and what they did is not known. May be given more than"
                  + " once.")
          .build();

  private final OptionSpec stringLimit =
      OptionSpec.builder("-s", "--string-limit")
          .type(int.class)
          .paramLabel("BYTES")
          .defaultValue("32")
          .description(
              "Keep so much of what each call reads or writes, and print it with -vv. Default: 32;"
                  + " at most 32768.")
          .build();

  private final OptionSpec policies =
      OptionSpec.builder("--policy")
          .type(List.class)
          .auxiliaryTypes(String.class)
          .arity("1")
          .initialValue(List.of())
          .paramLabel("POLICY")
          .description(
              "Let the program do only what a policy allows: a file, or builtin:NAME. May be given"
                  + " more than once; the rules of the first count first.")
          .build();

  private final OptionSpec ask =
      OptionSpec.builder("--ask")
          .initialValue(false)
          .description(
              "Ask on the terminal, before the program touches a file, runs another or uses the"
                  + " network, about all that no --policy decides.")
          .build();

  private final OptionSpec savePolicy =
      OptionSpec.builder("--save-policy")
          .type(Path.class)
          .paramLabel("FILE")
          .description(
              "Add the answers that count for ever to a policy, which is made if there is none:"
                  + " with it as --policy the next run does not ask them again.")
          .build();

  private final PositionalParamSpec program =
      PositionalParamSpec.builder()
          .type(List.class)
          .auxiliaryTypes(String.class)
          .paramLabel("PROGRAM [ARG...]")
          .arity("0..*")
          .initialValue(List.of())
          .hideParamSyntax(true)
          .description("What to run; everything behind the program's name is its own.")
          .build();

  /** The command with these options. */
  CommandSpec specOf(RecordCommand command) {
    CommandSpec spec =
        CommandSpec.wrapWithoutInspection(command)
            .name("record")
            .exitCodeOnInvalidInput(ExitCode.RECORD_FAILED)
            .exitCodeOnExecutionException(ExitCode.RECORD_FAILED)
            .addOption(output)
            .addOption(pids)
            .addOption(repeat)
            .addOption(force)
            .addOption(verbosity)
            .addOption(quiet)
            .addOption(calls)
            .addOption(stringLimit)
            .addOption(policies)
            .addOption(ask)
            .addOption(savePolicy)
            .addPositional(program);
    spec.usageMessage()
        .description(
            "Run a program, or follow one that runs, and record its system calls and those of all it"
                + " starts.")
        .customSynopsis(
            "syswall record [-o NAME.cq] [-e CALLS|--policy POLICY] [-v|-vv] [-q] [--] PROGRAM [ARG...]",
            "   or: syswall record -p PID[,PID...] [-o NAME.cq] [-v|-vv] [-q]",
            "   or: syswall record --ask [--save-policy FILE] [OPTIONS] [--] PROGRAM [ARG...]",
            "   or: syswall record --repeat=RUNS -o NAME [OPTIONS] [--] PROGRAM [ARG...]")
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(
            UsageMessageSpec.keyValuesMap(
                "N:the program exited with N; if a signal killed it, so does syswall die;"
                    + " with --repeat the first run that did not exit with 0 counts",
                "0:with -p: the processes have ended, or were let go",
                "125:syswall failed, or wrong usage",
                "126:the program cannot be executed",
                "127:there is no such program"))
        .footer(
            "",
            "Examples:",
            "  syswall record ls -l /               to ls-YYYYMMDD-HHMMSS.cq",
            "  syswall record -o build.cq make -j4  to build.cq",
            "  syswall record -vv true              also print each call as it happens",
            "  syswall record -e %%file make         only calls that name files, the rest untouched",
            "  syswall record -p 4711               follow process 4711 until it ends, or Ctrl-C",
            "  timeout 60 syswall record -p 4711    for a minute; it then goes on by itself",
            "  syswall record --repeat 5 -o good make   to good-1.cq ... good-5.cq",
            "  syswall record --policy builtin:build ./configure   change files here and in /tmp only",
            "  syswall record --ask --save-policy p.json ./installer   answer, and keep answers",
            "  syswall record --ask --policy p.json ./installer        be asked what is new",
            "",
            "Where nobody can be asked, or nobody answers, the call is denied. '?' at a",
            "question says why it is asked and what the keys mean.",
            "",
            "The runs of --repeat follow one another and share the standard input: what one",
            "has read the next does not find. They end early if a run cannot be recorded, or",
            "a signal that asks to end, such as Ctrl-C's, killed the program. The sessions",
            "NAME-1.cq, NAME-2.cq and so on are the series 'NAME' of diff --baseline, so with",
            "--force all that are there give way, be they more than the new ones.");
    return spec;
  }

  @Nullable Path output() {
    return output.getValue();
  }

  /** The processes to follow, each once; none if a program is run. */
  Set<Integer> pids() {
    List<Integer> given = pids.getValue();
    return new LinkedHashSet<>(given);
  }

  @Nullable Integer repeat() {
    return repeat.getValue();
  }

  boolean force() {
    return force.getValue();
  }

  /** How often -v was given. */
  int verbosity() {
    boolean[] given = verbosity.getValue();
    return given.length;
  }

  boolean quiet() {
    return quiet.getValue();
  }

  /** Which calls are recorded, as expressions; none if all are. */
  List<String> calls() {
    return calls.getValue();
  }

  int stringLimit() {
    return stringLimit.getValue();
  }

  /** The names of the policies; none if the program may do all it can. */
  List<String> policies() {
    return policies.getValue();
  }

  /** Whether all is asked that no policy decides. */
  boolean ask() {
    return ask.getValue();
  }

  /** The policy to which answers are added. */
  @Nullable Path savePolicy() {
    return savePolicy.getValue();
  }

  /** The program and its arguments, as Java has decoded them; perhaps empty. */
  List<String> program() {
    return program.getValue();
  }
}
