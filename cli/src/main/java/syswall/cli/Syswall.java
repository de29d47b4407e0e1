package syswall.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import syswall.record.Recorder;

/**
 * The {@code syswall} command and the program's entry: parses the command line, runs the subcommand
 * and exits with its code.
 */
public final class Syswall implements Runnable {
  private static final List<String> COMMANDS =
      List.of(
          "record",
          "report",
          "show",
          "state",
          "diff",
          "export",
          "policy",
          "selftest",
          "completion");

  private final OptionSpec color =
      OptionSpec.builder("--color")
          .type(Color.class)
          .paramLabel("WHEN")
          .defaultValue("auto")
          .scopeType(ScopeType.INHERIT)
          .description("Colours: ${COMPLETION-CANDIDATES}; auto means on a terminal.")
          .build();

  // Told to picocli by its builders, like record's: to read annotations it makes classes at run
  // time, for 40 ms, during which no program is recorded yet.
  private final CommandSpec spec =
      CommandSpec.wrapWithoutInspection(this)
          .name("syswall")
          .versionProvider(new Version())
          .exitCodeOnInvalidInput(ExitCode.TROUBLE)
          .exitCodeOnExecutionException(ExitCode.TROUBLE)
          .addOption(
              OptionSpec.builder("-h", "--help")
                  .usageHelp(true)
                  .scopeType(ScopeType.INHERIT)
                  .description("Print this help.")
                  .build())
          .addOption(
              OptionSpec.builder("--version")
                  .versionHelp(true)
                  .description("Print the version.")
                  .build())
          .addOption(color);

  private Syswall() {
    spec.usageMessage()
        .description("Records the system calls of a program and answers questions about them.")
        .synopsisSubcommandLabel("COMMAND")
        .footer(
            "",
            "Examples:",
            "  syswall record -o ls.cq ls -l /  record a program and all that it starts",
            "  syswall report ls.cq             say what it read, wrote, ran, talked to",
            "  syswall show --failed ls.cq      print its calls, of those the ones that failed",
            "  syswall state --at 1.5s ls.cq    say what it had open after 1.5 seconds",
            "  syswall diff good.cq bad.cq      say what the second run did otherwise, and why",
            "  syswall policy test p.json ls.cq say what a policy would have blocked of it",
            "  syswall selftest                 say whether policies hold on this machine");
  }

  /**
   * Runs syswall and exits with its code.
   *
   * @param args the command line without the program's name
   */
  public static void main(String[] args) {
    if (isRecording(args)) {
      Recorder.prepare();
    }
    StandardOutput stdout = new StandardOutput();
    PrintWriter out = writer(stdout);
    PrintWriter err = writer(new FileOutputStream(FileDescriptor.err));
    int exitCode = execute(out, err, args);
    out.flush();
    IOException failure = stdout.failure();
    if (failure != null) {
      err.println("syswall: standard output: " + Failures.printable(Failures.firstLine(failure)));
      exitCode = ExitCode.TROUBLE;
    }
    err.flush();
    // Not exit: a SIGTERM has begun the JVM's shutdown already, which waits for this recording.
    Runtime.getRuntime().halt(exitCode);
  }

  /** Whether a command line is most likely one that records, told before it is read. */
  private static boolean isRecording(String[] args) {
    return args.length > 1
        && args[0].equals("record")
        && !args[1].equals("--help")
        && !args[1].equals("-h");
  }

  /**
   * Runs a command line.
   *
   * @param out standard output
   * @param err standard error
   * @param args the command line without the program's name
   * @return the exit code
   */
  static int execute(PrintWriter out, PrintWriter err, String... args) {
    // picocli reads the annotations of all it is given, which costs more than some commands do
    boolean named = args.length > 0 && COMMANDS.contains(args[0]);
    return commandLine(out, err, named ? List.of(args[0]) : COMMANDS).execute(args);
  }

  /** The whole command line, ready to execute. */
  static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    return commandLine(out, err, COMMANDS);
  }

  private static CommandLine commandLine(PrintWriter out, PrintWriter err, List<String> commands) {
    Syswall syswall = new Syswall();
    Failures failures = new Failures();
    CommandLine commandLine = new CommandLine(syswall.spec);
    for (String command : commands) {
      commandLine.addSubcommand(command(command));
    }
    return commandLine
        .setOut(out)
        .setErr(err)
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures)
        .setExecutionStrategy(syswall.new Execution());
  }

  private static CommandLine command(String name) {
    return switch (name) {
      case "record" -> new CommandLine(new RecordCommand().spec()).setStopAtPositional(true);
      case "report" -> new CommandLine(new ReportCommand());
      case "show" -> new CommandLine(new ShowCommand());
      case "state" -> new CommandLine(new StateCommand());
      case "diff" -> new CommandLine(new DiffCommand());
      case "export" -> new CommandLine(new ExportCommand());
      case "policy" -> new CommandLine(new PolicyCommand());
      case "selftest" -> new CommandLine(new SelfTestCommand());
      case "completion" -> new CommandLine(new CompletionCommand());
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Whether and when output is coloured. */
  Color color() {
    return color.getValue();
  }

  /** The version in the jar's manifest. */
  static String version() {
    String version = Syswall.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  /** Without a command there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do, for example 'record'");
  }

  /** UTF-8 whatever the locale: a report of a session reads the same everywhere. */
  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), false);
  }

  /**
   * Runs the command, in colour if that is wanted. Not a lambda, which would link picocli's
   * interface when classes are archived: those as old as it are then left out.
   */
  private final class Execution implements IExecutionStrategy {
    @Override
    public int execute(ParseResult parsed) {
      Ansi ansi = color().enabledFor(Color.STDOUT) ? Ansi.ON : Ansi.OFF;
      spec.commandLine().setColorScheme(Help.defaultColorScheme(ansi));
      return new RunLast().execute(parsed);
    }
  }

  /** Says which syswall this is, and on what it runs, for reports of bugs. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String java = System.getProperty("java.version", "?");
      String kernel = System.getProperty("os.name", "?") + " " + System.getProperty("os.version");
      return new String[] {"syswall " + version() + " (Java " + java + ", " + kernel + ")"};
    }
  }
}
