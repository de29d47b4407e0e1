package syswall.cli;

import java.io.PrintWriter;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import syswall.journal.JournalException;
import syswall.record.LaunchException;

/**
 * Turns every way in which a command can fail into what the user sees of it: one line for a mistake
 * or a broken session, a stack trace for a bug, and the exit code.
 */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final Pattern CONTROL =
      Pattern.compile("\\p{Cntrl}", Pattern.UNICODE_CHARACTER_CLASS);

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    say(command, mistake(e) + "; try '" + name + " --help'");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    int exitCode = command.getCommandSpec().exitCodeOnExecutionException();
    if (e instanceof LaunchException launch) {
      say(command, firstLine(e));
      return launch.reason().exitCode();
    }
    if (e instanceof UserError || e instanceof JournalException) {
      say(command, firstLine(e));
      return exitCode;
    }
    say(command, "this is a bug in syswall, please report it with these lines:");
    e.printStackTrace(command.getErr());
    return exitCode;
  }

  private static void say(CommandLine command, String line) {
    PrintWriter err = command.getErr();
    err.println("syswall: " + printable(line));
    err.flush();
  }

  /**
   * Names in a message come from anywhere: a control character in one must not reach a terminal.
   */
  static String printable(String line) {
    return CONTROL
        .matcher(line)
        .replaceAll(match -> String.format("\\\\%03o", (int) match.group().charAt(0)));
  }

  private static String mistake(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return firstLine(e);
    }
    String mistake =
        unmatched.isUnknownOption()
            ? firstLine(e)
            : "Unexpected argument: '" + unmatched.getUnmatched().get(0) + "'";
    return unmatched.getSuggestions().isEmpty()
        ? mistake
        : mistake + ", did you mean '" + unmatched.getSuggestions().get(0) + "'?";
  }

  static String firstLine(Exception e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return message.lines().findFirst().orElse(message);
  }
}
