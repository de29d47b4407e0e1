package syswall.listing;

import java.util.List;
import java.util.function.UnaryOperator;
import syswall.decode.ArgvText;
import syswall.event.ByteString;
import syswall.listing.Listing.DescriptorRow;
import syswall.listing.Listing.DirectoryRow;
import syswall.listing.Listing.ProcessRow;
import syswall.listing.ListingDiff.DescriptorChange;
import syswall.listing.ListingDiff.ProcessChange;
import syswall.listing.ListingDiff.ThreadChange;
import syswall.report.Amounts;
import syswall.report.Columns;
import syswall.report.Style;
import syswall.trace.DescriptorText;

/**
 * A difference to read: in front of what was only before a minus, of what is only after a plus, of
 * what changed a tilde.
 */
public final class TextListingDiff {
  private static final String MARGIN = "   ";

  private final ListingDiff diff;
  private final boolean maps;
  private final Style style;
  private final UnaryOperator<String> removed;
  private final UnaryOperator<String> added;
  private final StringBuilder out = new StringBuilder();

  private TextListingDiff(ListingDiff diff, boolean maps, Style style) {
    this.diff = diff;
    this.maps = maps;
    this.style = style;
    removed = line -> style.bad("- " + line);
    added = line -> style.good("+ " + line);
  }

  /**
   * The difference as text: printable, lines ending in newlines.
   *
   * @param maps whether mapped files are named instead of counted
   */
  public static String render(ListingDiff diff, boolean maps, Style style) {
    TextListingDiff text = new TextListingDiff(diff, maps, style);
    text.head();
    text.body();
    return text.out.toString();
  }

  private void head() {
    out.append(style.heading(TextListing.command(diff.after()) + ": difference of state"))
        .append('\n');
    out.append("from ").append(TextListing.moment(diff.before().moment())).append('\n');
    out.append("to   ").append(TextListing.moment(diff.after().moment())).append('\n');
    out.append(TextListing.warning(diff.after(), style)).append('\n');
  }

  private void body() {
    diff.ended().forEach(process -> line(removed, program(process)));
    diff.changed().forEach(this::changed);
    for (ProcessRow process : diff.begun()) {
      String origin = process.parentPid() == 0 ? "" : " (child of " + process.parentPid() + ")";
      line(added, program(process) + origin + (process.attached() ? " (attached to)" : ""));
      line(added, MARGIN + "cwd " + ProcessLines.current(process.directory()));
      descriptors(added, process.pid(), process.descriptors().open());
    }
    if (diff.isEmpty()) {
      out.append("nothing changed\n");
    }
  }

  private void line(UnaryOperator<String> mark, String line) {
    out.append(mark.apply(line)).append('\n');
  }

  private void changedLine(String line) {
    line(l -> "~ " + l, MARGIN + line);
  }

  private static String program(ProcessRow process) {
    return Columns.cut(
        process.pid() + " " + ArgvText.of(process.argv()), TextListing.WIDTH * 3 / 4);
  }

  private void changed(ProcessChange change) {
    line(l -> "  " + l, style.heading(program(change.after())));
    if (change.isOtherProgram()) {
      changedLine("was " + program(change.before()));
    }
    change.threadsEnded().forEach(tid -> line(removed, MARGIN + "thread " + tid));
    change.threadsBegun().forEach(tid -> line(added, MARGIN + "thread " + tid));
    for (ThreadChange thread : change.threads()) {
      if (thread.tid() != change.after().pid()) {
        line(l -> "  " + l, MARGIN + "thread " + thread.tid());
      }
      changed(change.after().pid(), thread);
    }
    files(removed, change.unmapped(), "unmapped");
    files(added, change.mapped(), "mapped");
  }

  private void changed(int pid, ThreadChange thread) {
    if (thread.isOtherDirectory()) {
      changedLine(
          "cwd "
              + directory(thread.directoryAfter())
              + ", was "
              + directory(thread.directoryBefore()));
    }
    descriptors(removed, pid, thread.closed());
    for (DescriptorChange change : thread.changed()) {
      List<String> lines =
          ProcessLines.descriptors(
              pid, List.of(change.before().alone(), change.after().alone()), "", style);
      changedLine(lines.get(1));
      line(l -> "  " + l, MARGIN + "was " + lines.get(0).substring(4));
    }
    descriptors(added, pid, thread.opened());
  }

  private static String directory(DirectoryRow row) {
    String root = row.root() == null ? "" : " under root " + DescriptorText.path(row.root());
    return ProcessLines.current(row) + root;
  }

  private void descriptors(UnaryOperator<String> mark, int pid, List<DescriptorRow> rows) {
    ProcessLines.descriptors(pid, rows, MARGIN, Style.PLAIN).forEach(line -> line(mark, line));
  }

  private void files(UnaryOperator<String> mark, List<ByteString> files, String verb) {
    if (maps) {
      files.forEach(file -> line(mark, MARGIN + "map " + DescriptorText.path(file)));
    } else if (!files.isEmpty()) {
      line(mark, MARGIN + Amounts.count(files.size(), "file") + " " + verb + " (--maps)");
    }
  }
}
