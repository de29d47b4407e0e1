package syswall.diff;

import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.diff.Difference.Kind;
import syswall.report.Style;

/** A diff to read: one line if both runs did the same, else about one screen, the cause first. */
public final class TextDiff {
  private static final int WIDTH = 100;
  private static final int FINDINGS = 5;
  private static final int FOLLOWS = 8;
  private static final int FOLLOWS_OF_OTHERS = 2;

  private final SessionDiff diff;
  private final String nameBefore;
  private final String nameAfter;
  private final boolean all;
  private final Style style;
  private final StringBuilder out = new StringBuilder();

  private TextDiff(
      SessionDiff diff, String nameBefore, String nameAfter, boolean all, Style style) {
    this.diff = diff;
    this.nameBefore = nameBefore;
    this.nameAfter = nameAfter;
    this.all = all;
    this.style = style;
  }

  /**
   * The diff as text: printable, lines ending in newlines.
   *
   * @param nameBefore what the first session is called, printable
   * @param nameAfter what the second session is called, printable
   * @param all whether nothing is left out
   */
  public static String render(
      SessionDiff diff, String nameBefore, String nameAfter, boolean all, Style style) {
    TextDiff text = new TextDiff(diff, nameBefore, nameAfter, all, style);
    text.verdict();
    if (!diff.same()) {
      text.findings();
      text.where();
    }
    if (all) {
      text.unstable();
    }
    return text.out.toString();
  }

  private void verdict() {
    if (diff.same()) {
      out.append(style.good("same"))
          .append(": ")
          .append(nameBefore)
          .append(" and ")
          .append(nameAfter)
          .append(" did the same (")
          .append(count(diff.after().processes(), "process", "processes"))
          .append(", ")
          .append(diff.after().ending())
          .append(unstableCount())
          .append(")\n");
      return;
    }
    String was = diff.before().ending();
    String is = diff.after().ending();
    long follows = diff.findings().stream().mapToLong(finding -> finding.follows().size()).sum();
    out.append(style.bad("different"))
        .append(": ")
        .append(was.equals(is) ? "both " + is : was + " -> " + is)
        .append("; ")
        .append(count(diff.findings().size(), "finding", "findings"))
        .append(", ")
        .append(count(follows, "difference follows", "differences follow"))
        .append(" from them")
        .append(unstableCount())
        .append('\n');
  }

  private String unstableCount() {
    int size = diff.unstable().size();
    return size == 0 ? "" : ", " + size + " unstable";
  }

  private void unstable() {
    if (!diff.unstable().isEmpty()) {
      out.append('\n').append(style.heading("UNSTABLE")).append('\n');
      lines(diff.unstable(), null);
    }
  }

  private void findings() {
    List<Finding> findings = diff.findings();
    int shown = all ? findings.size() : Math.min(findings.size(), FINDINGS);
    for (int i = 0; i < shown; i++) {
      Finding finding = findings.get(i);
      out.append('\n').append(style.heading(i == 0 ? "CAUSE" : "ALSO")).append("  ");
      out.append(cut(process(finding.cause()), WIDTH - 7)).append('\n');
      line(finding.cause(), "  ");
      follows(finding, i == 0 ? FOLLOWS : FOLLOWS_OF_OTHERS);
    }
    more("", findings.size() - shown, "finding", "findings");
  }

  private void follows(Finding finding, int limit) {
    List<Difference> lines = all ? finding.follows() : Digest.of(finding.follows());
    int size = lines.size();
    int shown = all || size <= limit ? size : limit;
    if (size > 0) {
      out.append(style.faint("  then")).append('\n');
    }
    lines(lines.subList(0, shown), finding.cause().process());
    more("    ", size - shown, "difference", "differences");
  }

  private void lines(List<Difference> lines, @Nullable ProcessPair named) {
    ProcessPair current = named;
    for (Difference difference : lines) {
      if (difference.process() != current) {
        current = difference.process();
        out.append("    ").append(cut(process(difference), WIDTH - 4)).append('\n');
      }
      line(difference, "    ");
    }
  }

  private void line(Difference difference, String indent) {
    String what = difference.operation() + " " + difference.resource();
    String change = change(difference);
    String events = events(difference);
    int room = Math.max(20, WIDTH - indent.length() - 4 - change.length() - events.length());
    out.append(indent)
        .append(cut(what, room))
        .append("  ")
        .append(difference.kind() == Kind.FAILS_NOW ? style.bad(change) : change)
        .append("  ")
        .append(style.faint(events))
        .append('\n');
  }

  private String change(Difference difference) {
    String was = difference.before().isEmpty() ? "absent" : difference.before();
    String is = difference.after().isEmpty() ? "absent" : difference.after();
    int room = WIDTH / 4;
    return (all ? was : cut(was, room)) + " -> " + (all ? is : cut(is, room));
  }

  private static String events(Difference difference) {
    if (difference.kind() == Kind.INPUT) {
      return "";
    }
    return "(event "
        + (difference.eventBefore() < 0 ? "-" : difference.eventBefore())
        + " -> "
        + (difference.eventAfter() < 0 ? "-" : difference.eventAfter())
        + ")";
  }

  private static String process(Difference difference) {
    if (difference.kind() == Kind.INPUT) {
      return "started with";
    }
    ProcessPair process = difference.process();
    return CommandText.of(process.arguments())
        + "  (pid "
        + pid(process.pidBefore())
        + " -> "
        + pid(process.pidAfter())
        + ")";
  }

  private static String pid(int pid) {
    return pid == 0 ? "-" : Integer.toString(pid);
  }

  /** What to ask next, about the first finding that has an event. */
  private void where() {
    for (Finding finding : diff.findings()) {
      Difference cause = finding.cause();
      if (cause.kind() != Kind.INPUT) {
        boolean after = cause.eventAfter() >= 0;
        long event = after ? cause.eventAfter() : cause.eventBefore();
        out.append("\nsee  syswall show --event ")
            .append(Math.max(0, event - 5))
            .append("..")
            .append(event)
            .append(' ')
            .append(after ? nameAfter : nameBefore)
            .append('\n');
        return;
      }
    }
  }

  private void more(String indent, int count, String one, String several) {
    if (count > 0) {
      out.append(indent).append("and ").append(count).append(" more ");
      out.append(count == 1 ? one : several).append(" (--all)\n");
    }
  }

  private static String count(long count, String one, String several) {
    return count + " " + (count == 1 ? one : several);
  }

  private String cut(String text, int width) {
    return all || text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }
}
