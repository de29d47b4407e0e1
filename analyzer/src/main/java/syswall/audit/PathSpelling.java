package syswall.audit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import syswall.event.ByteString;
import syswall.policy.RuleText;
import syswall.policy.Surroundings;

/** Spells paths as patterns that match them, with variables for the directories of a session. */
final class PathSpelling {
  static final PathSpelling PLAIN = new PathSpelling(new Surroundings(Map.of(), 0, 0, Set.of()));

  private static final ByteString ROOT = ByteString.of("/");

  private final Surroundings surroundings;

  PathSpelling(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** A pattern that matches a path. */
  String pattern(ByteString path) {
    for (String name : List.of("CWD", "HOME", "TMPDIR")) {
      ByteString directory = surroundings.variables().get(name);
      if (directory != null && !directory.equals(ROOT) && isIn(path, directory)) {
        return "${"
            + name
            + "}"
            + RuleText.pattern(path.substring(directory.length(), path.length()));
      }
    }
    return RuleText.pattern(path).replaceFirst("^/proc/[0-9]+(/task/[0-9]+)?(?=/|$)", "/proc/*");
  }

  /** Whether a path is a directory's, or of something below it. */
  static boolean isIn(ByteString path, ByteString directory) {
    return path.startsWith(directory)
        && (path.length() == directory.length() || path.at(directory.length()) == '/');
  }
}
