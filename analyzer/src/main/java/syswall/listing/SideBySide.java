package syswall.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import syswall.decode.ArgvText;
import syswall.listing.Listing.DescriptorRow;
import syswall.listing.Listing.ProcessRow;
import syswall.report.Columns;
import syswall.report.Style;
import syswall.trace.DescriptorText;

/**
 * A process of one session beside the same of another, to read: the directory and the descriptors
 * that each has, in two columns, or one above the other where there is no room. In front of what
 * only the first has stands a minus, of what only the second has a plus, of what differs a tilde.
 */
public final class SideBySide {
  /** Columns that command lines keep to. */
  private static final int COMMAND = 60;

  /** With narrower columns more is wrapped than read. */
  private static final int NARROWEST = 30;

  private static final String BETWEEN = " │ ";

  /** Descriptor, mode and their spaces: what is wrapped goes on below the name. */
  private static final int INDENT = 7;

  /** Numbers that say which pipe, process or terminal, and differ between any two runs. */
  private static final Pattern IDENTITIES =
      Pattern.compile(
          "^\\d+(?=\\*? )|(?<=pipe#|pipe:\\[|socket:\\[|/dev/pts/)\\d+|(?<![.\\d:])\\d+(?=:\\d)");

  private final BiPredicate<String, String> alike;
  private final int column;
  private final Style style;
  private final StringBuilder out = new StringBuilder();

  private SideBySide(BiPredicate<String, String> alike, int column, Style style) {
    this.alike = alike;
    this.column = column;
    this.style = style;
  }

  /**
   * The two processes as text: printable, lines ending in newlines.
   *
   * @param before the listing of the one process alone; null if it is not there
   * @param after likewise of the other session
   * @param alike whether a text of the first says the same as one of the second
   * @param width columns that there are
   */
  public static String render(
      @Nullable Listing before,
      @Nullable Listing after,
      BiPredicate<String, String> alike,
      int width,
      Style style) {
    int column = (width - 2 - BETWEEN.length()) / 2;
    SideBySide text = new SideBySide(alike, column < NARROWEST ? 0 : column, style);
    text.line(' ', moment(before), moment(after));
    text.warn(before);
    text.warn(after);
    SortedMap<Integer, String> rowsBefore = rows(before);
    SortedMap<Integer, String> rowsAfter = rows(after);
    SortedSet<Integer> keys = new TreeSet<>(rowsBefore.keySet());
    keys.addAll(rowsAfter.keySet());
    keys.forEach(key -> text.row(rowsBefore.get(key), rowsAfter.get(key)));
    return text.out.toString();
  }

  private void warn(@Nullable Listing listing) {
    if (listing != null && !listing.knowsDescriptors()) {
      out.append("  ").append(TextListing.warning(listing, style));
    }
  }

  private static String moment(@Nullable Listing listing) {
    return listing == null ? "no such process" : "after event " + listing.moment().event();
  }

  /** The lines of a process by what they are about: a descriptor's number, or less than 0. */
  private static SortedMap<Integer, String> rows(@Nullable Listing listing) {
    SortedMap<Integer, String> rows = new TreeMap<>();
    if (listing == null || listing.processes().isEmpty()) {
      return rows;
    }
    ProcessRow process = listing.processes().get(0);
    rows.put(-3, Columns.cut(process.pid() + " " + ArgvText.of(process.argv()), COMMAND));
    rows.put(-2, "cwd " + ProcessLines.current(process.directory()));
    if (process.directory().root() != null) {
      rows.put(-1, "root " + DescriptorText.path(process.directory().root()));
    }
    for (DescriptorRow row : process.descriptors().open()) {
      rows.put(row.fd(), descriptor(process.pid(), row.alone()));
    }
    return rows;
  }

  private static String descriptor(int pid, DescriptorRow row) {
    OpenedText text = new OpenedText(pid, row);
    String number = row.fd() + (row.closeOnExec() ? "*" : "");
    String line = Columns.pad(number, 4) + Columns.pad(text.mode(), 3) + text.name();
    return text.details().isEmpty() ? line : line + "  " + text.details();
  }

  private void row(@Nullable String before, @Nullable String after) {
    if (before == null || after == null) {
      line(after == null ? '-' : '+', before, after);
    } else {
      boolean same = alike.test(withoutIdentities(before), withoutIdentities(after));
      line(same ? ' ' : '~', before, after);
    }
  }

  private static String withoutIdentities(String text) {
    return IDENTITIES.matcher(text).replaceAll("*");
  }

  private void line(char mark, @Nullable String before, @Nullable String after) {
    if (column == 0) {
      stacked(mark, before, after);
      return;
    }
    List<String> left = wrapped(before == null ? "" : before);
    List<String> right = wrapped(after == null ? "" : after);
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      String one = i < left.size() ? left.get(i) : "";
      String other = i < right.size() ? right.get(i) : "";
      String line = Columns.pad(one, column) + BETWEEN + other;
      out.append(marked(i == 0 ? mark : ' ')).append(line.stripTrailing()).append('\n');
    }
  }

  private void stacked(char mark, @Nullable String before, @Nullable String after) {
    if (mark == ' ' && before != null && before.equals(after)) {
      out.append("  ").append(before).append('\n');
      return;
    }
    if (before != null) {
      out.append(marked(mark)).append(before).append('\n');
    }
    if (after != null) {
      out.append(marked(mark)).append(after).append('\n');
    }
  }

  private String marked(char mark) {
    return switch (mark) {
      case '-', '~' -> style.bad(mark + " ");
      case '+' -> style.good(mark + " ");
      default -> mark + " ";
    };
  }

  /** Broken at the last space that is not too far in front, else anywhere. */
  private List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > column) {
      int space = rest.lastIndexOf(' ', column);
      int end = space > column / 2 ? space : column;
      lines.add(rest.substring(0, end));
      rest = " ".repeat(INDENT) + rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }
}
