package syswall.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import syswall.report.Report.FileRow;

/**
 * Folds a long list of files into few lines, deepest directories first, so that one screen still
 * accounts for every file.
 */
final class PathFold {
  /**
   * One file, or all those below a directory that no other line holds.
   *
   * @param path escaped; of a directory, with a slash at its end
   * @param files how many files it stands for
   */
  record Line(String path, int files, long bytesRead, long bytesWritten) {
    private Line plus(Line other) {
      return new Line(
          commonDirectory(path, other.path),
          files + other.files,
          bytesRead + other.bytesRead,
          bytesWritten + other.bytesWritten);
    }
  }

  private PathFold() {}

  /** At most {@code limit} lines in path order, unless there are more top-level directories. */
  static List<Line> fold(List<FileRow> files, int limit) {
    List<Line> lines = new ArrayList<>(files.size());
    for (FileRow file : files) {
      lines.add(new Line(Words.path(file), 1, file.bytesRead(), file.bytesWritten()));
    }
    if (lines.size() <= limit) {
      return lines;
    }
    TreeMap<String, Line> groups = new TreeMap<>();
    for (Line line : lines) {
      groups.merge(parent(line.path), line, Line::plus);
    }
    for (int depth = deepest(groups); depth > 2 && groups.size() > limit; depth--) {
      foldDepth(groups, depth, limit);
    }
    return groups.values().stream().sorted(Comparator.comparing(Line::path)).toList();
  }

  /** Folds directories of one depth into theirs, those with the most siblings first. */
  private static void foldDepth(Map<String, Line> groups, int depth, int limit) {
    Map<String, List<String>> siblings =
        groups.keySet().stream()
            .filter(directory -> depth(directory) == depth)
            .collect(Collectors.groupingBy(PathFold::parent, TreeMap::new, Collectors.toList()));
    List<String> parents = new ArrayList<>(siblings.keySet());
    parents.sort(
        Comparator.comparingInt(parent -> -siblings.getOrDefault(parent, List.of()).size()));
    for (String parent : parents) {
      if (groups.size() <= limit) {
        return;
      }
      for (String directory : siblings.getOrDefault(parent, List.of())) {
        Line line = groups.remove(directory);
        if (line != null) {
          groups.merge(parent, line, Line::plus);
        }
      }
    }
  }

  private static int deepest(Map<String, Line> groups) {
    return groups.keySet().stream().mapToInt(PathFold::depth).max().orElse(0);
  }

  private static int depth(String directory) {
    return (int) directory.chars().filter(c -> c == '/').count();
  }

  /** The directory of a path, with its slash; a directory's own slash does not count. */
  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/', path.length() - 2) + 1);
  }

  private static String commonDirectory(String a, String b) {
    int end = 0;
    for (int i = 0; i < Math.min(a.length(), b.length()) && a.charAt(i) == b.charAt(i); i++) {
      if (a.charAt(i) == '/') {
        end = i + 1;
      }
    }
    return a.substring(0, end);
  }
}
