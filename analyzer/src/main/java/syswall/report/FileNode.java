package syswall.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.decode.ReadableText;
import syswall.report.Report.FileRow;
import syswall.state.FileAction;

/** A name in the tree of a session's files, with what is below it added up. */
final class FileNode {
  /** What tells most comes first: changes, then bytes, then failures, then many files. */
  static final Comparator<FileNode> TELLING =
      Comparator.<FileNode>comparingLong(node -> node.changed)
          .thenComparingLong(FileNode::bytes)
          .thenComparingLong(node -> node.failed)
          .thenComparingLong(node -> node.used)
          .reversed();

  /** In which order directories are unfolded: those with changes, then from the top down. */
  static final Comparator<FileNode> UNFOLDING =
      Comparator.<FileNode>comparingInt(node -> node.changed > 0 ? 0 : 1)
          .thenComparingInt(node -> node.depth)
          .thenComparing(TELLING);

  /** What is below it is one name: paths of programs can be deeper than the Java stack. */
  private static final int DEEPEST = 200;

  private final String name;
  private final int depth;
  private Map<String, FileNode> children = Map.of();
  private @Nullable FileRow row;
  private long used;
  private long files;
  private long changed;
  private long bytesRead;
  private long bytesWritten;
  private long failed;

  private FileNode(String name, int depth) {
    this.name = name;
    this.depth = depth;
  }

  /**
   * The tree of files by their paths, as they are printed.
   *
   * @return what has no name and holds {@code /} and what has no absolute path
   */
  static FileNode tree(List<FileRow> files) {
    FileNode root = new FileNode("", 0);
    files.forEach(root::add);
    root.countFiles();
    return root;
  }

  /** Behind all others, since only what is below a name may tell that it is a directory. */
  private long countFiles() {
    files = row == null || isDirectory() ? 0 : 1;
    for (FileNode child : children.values()) {
      files += child.countFiles();
    }
    return files;
  }

  private void add(FileRow file) {
    String path = ReadableText.of(file.path());
    FileNode node = this;
    node.count(file);
    for (int start = 0; start < path.length(); ) {
      int slash = node.depth < DEEPEST ? path.indexOf('/', start) : -1;
      int end = slash < 0 ? path.length() : slash;
      // Nothing but the root has an empty name.
      if (end > start || start == 0) {
        node = node.child(path.substring(start, end));
        node.count(file);
      }
      start = end + 1;
    }
    node.row = file;
  }

  private FileNode child(String name) {
    if (children.isEmpty()) {
      children = new LinkedHashMap<>(4);
    }
    return children.computeIfAbsent(name, n -> new FileNode(n, depth + 1));
  }

  private void count(FileRow file) {
    used++;
    bytesRead += file.bytesRead();
    bytesWritten += file.bytesWritten();
    failed += file.failures().isEmpty() ? 0 : 1;
    changed += FileSection.group(file).compareTo(FileSection.Group.READ) < 0 ? 1 : 0;
  }

  /** Its name, as it is printed; a directory's with a slash at its end. */
  String name() {
    return isDirectory() ? name + "/" : name;
  }

  private boolean isDirectory() {
    return isParent() || (row != null && row.did(FileAction.USED_AS_DIRECTORY));
  }

  /** Whether anything is below it. */
  boolean isParent() {
    return !children.isEmpty();
  }

  /** What is in it, by name. */
  Collection<FileNode> children() {
    return children.values();
  }

  /** What was done with it itself; null if nothing was. */
  @Nullable FileRow row() {
    return row;
  }

  /** How many files and directories were used here and below. */
  long used() {
    return used;
  }

  /** How many of them were files, as far as is known. */
  long files() {
    return files;
  }

  /** How many of them were made, written, renamed, deleted, or changed in another way. */
  long changed() {
    return changed;
  }

  /** Bytes read from them. */
  long bytesRead() {
    return bytesRead;
  }

  /** Bytes written to them. */
  long bytesWritten() {
    return bytesWritten;
  }

  /** Bytes read and written. */
  long bytes() {
    return bytesRead + bytesWritten;
  }

  /** It and those that it holds alone, to be shown as one name: {@code usr/share/}. */
  List<FileNode> chain() {
    List<FileNode> chain = new ArrayList<>(List.of(this));
    FileNode last = this;
    while (last.row == null && last.children.size() == 1) {
      FileNode only = last.children.values().iterator().next();
      if (!only.isParent()) {
        break;
      }
      chain.add(only);
      last = only;
    }
    return chain;
  }
}
