package syswall.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import syswall.decode.LiveTrace;
import syswall.event.EndReason;
import syswall.event.EventHandler;
import syswall.journal.JournalException;
import syswall.record.Inheritance;
import syswall.record.LaunchException;
import syswall.record.RecordRequest;
import syswall.record.Recorder;
import syswall.record.Recording;

/** {@code syswall record}: runs a program and records it and everything that it starts. */
@Command(
    name = "record",
    description = "Run a program and record its system calls, and those of all it starts.",
    customSynopsis = "syswall record [-o NAME.cq] [--force] [-v|-vv] [-q] [--] PROGRAM [ARG...]",
    exitCodeOnInvalidInput = ExitCode.RECORD_FAILED,
    exitCodeOnExecutionException = ExitCode.RECORD_FAILED,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "N:the program exited with N; if a signal killed it, so does syswall die",
      "125:syswall failed, or wrong usage",
      "126:the program cannot be executed",
      "127:there is no such program"
    },
    footer = {
      "",
      "Examples:",
      "  syswall record ls -l /               to ls-YYYYMMDD-HHMMSS.cq",
      "  syswall record -o build.cq make -j4  to build.cq",
      "  syswall record -vv true              also print each call as it happens"
    })
final class RecordCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "NAME.cq",
      description = "The session to create. Default: PROGRAM-YYYYMMDD-HHMMSS.cq here.")
  private @Nullable Path output;

  @Option(names = "--force", description = "Replace the session if it exists.")
  private boolean force;

  @Option(
      names = {"-v", "--verbose"},
      description = "Print processes as they come and go; -vv prints every call.")
  private boolean[] verbosity = {};

  @Option(
      names = {"-q", "--quiet"},
      description = "No closing line.")
  private boolean quiet;

  @Option(
      names = {"-s", "--string-limit"},
      paramLabel = "BYTES",
      defaultValue = "32",
      description =
          "Keep so much of what each call reads or writes, and print it with -vv. Default: 32; at"
              + " most 32768.")
  private int stringLimit;

  @Parameters(
      paramLabel = "PROGRAM [ARG...]",
      arity = "0..*",
      hideParamSyntax = true,
      description = "What to run; everything behind the program's name is its own.")
  private List<String> program = List.of();

  @Override
  public Integer call() throws IOException, LaunchException, UserError {
    if (program.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "say which program to run");
    }
    if (stringLimit < 0) {
      throw new ParameterException(spec.commandLine(), "a limit cannot be negative");
    }
    // Before anything opens a file; but not in main, since help and usage errors load no JNA.
    Inheritance inheritance = Inheritance.snapshot();
    if (output != null) {
      SessionDirectory.requireRoom(output, force);
      // A name mistyped must not cost the old session.
      Recorder.requireProgram(inheritance.lastArguments(program.size()).get(0), inheritance);
      SessionDirectory.delete(output);
      return record(output, inheritance);
    }
    while (true) {
      Path session =
          SessionDirectory.unusedName(
              Path.of(""), program.get(0), LocalDateTime.now(ZoneId.systemDefault()));
      try {
        return record(session, inheritance);
      } catch (JournalException e) {
        // Nothing is left behind, so if there is something, another recording took the name.
        if (!Files.exists(session)) {
          throw e;
        }
      }
    }
  }

  private int record(Path session, Inheritance inheritance) throws IOException, LaunchException {
    Recording recording =
        Recorder.record(
            new RecordRequest(
                session,
                Syswall.version(),
                inheritance.lastArguments(program.size()),
                inheritance,
                stringLimit,
                listener()));
    PrintWriter err = spec.commandLine().getErr();
    boolean completed = recording.reason() == EndReason.COMPLETED;
    if (!completed) {
      err.println("syswall: recording ended early: " + Failures.printable(recording.failure()));
    }
    if (!quiet) {
      long size = SessionDirectory.sizeBytes(session);
      err.println(Failures.printable(ClosingLine.of(recording, size, session)));
    }
    if (!completed) {
      return ExitCode.RECORD_FAILED;
    }
    if (recording.signal() != 0) {
      err.flush();
      Recorder.dieBy(recording.signal());
    }
    return recording.signal() == 0 ? recording.exitCode() : ExitCode.killedBy(recording.signal());
  }

  private EventHandler listener() {
    Consumer<String> lines = live(spec.commandLine().getErr());
    return switch (verbosity.length) {
      case 0 -> new EventHandler.Ignoring() {};
      case 1 -> LiveTrace.ofProcesses(lines);
      default -> LiveTrace.ofCalls(stringLimit, lines);
    };
  }

  /** Prints each line at once: what the program does is watched while it does it. */
  static Consumer<String> live(PrintWriter writer) {
    return line -> {
      writer.println(line);
      writer.flush();
    };
  }
}
