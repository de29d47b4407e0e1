package syswall.diff;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import syswall.diff.Difference.Kind;
import syswall.report.Columns;
import syswall.report.Style;

/** A diff to read: one line if both runs did the same, else about one screen, the cause first. */
public final class TextDiff {
  /** Columns that lines keep to where they can be cut. */
  static final int WIDTH = 100;

  private static final int FINDINGS = 5;
  private static final int DEEDS = 5;
  private static final int FOLLOWS = 8;
  private static final int FOLLOWS_OF_OTHERS = 2;

  private final SessionDiff diff;
  private final String nameBefore;
  private final String nameAfter;
  private final boolean all;
  private final Style style;
  private final DifferenceText text;
  private final StringBuilder out = new StringBuilder();

  private TextDiff(
      SessionDiff diff, String nameBefore, String nameAfter, boolean all, Style style) {
    this.diff = diff;
    this.nameBefore = nameBefore;
    this.nameAfter = nameAfter;
    this.all = all;
    this.style = style;
    text = new DifferenceText(all, style);
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
    text.selection();
    text.failsOn();
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
          .append(")")
          .append(varyingCount())
          .append('\n');
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
        .append(diff.findings().size() == 1 ? " from it" : " from them")
        .append(unstableCount())
        .append(varyingCount())
        .append('\n');
  }

  private void selection() {
    String selection = selection(diff);
    out.append(selection).append(selection.isEmpty() ? "" : "\n");
  }

  /** Which calls were compared, in a line; empty if all were. */
  public static String selection(SessionDiff diff) {
    return diff.after().selection().isEmpty()
        ? ""
        : "compared are only calls that all runs recorded: " + diff.after().selection();
  }

  private void failsOn() {
    diff.failsOn()
        .forEach(
            (kind, deeds) -> {
              int shown = all ? deeds.size() : Math.min(deeds.size(), DEEDS);
              for (Deed deed : deeds.subList(0, shown)) {
                String event = "  (event " + deed.event() + ")";
                int room = WIDTH - kind.toString().length() - event.length() - 11;
                out.append(style.bad("fails on " + kind)).append(": ");
                out.append(all ? deed.what() : Columns.cut(deed.what(), room));
                out.append(style.faint(event)).append('\n');
              }
              more("", deeds.size() - shown, kind.toString(), kind.toString());
            });
    if (!diff.failsOn().isEmpty() && !diff.fails()) {
      out.append("no ");
      out.append(
          diff.failsOn().keySet().stream().map(String::valueOf).collect(Collectors.joining(", ")));
      out.append('\n');
    }
  }

  private String unstableCount() {
    long others = diff.unstable().size() - diff.varying();
    return others == 0 ? "" : ", " + others + " unstable";
  }

  private String varyingCount() {
    String varying = varying(diff);
    return varying + (varying.isEmpty() || all ? "" : " (--all)");
  }

  /** How many numbers vary with timing, as the end of a sentence; empty if none does. */
  static String varying(SessionDiff diff) {
    String numbers = count(diff.varying(), "number varies", "numbers vary");
    return diff.varying() == 0 ? "" : "; " + numbers + " with timing";
  }

  private void unstable() {
    if (diff.unstable().isEmpty()) {
      return;
    }
    out.append('\n').append(style.heading("UNSTABLE"));
    out.append("  what varies with timing, or among the runs of the baseline\n");
    ProcessPair current = null;
    for (Unstable unstable : diff.unstable()) {
      Difference difference = unstable.difference();
      current = process(difference, current);
      out.append(text.line(difference, "    ", inBaseline(unstable)));
    }
  }

  private static String inBaseline(Unstable unstable) {
    String baselines =
        unstable.baselines().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return baselines.isEmpty()
        ? ""
        : "  in baseline " + baselines + (unstable.inRun() ? " and here" : "");
  }

  private void findings() {
    List<Finding> findings = diff.findings();
    int shown = all ? findings.size() : Math.min(findings.size(), FINDINGS);
    for (int i = 0; i < shown; i++) {
      Finding finding = findings.get(i);
      out.append('\n').append(style.heading(i == 0 ? "CAUSE" : "ALSO")).append("  ");
      out.append(text.process(finding.cause(), WIDTH - 7)).append('\n');
      out.append(text.line(finding.cause(), "  ", ""));
      follows(finding, i == 0 ? FOLLOWS : FOLLOWS_OF_OTHERS);
    }
    more("", findings.size() - shown, "finding", "findings");
  }

  private void follows(Finding finding, int limit) {
    List<Difference> digest = all ? finding.follows() : Digest.of(finding.follows());
    int shown = all ? digest.size() : Math.min(digest.size(), limit);
    if (shown > 0) {
      out.append(style.faint("  then")).append('\n');
    }
    lines(digest.subList(0, shown), finding.cause().process());
    boolean hidden = shown < digest.size() || (digest.isEmpty() && !finding.follows().isEmpty());
    if (hidden) {
      out.append("    all ").append(finding.follows().size()).append(" with --all\n");
    }
  }

  private void lines(List<Difference> lines, @Nullable ProcessPair named) {
    ProcessPair current = named;
    for (Difference difference : lines) {
      current = process(difference, current);
      out.append(text.line(difference, "    ", ""));
    }
  }

  /** Says whose a difference is, unless that was said of the one before. */
  private ProcessPair process(Difference difference, @Nullable ProcessPair current) {
    if (difference.process() != current) {
      out.append("    ").append(text.process(difference, WIDTH - 4)).append('\n');
    }
    return difference.process();
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
}
