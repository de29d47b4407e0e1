package syswall.listing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import syswall.listing.Listing.CallRow;
import syswall.listing.Listing.DescriptorRow;
import syswall.listing.Listing.DirectoryRow;
import syswall.listing.Listing.ProcessRow;
import syswall.listing.Listing.TableRow;
import syswall.listing.Listing.ThreadRow;
import syswall.report.Amounts;
import syswall.report.Columns;
import syswall.report.Style;
import syswall.trace.DescriptorText;

/** The lines below a process in a {@link TextListing}: threads, directories, descriptors, files. */
final class ProcessLines {
  private final boolean maps;
  private final long nowNs;
  private final Style style;
  private final Set<Integer> listed = new HashSet<>();

  /**
   * Lines of several processes, one after the other.
   *
   * @param maps whether mapped files are named instead of counted
   * @param nowNs the moment
   */
  ProcessLines(boolean maps, long nowNs, Style style) {
    this.maps = maps;
    this.nowNs = nowNs;
    this.style = style;
  }

  /**
   * The lines of one process.
   *
   * @param width columns that calls are cut to
   */
  List<String> of(ProcessRow process, int width) {
    List<String> lines = new ArrayList<>();
    boolean isAlone = process.threads().size() == 1;
    for (ThreadRow thread : process.threads()) {
      String who = isAlone ? "" : "thread " + thread.tid() + " ";
      lines.add(Columns.cut(who + doing(thread.call()), width));
      directory(thread.directory(), "  ", lines);
      if (thread.descriptors() != null) {
        table(process.pid(), thread.descriptors(), "  ", lines);
      }
    }
    directory(process.directory(), "", lines);
    table(process.pid(), process.descriptors(), "", lines);
    listed.add(process.pid());
    MappedFiles.append(process.mappings(), maps, style, lines);
    return lines;
  }

  private String doing(@Nullable CallRow call) {
    return call == null
        ? "running"
        : "for " + Amounts.duration(nowNs - call.enteredNs()) + " in " + call.text();
  }

  private static void directory(
      @Nullable DirectoryRow directory, String indent, List<String> lines) {
    if (directory != null) {
      lines.add(indent + "cwd " + current(directory));
      if (directory.root() != null) {
        lines.add(indent + "root " + DescriptorText.path(directory.root()));
      }
    }
  }

  static String current(DirectoryRow directory) {
    return directory.current() == null
        ? "not known"
        : DescriptorText.path(directory.current()) + (directory.deleted() ? " (deleted)" : "");
  }

  private void table(int pid, TableRow table, String indent, List<String> lines) {
    if (!table.sharedWith().isEmpty()) {
      List<String> others = table.sharedWith().stream().map(String::valueOf).toList();
      lines.add(indent + "descriptors shared with " + String.join(" ", others));
    }
    if (table.sharedWith().stream().noneMatch(listed::contains)) {
      lines.addAll(descriptors(pid, table.open(), indent, style));
    }
  }

  /** A line a descriptor, in columns. */
  static List<String> descriptors(int pid, List<DescriptorRow> rows, String indent, Style style) {
    List<OpenedText> texts = rows.stream().map(row -> new OpenedText(pid, row)).toList();
    int names = texts.stream().mapToInt(text -> text.name().length()).max().orElse(0);
    int width = Math.min(names, TextListing.WIDTH / 2);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      OpenedText text = texts.get(i);
      DescriptorRow row = rows.get(i);
      String number = row.fd() + (row.closeOnExec() ? "*" : "");
      String line = indent + Columns.pad(number, 4) + Columns.pad(text.mode(), 3) + text.name();
      String details = text.isBad() ? style.bad(text.details()) : style.faint(text.details());
      lines.add(
          text.details().isEmpty()
              ? line
              : Columns.pad(line, indent.length() + 7 + width) + "  " + details);
    }
    return lines;
  }
}
