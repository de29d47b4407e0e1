package syswall.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import syswall.decode.SelectionText;
import syswall.event.Event.SessionStarted;
import syswall.journal.Integrity;
import syswall.journal.JournalException;
import syswall.journal.JournalTailer;

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

  /** How a session began; null if its journal does not say. */
  static @Nullable SessionStarted started(Path session) throws JournalException {
    try (JournalTailer tailer = JournalTailer.open(session)) {
      return tailer.next() instanceof SessionStarted started ? started : null;
    }
  }

  /** Says of a session that holds some calls only that it does. */
  static void tellSelection(CommandLine command, Path session) throws JournalException {
    String selection = SelectionText.of(started(session));
    if (!selection.isEmpty()) {
      say(command, session + ": " + selection);
    }
  }

  private static void say(CommandLine command, String line) {
    command.getErr().println("syswall: " + Failures.printable(line));
  }
}
