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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import syswall.decode.LiveTrace;
import syswall.event.ByteString;
import syswall.event.EndReason;
import syswall.event.EventHandler;
import syswall.journal.JournalException;
import syswall.record.Inheritance;
import syswall.record.LaunchException;
import syswall.record.RecordRequest;
import syswall.record.Recorder;
import syswall.record.Recording;

/** {@code syswall record}: runs a program and records it and everything that it starts. */
final class RecordCommand implements Callable<Integer> {
  private final OptionSpec output =
      OptionSpec.builder("-o", "--output")
          .type(Path.class)
          .paramLabel("NAME.cq")
          .description("The session to create. Default: PROGRAM-YYYYMMDD-HHMMSS.cq here.")
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
          .description("No closing line.")
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

  private final CommandSpec spec =
      CommandSpec.wrapWithoutInspection(this)
          .name("record")
          .exitCodeOnInvalidInput(ExitCode.RECORD_FAILED)
          .exitCodeOnExecutionException(ExitCode.RECORD_FAILED)
          .addOption(output)
          .addOption(force)
          .addOption(verbosity)
          .addOption(quiet)
          .addOption(stringLimit)
          .addPositional(program);

  RecordCommand() {
    spec.usageMessage()
        .description("Run a program and record its system calls, and those of all it starts.")
        .customSynopsis("syswall record [-o NAME.cq] [--force] [-v|-vv] [-q] [--] PROGRAM [ARG...]")
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(
            UsageMessageSpec.keyValuesMap(
                "N:the program exited with N; if a signal killed it, so does syswall die",
                "125:syswall failed, or wrong usage",
                "126:the program cannot be executed",
                "127:there is no such program"))
        .footer(
            "",
            "Examples:",
            "  syswall record ls -l /               to ls-YYYYMMDD-HHMMSS.cq",
            "  syswall record -o build.cq make -j4  to build.cq",
            "  syswall record -vv true              also print each call as it happens");
  }

  /** The command as picocli knows it. */
  CommandSpec spec() {
    return spec;
  }

  @Override
  public Integer call() throws IOException, LaunchException, UserError {
    List<String> arguments = program.getValue();
    if (arguments.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "say which program to run");
    }
    if (contentLimit() < 0) {
      throw new ParameterException(spec.commandLine(), "a limit cannot be negative");
    }
    // Before anything opens a file; but not in main, since help and usage errors load no JNA.
    Inheritance inheritance = Inheritance.snapshot();
    List<ByteString> argv = inheritance.lastArguments(arguments.size());
    Path named = output.getValue();
    if (named != null) {
      SessionDirectory.requireRoom(named, force.getValue());
      // A name mistyped must not cost the old session.
      Recorder.requireProgram(argv.get(0), inheritance);
      SessionDirectory.delete(named);
      return record(named, argv, inheritance);
    }
    while (true) {
      Path session =
          SessionDirectory.unusedName(
              Path.of(""), arguments.get(0), LocalDateTime.now(ZoneId.systemDefault()));
      try {
        return record(session, argv, inheritance);
      } catch (JournalException e) {
        // Nothing is left behind, so if there is something, another recording took the name.
        if (!Files.exists(session)) {
          throw e;
        }
      }
    }
  }

  private int record(Path session, List<ByteString> argv, Inheritance inheritance)
      throws IOException, LaunchException {
    Recording recording =
        Recorder.record(
            new RecordRequest(
                session, Syswall.version(), argv, inheritance, contentLimit(), listener()));
    PrintWriter err = spec.commandLine().getErr();
    boolean completed = recording.reason() == EndReason.COMPLETED;
    if (!completed) {
      err.println("syswall: recording ended early: " + Failures.printable(recording.failure()));
    }
    if (!quiet.<Boolean>getValue()) {
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

  private int contentLimit() {
    return stringLimit.getValue();
  }

  private EventHandler listener() {
    Consumer<String> lines = live(spec.commandLine().getErr());
    boolean[] given = verbosity.getValue();
    return switch (given.length) {
      case 0 -> new EventHandler.Ignoring() {};
      case 1 -> LiveTrace.ofProcesses(lines);
      default -> LiveTrace.ofCalls(contentLimit(), lines);
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
