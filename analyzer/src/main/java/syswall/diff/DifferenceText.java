package syswall.diff;

import java.util.ArrayList;
import java.util.List;
import syswall.decode.ArgvText;
import syswall.diff.Difference.Kind;
import syswall.report.Columns;
import syswall.report.Style;

/** Differences on one line each: what was done to what, how it was and is, the events of both. */
final class DifferenceText {
  private static final int NARROWEST = 20;

  /** How much of what two long texts share is shown in front of where they part. */
  private static final int CONTEXT = 8;

  private final boolean all;
  private final Style style;

  /**
   * In a style.
   *
   * @param all whether nothing is cut
   */
  DifferenceText(boolean all, Style style) {
    this.all = all;
    this.style = style;
  }

  /** Whose it is, without an end of line. */
  String process(Difference difference, int width) {
    if (difference.kind() == Kind.INPUT) {
      return "started with";
    }
    return process(difference.process(), all, width);
  }

  /**
   * A process by what it ran, and its ids in both runs.
   *
   * @param all whether nothing is cut
   * @param width columns there are for it
   */
  static String process(ProcessPair process, boolean all, int width) {
    List<String> arguments = new ArrayList<>(process.arguments());
    if (!all && !arguments.isEmpty()) {
      arguments.set(0, arguments.get(0).substring(arguments.get(0).lastIndexOf('/') + 1));
    }
    String pids = "  (pid " + pid(process.pidBefore()) + " -> " + pid(process.pidAfter()) + ")";
    String command = ArgvText.ofPlain(arguments);
    return (all ? command : Columns.cut(command, width - pids.length())) + pids;
  }

  private static String pid(int pid) {
    return pid == 0 ? "-" : Integer.toString(pid);
  }

  /**
   * The difference.
   *
   * @param note what stands behind it
   */
  String line(Difference difference, String indent, String note) {
    String what =
        difference.resource().isEmpty()
            ? difference.operation()
            : difference.operation() + " " + difference.resource();
    String change = change(difference);
    String events = events(difference);
    int taken = indent.length() + 2 + change.length() + events.length() + note.length();
    return indent
        + cut(what, Math.max(NARROWEST, TextDiff.WIDTH - taken))
        + "  "
        + (difference.kind() == Kind.FAILS_NOW ? style.bad(change) : change)
        + style.faint(events)
        + note
        + "\n";
  }

  private String change(Difference difference) {
    String was = side(difference.before());
    String is = side(difference.after());
    int room = TextDiff.WIDTH / 4;
    boolean tooLong = !all && (was.length() > room || is.length() > room);
    int shared = tooLong ? Math.max(0, commonPrefix(was, is) - CONTEXT) : 0;
    return from(was, shared, room) + " -> " + from(is, shared, room);
  }

  private String from(String text, int start, int room) {
    return cut(start == 0 ? text : "…" + text.substring(start), room);
  }

  private static int commonPrefix(String one, String other) {
    int length = Math.min(one.length(), other.length());
    int common = 0;
    while (common < length && one.charAt(common) == other.charAt(common)) {
      common++;
    }
    return common;
  }

  private static String side(String text) {
    return text.isEmpty() ? "absent" : text;
  }

  private static String events(Difference difference) {
    return difference.kind() == Kind.INPUT
        ? ""
        : "  (event "
            + event(difference.eventBefore())
            + " -> "
            + event(difference.eventAfter())
            + ")";
  }

  private static String event(long event) {
    return event < 0 ? "-" : Long.toString(event);
  }

  private String cut(String text, int width) {
    return all ? text : Columns.cut(text, width);
  }
}
