package syswall.report;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import syswall.html.HtmlWriter;
import syswall.report.Report.FileRow;

/**
 * The files of a report as a tree of directories to fold up. Where there is no room for all,
 * directories with changes and those near the top can be unfolded, and show what tells most.
 */
final class HtmlFiles {
  private static final int CHILDREN = 200;

  /** Directories with changes that hold no more stand open from the beginning. */
  private static final int FEW = 60;

  private static final int LONGEST_NAME = 300;

  /** Characters that a line takes beside its name. */
  private static final int LINE = 330;

  private final HtmlWriter html;
  private final Map<FileNode, Set<FileNode>> unfolded = new HashMap<>();
  private int room;

  private HtmlFiles(HtmlWriter html, int room) {
    this.html = html;
    this.room = room;
  }

  static void write(HtmlWriter html, FileNode root, int room) {
    if (root.used() == 0) {
      html.element("p", "No file was used.", "class", "none");
      return;
    }
    HtmlTreemap.write(html, root);
    HtmlFiles tree = new HtmlFiles(html, room);
    tree.unfold(root);
    tree.head();
    tree.list(root, 0);
    html.close();
  }

  private void unfold(FileNode root) {
    PriorityQueue<FileNode> directories = new PriorityQueue<>(FileNode.UNFOLDING);
    directories.add(root);
    while (room > 0 && !directories.isEmpty()) {
      FileNode directory = directories.remove();
      Set<FileNode> shown = new HashSet<>();
      for (FileNode child : telling(directory.children())) {
        room -= LINE;
        for (FileNode link : child.chain()) {
          room -= HtmlWriter.length(Columns.cut(link.name(), LONGEST_NAME));
        }
        if (room < 0) {
          break;
        }
        shown.add(child);
        FileNode last = last(child);
        if (last.isParent()) {
          directories.add(last);
        }
      }
      unfolded.put(directory, shown);
    }
  }

  private static List<FileNode> telling(Collection<FileNode> children) {
    return children.stream().sorted(FileNode.TELLING).limit(CHILDREN).toList();
  }

  private static FileNode last(FileNode node) {
    List<FileNode> chain = node.chain();
    return chain.get(chain.size() - 1);
  }

  private void head() {
    html.open("div", "class", "tree").open("div", "class", "head", "aria-hidden", "true");
    html.element("span", "Path", "class", "name").element("span", "");
    html.element("span", "Read", "class", "n").element("span", "Written", "class", "n");
    html.element("span", "Failed", "class", "failed").element("span", "Process", "class", "by");
    html.element("span", "Event", "class", "e").close();
  }

  private void list(FileNode directory, int depth) {
    Set<FileNode> shown = unfolded.getOrDefault(directory, Set.of());
    html.open("ul");
    long hidden = 0;
    for (FileNode child : directory.children()) {
      if (shown.contains(child)) {
        child(child, depth);
      } else {
        hidden += child.used();
      }
    }
    if (hidden > 0) {
      html.open("li").element("div", "and " + Amounts.number(hidden) + " more", "class", "more");
      html.close();
    }
    html.close();
  }

  private void child(FileNode node, int depth) {
    FileNode last = last(node);
    html.open("li");
    if (unfolded.getOrDefault(last, Set.of()).isEmpty()) {
      html.open("div", "class", "file");
      line(node, last);
      html.close().close();
      return;
    }
    if (depth == 0 || (last.changed() > 0 && last.children().size() <= FEW)) {
      html.open("details", "open", "");
    } else {
      html.open("details");
    }
    html.open("summary");
    line(node, last);
    html.close();
    list(last, depth + 1);
    html.close().close();
  }

  private void line(FileNode node, FileNode last) {
    String name =
        node.chain().stream()
            .map(link -> Columns.cut(link.name(), LONGEST_NAME))
            .collect(Collectors.joining());
    @Nullable FileRow row = last.row();
    html.element("span", name, "class", "name");
    html.element("span", did(last, row), "class", "did");
    amount(last.bytesRead(), "read");
    amount(last.bytesWritten(), "written");
    String errors =
        row == null || last.isParent() || row.failures().isEmpty() ? "" : FailureRow.errors(row);
    html.element("span", errors, "class", errors.isEmpty() ? "failed" : "failed bad");
    html.element("span", row == null ? "" : HtmlReport.pids(row.pids()), "class", "by");
    html.element("span", row == null ? "" : Long.toString(row.event()), "class", "e");
  }

  private static String did(FileNode node, @Nullable FileRow row) {
    if (node.isParent() && node.files() > 0) {
      return Amounts.count(node.files(), "file");
    }
    return row == null ? "" : FileSection.group(row).title();
  }

  private void amount(long bytes, String what) {
    html.open("span", "class", "n").text(HtmlReport.bytes(bytes));
    if (bytes > 0) {
      html.element("i", " " + what);
    }
    html.close();
  }
}
