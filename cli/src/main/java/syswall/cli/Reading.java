package syswall.cli;

import java.nio.file.Path;
import picocli.CommandLine;
import syswall.journal.Integrity;

/** What a command that has read a session says about the session's end, and exits with. */
final class Reading {
  private Reading() {}

  /**
   * Says on standard error what is wrong with the session, if anything is.
   *
   * @param damage where the damage is
   * @param done what the command did with the session: {@code reported}
   * @return the command's exit code
   */
  static int end(
      CommandLine command, Path session, Integrity integrity, String damage, String done) {
    return switch (integrity) {
      case COMPLETE -> ExitCode.OK;
      case NOT_ENDED -> {
        say(command, session + " has no end: it is still recorded, or its recorder was killed");
        yield ExitCode.OK;
      }
      case DAMAGED -> {
        say(command, session + " is damaged, " + done + " is what is before: " + damage);
        yield ExitCode.TROUBLE;
      }
    };
  }

  private static void say(CommandLine command, String line) {
    command.getErr().println("syswall: " + Failures.printable(line));
  }
}
