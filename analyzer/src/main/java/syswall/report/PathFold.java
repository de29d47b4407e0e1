package syswall.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Folds a long list of files into few lines, deepest directories first, so that one screen still
 * accounts for every file.
 */
final class PathFold {
  /**
   * What stands at one path, or all that stands below a directory that no other line holds.
   *
   * @param path escaped; of a directory, with a slash at its end
   */
  record Line<T>(String path, List<T> members) {
    private Line<T> plus(Line<T> other) {
      members.addAll(other.members);
      return new Line<>(commonDirectory(path, other.path), members);
    }

    /** How many files it stands for. */
    int files() {
      return members.size();
    }
  }

  private PathFold() {}

  /** At most {@code limit} lines in path order, unless there are more top-level directories. */
  static <T> List<Line<T>> fold(Collection<T> members, Function<T, String> path, int limit) {
    List<Line<T>> lines = new ArrayList<>(members.size());
    for (T member : members) {
      lines.add(new Line<>(path.apply(member), new ArrayList<>(List.of(member))));
    }
    if (lines.size() <= limit) {
      return lines;
    }
    TreeMap<String, Line<T>> groups = new TreeMap<>();
    for (Line<T> line : lines) {
      groups.merge(line.path.endsWith("/") ? line.path : parent(line.path), line, Line::plus);
    }
    for (int depth = deepest(groups); depth > 2 && groups.size() > limit; depth--) {
      foldDepth(groups, depth, limit);
    }
    Comparator<Line<T>> byPath = Comparator.comparing(Line::path);
    return groups.values().stream().sorted(byPath).toList();
  }

  /** Of these lines those that stand for most bytes, then for most files, in the same order. */
  static <T> List<Line<T>> most(List<Line<T>> lines, int limit, ToLongFunction<Line<T>> bytes) {
    Comparator<Line<T>> mostFirst =
        Comparator.comparingLong(bytes).thenComparingInt(Line::files).reversed();
    Set<Line<T>> most = Collections.newSetFromMap(new IdentityHashMap<>());
    lines.stream().sorted(mostFirst).limit(limit).forEach(most::add);
    return lines.stream().filter(most::contains).toList();
  }

  /** Folds directories of one depth into theirs, those with the most siblings first. */
  private static <T> void foldDepth(Map<String, Line<T>> groups, int depth, int limit) {
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
        Line<T> line = groups.remove(directory);
        if (line != null) {
          groups.merge(parent, line, Line::plus);
        }
      }
    }
  }

  private static int deepest(Map<String, ?> groups) {
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
