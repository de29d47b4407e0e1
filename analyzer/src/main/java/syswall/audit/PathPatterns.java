package syswall.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Turns paths into few patterns: directories by their variables, all that is in a directory if much
 * of it was used, and everything below it if it was used in many directories.
 */
final class PathPatterns {
  /** So many files of one directory stand for all of them. */
  private static final int MANY = 4;

  /** Directories below which nothing is taken together: too much else is there. */
  private static final Set<String> PRIVATE =
      Set.of(
          "", "/etc", "/root", "/home", "/var", "/usr", "/dev", "/proc", "/sys", "/run", "/boot");

  private static final String TEMPORARY = "${TMPDIR}";

  private PathPatterns() {}

  /** Patterns that match all of some paths, in alphabetical order. */
  static List<String> of(Collection<String> patterns) {
    Set<String> files = new TreeSet<>();
    for (String pattern : patterns) {
      boolean temporary = pattern.startsWith(TEMPORARY + "/");
      files.add(temporary ? TEMPORARY + "/**" : pattern);
    }
    Set<String> folded = fold(files, "/*");
    return List.copyOf(fold(folded, "/**"));
  }

  /**
   * Takes together what is in the same directory.
   *
   * @param suffix {@code /*} for files, {@code /**} for directories, whose patterns end in {@code
   *     /*} by now
   */
  private static Set<String> fold(Set<String> patterns, String suffix) {
    boolean files = suffix.equals("/*");
    Map<String, List<String>> byDirectory = new TreeMap<>();
    Set<String> folded = new TreeSet<>();
    for (String pattern : patterns) {
      String directory = directory(files ? pattern : directory(pattern));
      boolean foldable = files ? !pattern.endsWith("**") : pattern.endsWith("/*");
      if (foldable && !isPrivate(directory)) {
        byDirectory.computeIfAbsent(directory, d -> new ArrayList<>()).add(pattern);
      } else {
        folded.add(pattern);
      }
    }
    byDirectory.forEach(
        (directory, members) -> {
          if (members.size() >= MANY) {
            folded.add(directory + suffix);
          } else {
            folded.addAll(members);
          }
        });
    // what a wider pattern has is said
    folded.removeIf(
        pattern ->
            folded.stream().anyMatch(wider -> wider.endsWith("/**") && isBelow(pattern, wider)));
    return folded;
  }

  private static boolean isBelow(String pattern, String wider) {
    return !pattern.equals(wider) && pattern.startsWith(wider.substring(0, wider.length() - 2));
  }

  private static boolean isPrivate(String directory) {
    return PRIVATE.contains(directory)
        || directory.equals("${HOME}")
        || directory.startsWith("${HOME}/.")
        || (directory.startsWith("/home/") && directory.lastIndexOf('/') == "/home".length());
  }

  private static String directory(String pattern) {
    return pattern.substring(0, Math.max(0, pattern.lastIndexOf('/')));
  }
}
