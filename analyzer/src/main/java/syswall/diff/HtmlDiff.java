package syswall.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import syswall.decode.ArgvText;
import syswall.diff.Difference.Kind;
import syswall.html.HtmlPage;
import syswall.html.HtmlPage.Section;
import syswall.html.HtmlRow;
import syswall.html.HtmlTable;
import syswall.html.HtmlTable.Column;
import syswall.html.HtmlWriter;
import syswall.report.Amounts;
import syswall.report.Style;

/**
 * A diff as a page for browsers, at most 2 MB whatever the sessions: the cause first, both runs
 * side by side, in full as far as there is room.
 */
public final class HtmlDiff {
  // Characters, nearly all of them ASCII.
  private static final int SIDES_ROOM = 20_000;
  private static final int FOLLOWS_ROOM = 600_000;
  private static final int ALSO_ROOM = 600_000;
  private static final int NEWS_ROOM = 150_000;
  private static final int UNSTABLE_ROOM = 200_000;
  private static final int STATE_LINES = 2_000;

  private static final int STATE_COLUMNS = 150;
  private static final int PROCESS_WIDTH = 60;
  private static final String STARTED_WITH = "what the session was started with";

  /** What is compared, how it is in both runs, and whether it went wrong in the second. */
  private record Sides(String what, String before, String after, boolean isBad) {
    private Sides(String what, String before, String after) {
      this(what, before, after, false);
    }
  }

  /** A difference in a list: what follows from another stands below that. */
  private record Line(Difference difference, boolean follows) {}

  /** Something to fail on. */
  private record News(FailOn kind, Deed deed) {}

  private final SessionDiff diff;
  private final @Nullable AtDivergence at;
  private final String nameBefore;
  private final String nameAfter;

  private HtmlDiff(
      SessionDiff diff, @Nullable AtDivergence at, String nameBefore, String nameAfter) {
    this.diff = diff;
    this.at = at;
    this.nameBefore = nameBefore;
    this.nameAfter = nameAfter;
  }

  /**
   * The diff as HTML.
   *
   * @param at what the diverging process had in both runs; null to leave that out
   * @param nameBefore how the first session is named on a command line
   * @param nameAfter how the second session is named on a command line
   */
  public static String render(
      SessionDiff diff, @Nullable AtDivergence at, String nameBefore, String nameAfter) {
    return new HtmlDiff(diff, at, nameBefore, nameAfter).page();
  }

  private String page() {
    List<Section> sections = new ArrayList<>();
    List<News> news = news();
    if (!diff.failsOn().isEmpty()) {
      sections.add(section("news", "Fails on", news.size(), html -> news(html, news)));
    }
    if (!diff.same()) {
      Finding first = diff.findings().get(0);
      sections.add(new Section("cause", "Cause", "", html -> cause(html, first.cause())));
      List<Line> follows = first.follows().stream().map(each -> new Line(each, false)).toList();
      sections.add(
          section(
              "follows",
              "What follows",
              follows.size(),
              html -> lines(html, "What came of it", "Nothing follows.", follows, FOLLOWS_ROOM)));
      List<Line> also = also();
      int others = diff.findings().size() - 1;
      sections.add(
          section(
              "also",
              "Also",
              others,
              html ->
                  lines(
                      html,
                      "What the cause does not explain, each with what follows from it below",
                      "The cause explains all.",
                      also,
                      ALSO_ROOM)));
    }
    if (at != null) {
      sections.add(new Section("state", "State", "", html -> state(html, at)));
    }
    if (!diff.unstable().isEmpty()) {
      sections.add(section("unstable", "Unstable", diff.unstable().size(), this::unstable));
    }
    return HtmlPage.of(nameBefore + " and " + nameAfter, this::head, sections);
  }

  private static Section section(String id, String title, int count, Consumer<HtmlWriter> content) {
    return new Section(id, title, Amounts.number(count), content);
  }

  private void head(HtmlWriter html) {
    html.element("h1", diff.after().command()).open("p", "class", "verdict");
    if (diff.same()) {
      html.text("Both runs did the same, " + diff.after().ending() + TextDiff.varying(diff));
    } else {
      String was = diff.before().ending();
      String is = diff.after().ending();
      html.element("span", "Different", "class", "bad");
      html.text(was.equals(is) ? ": both " + is : ": " + was + " → " + is);
      html.text(TextDiff.varying(diff));
    }
    html.close();
    List<Sides> rows = new ArrayList<>();
    rows.add(new Sides("Command", diff.before().command(), diff.after().command()));
    rows.add(new Sides("End", diff.before().ending(), diff.after().ending()));
    rows.add(
        new Sides(
            "Processes",
            Amounts.number(diff.before().processes()),
            Amounts.number(diff.after().processes())));
    rows.add(
        new Sides(
            "Events",
            Amounts.number(diff.before().events()),
            Amounts.number(diff.after().events())));
    rows.add(new Sides("Journal", journal(diff.before()), journal(diff.after())));
    if (!diff.after().selection().isEmpty()) {
      String calls = diff.after().selection();
      rows.add(new Sides("Only calls", calls, calls));
    }
    sides(html, "The runs", rows);
    html.open("p").text("The number of an event leads on: ");
    html.element("code", "syswall show --event N " + nameBefore);
    html.text(" or ").element("code", "syswall show --event N " + nameAfter).close();
  }

  private static String journal(SessionDiff.Run run) {
    return switch (run.integrity()) {
      case COMPLETE -> "complete";
      case NOT_ENDED -> "without its end";
      case DAMAGED -> "damaged: " + run.damage();
    };
  }

  private void cause(HtmlWriter html, Difference cause) {
    List<Sides> rows = new ArrayList<>();
    rows.add(new Sides("Outcome", side(cause.before()), side(cause.after()), fails(cause)));
    if (cause.kind() != Kind.INPUT) {
      rows.add(
          new Sides("Process", pid(cause.process().pidBefore()), pid(cause.process().pidAfter())));
      rows.add(new Sides("Event", event(cause.eventBefore()), event(cause.eventAfter())));
    }
    String by =
        cause.kind() == Kind.INPUT ? STARTED_WITH : ArgvText.ofPlain(cause.process().arguments());
    html.element("p", what(cause), "class", "what");
    html.element("p", "by " + by, "class", "none");
    sides(html, "What differs first", rows);
  }

  private void sides(HtmlWriter html, String caption, List<Sides> rows) {
    HtmlTable.write(
        html,
        caption,
        "",
        List.of(
            Column.text("Run"), Column.text("1: " + nameBefore), Column.text("2: " + nameAfter)),
        rows,
        SIDES_ROOM,
        (row, sides) -> row.head(sides.what).code(sides.before).code(sides.after, sides.isBad));
  }

  private List<Line> also() {
    List<Line> lines = new ArrayList<>();
    for (Finding finding : diff.findings().subList(1, diff.findings().size())) {
      lines.add(new Line(finding.cause(), false));
      finding.follows().forEach(each -> lines.add(new Line(each, true)));
    }
    return lines;
  }

  private static void lines(
      HtmlWriter html, String caption, String none, List<Line> lines, int room) {
    HtmlTable.write(
        html,
        caption,
        none,
        List.of(
            Column.text("What"),
            Column.text("Run 1"),
            Column.number("Event 1"),
            Column.text("Run 2"),
            Column.number("Event 2"),
            Column.text("Process")),
        lines,
        room,
        (row, line) ->
            difference(row.head(line.follows ? "└─ " : "", what(line.difference)), line.difference)
                .code(process(line.difference)));
  }

  private static HtmlRow difference(HtmlRow row, Difference difference) {
    return row.code(side(difference.before()))
        .event(difference.eventBefore())
        .code(side(difference.after()), fails(difference))
        .event(difference.eventAfter());
  }

  private static boolean fails(Difference difference) {
    return difference.kind() == Kind.FAILS_NOW || difference.kind() == Kind.NEW_FAILURE;
  }

  private List<News> news() {
    List<News> news = new ArrayList<>();
    diff.failsOn().forEach((kind, deeds) -> deeds.forEach(deed -> news.add(new News(kind, deed))));
    return news;
  }

  private static void news(HtmlWriter html, List<News> news) {
    HtmlTable.write(
        html,
        "What only the last run did",
        "Nothing of that kind is new.",
        List.of(Column.text("What"), Column.text("Kind"), Column.number("Event")),
        news,
        NEWS_ROOM,
        (row, each) ->
            row.head(each.deed.what())
                .outcome(each.kind.toString(), true)
                .event(each.deed.event()));
  }

  private void unstable(HtmlWriter html) {
    HtmlTable.write(
        html,
        "What varies with timing, or among the runs of the baseline",
        "",
        List.of(
            Column.text("What"),
            Column.text("First"),
            Column.number("Event"),
            Column.text("Otherwise"),
            Column.number("Event"),
            Column.text("In runs")),
        diff.unstable(),
        UNSTABLE_ROOM,
        (row, each) ->
            difference(row.head(what(each.difference())), each.difference()).code(runs(each)));
  }

  private static String runs(Unstable unstable) {
    List<String> runs = new ArrayList<>();
    unstable.baselines().forEach(number -> runs.add(number.toString()));
    if (unstable.inRun()) {
      runs.add("the last");
    }
    return String.join(", ", runs);
  }

  private static void state(HtmlWriter html, AtDivergence at) {
    html.element("p", "What the process of the cause had then, in both runs", "class", "none");
    html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "State");
    html.open("pre");
    at.render(STATE_COLUMNS, Style.PLAIN)
        .lines()
        .skip(2) // its heading
        .limit(STATE_LINES)
        .forEach(line -> html.text(line).lone("br"));
    html.close().close();
  }

  private static String what(Difference difference) {
    return difference.resource().isEmpty()
        ? difference.operation()
        : difference.operation() + " " + difference.resource();
  }

  private static String process(Difference difference) {
    return difference.kind() == Kind.INPUT
        ? STARTED_WITH
        : DifferenceText.process(difference.process(), false, PROCESS_WIDTH);
  }

  private static String side(String text) {
    return text.isEmpty() ? "absent" : text;
  }

  private static String pid(int pid) {
    return pid == 0 ? "absent" : Integer.toString(pid);
  }

  private static String event(long event) {
    return event < 0 ? "none" : Long.toString(event);
  }
}
