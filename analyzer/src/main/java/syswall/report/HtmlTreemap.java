package syswall.report;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.Set;
import syswall.html.HtmlWriter;
import syswall.report.Squares.Area;

/** Where the bytes of a session went: each directory an area within that of its own. */
final class HtmlTreemap {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 200;
  private static final int AREAS = 60;
  private static final int CHARACTER = 7;
  private static final int LINE = 14;
  private static final int LONGEST_PATH = 200;
  private static final Comparator<FileNode> MOST_BYTES =
      Comparator.comparingLong(FileNode::bytes).reversed();

  private final HtmlWriter html;
  private final Set<FileNode> divided = new HashSet<>();

  private HtmlTreemap(HtmlWriter html) {
    this.html = html;
  }

  /** Nothing if no bytes were read or written. */
  static void write(HtmlWriter html, FileNode root) {
    if (root.bytes() > 0) {
      new HtmlTreemap(html).figure(root);
    }
  }

  private void figure(FileNode root) {
    divide(root);
    html.open("figure").open("figcaption");
    html.text(Amounts.bytes(root.bytes()) + " read and written, by directory");
    html.element("b", "", "class", "read").text(" mostly read");
    html.element("b", "", "class", "written").text(" mostly written").close();
    html.open(
        "svg",
        "viewBox",
        "0 0 1000 200",
        "class",
        "map",
        "role",
        "img",
        "aria-labelledby",
        "map-title map-text");
    html.element("title", "Bytes by directory", "id", "map-title");
    html.element("desc", "The tree below has the same figures as text.", "id", "map-text");
    area("", new Area<>(root, 0, 0, WIDTH, HEIGHT));
    html.close().close();
  }

  /** The heaviest directory is divided again and again, until there are enough areas. */
  private void divide(FileNode root) {
    PriorityQueue<FileNode> heaviest = new PriorityQueue<>(MOST_BYTES);
    heaviest.add(root);
    for (int areas = 1; areas < AREAS && !heaviest.isEmpty(); ) {
      FileNode node = heaviest.remove();
      List<FileNode> parts = parts(node.children());
      if (!parts.isEmpty()) {
        divided.add(node);
        heaviest.addAll(parts);
        areas += parts.size() - 1;
      }
    }
  }

  /**
   * What can be seen, the hundredth part and more; nothing if that is less than nine tenths of all,
   * which it would stand for.
   */
  private static List<FileNode> parts(Collection<FileNode> children) {
    long all = children.stream().mapToLong(FileNode::bytes).sum();
    List<FileNode> parts =
        children.stream().filter(child -> child.bytes() > all / 100).sorted(MOST_BYTES).toList();
    long seen = parts.stream().mapToLong(FileNode::bytes).sum();
    return seen < all / 10 * 9 ? List.of() : parts;
  }

  private void area(String path, Area<FileNode> area) {
    FileNode node = area.thing();
    if (divided.contains(node)) {
      Squares.divide(parts(node.children()), FileNode::bytes, area)
          .forEach(part -> area(path + part.thing().name(), part));
      return;
    }
    boolean isWritten = node.bytesWritten() > node.bytesRead();
    html.open("g").element("title", shortened(path) + ", " + Amounts.bytes(node.bytes()));
    html.open(
            "rect",
            "x",
            number(area.x()),
            "y",
            number(area.y()),
            "width",
            number(area.width()),
            "height",
            number(area.height()),
            "class",
            isWritten ? "written" : "read")
        .close();
    int letters = (int) (area.width() - 8) / CHARACTER;
    if (letters >= 4 && area.height() >= LINE) {
      html.element(
          "text", label(path, letters), "x", number(area.x() + 5), "y", number(area.y() + LINE));
    }
    html.close();
  }

  /** As many last names of a path as there is room for. */
  private static String label(String path, int letters) {
    int last = path.lastIndexOf('/', path.length() - 2) + 1;
    int start = last;
    while (start > 0) {
      int above = path.lastIndexOf('/', start - 2) + 1;
      if (path.length() - above > letters || above == start) {
        break;
      }
      start = above;
    }
    return Columns.cut(path.substring(start), letters);
  }

  private static String shortened(String path) {
    int surplus = path.length() - LONGEST_PATH;
    return surplus <= 0 ? path : "…" + path.substring(surplus);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
