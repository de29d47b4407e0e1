package syswall.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import syswall.diff.FullDiff;
import syswall.diff.SessionDiff;
import syswall.diff.TextDiff;
import syswall.journal.JournalException;
import syswall.journal.JournalTailer;
import syswall.report.Style;

/** What {@code diff --full} prints: calls, for as long as someone reads them. */
final class FullOutput {
  private final CommandLine command;
  private final Style style;
  private final Path before;
  private final Path after;
  private boolean differs;

  FullOutput(CommandLine command, Style style, Path before, Path after) {
    this.command = command;
    this.style = style;
    this.before = before;
    this.after = after;
  }

  /**
   * Prints the calls of one process, or of all.
   *
   * @param all whether of all
   * @param pid the process; null for that of the first cause
   */
  void print(FullDiff calls, SessionDiff diff, @Nullable Integer pid, boolean all)
      throws JournalException, UserError {
    FullDiff chosen = calls;
    if (pid != null) {
      chosen = calls.of(pid);
      if (chosen.isEmpty()) {
        throw new UserError("neither run has a process " + pid);
      }
    } else if (!all && !diff.same()) {
      chosen = calls.of(diff.findings().get(0).cause());
    }
    String selection = TextDiff.selection(diff);
    if (!selection.isEmpty()) {
      command.getErr().println("syswall: " + selection);
    }
    LineWriter lines = new LineWriter(command.getOut(), Long.MAX_VALUE);
    chosen.write(
        () -> JournalTailer.open(before),
        () -> JournalTailer.open(after),
        Failures.printable(before.toString()),
        Failures.printable(after.toString()),
        style,
        line -> {
          differs = true;
          lines.accept(new StringBuilder(line));
          return !lines.isDone();
        });
    if (!differs) {
      lines.accept(new StringBuilder("the same calls in the same order"));
    }
    lines.flush();
  }
}
