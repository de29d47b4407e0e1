package syswall.diff;

import java.util.List;

/**
 * A name of the first run that stands for another in the second: a directory, a host, a user.
 *
 * @param from as the first run has it
 * @param to as the second run has it
 */
public record NameMap(String from, String to) {

  /** A text of the first run with the names of the second, where they are whole components. */
  static String apply(List<NameMap> maps, String text) {
    String mapped = text;
    for (NameMap map : maps) {
      mapped = map.apply(mapped);
    }
    return mapped;
  }

  private String apply(String text) {
    int at = text.indexOf(from);
    if (at < 0 || from.isEmpty()) {
      return text;
    }
    StringBuilder mapped = new StringBuilder(text.length());
    int done = 0;
    for (; at >= 0; at = text.indexOf(from, at + 1)) {
      int end = at + from.length();
      if (at >= done && isEdge(text, at - 1, at) && isEdge(text, end - 1, end)) {
        mapped.append(text, done, at).append(to);
        done = end;
      }
    }
    return mapped.append(text, done, text.length()).toString();
  }

  /** Whether a name may end between two characters: not both of them are parts of names. */
  private static boolean isEdge(String text, int before, int after) {
    return before < 0
        || after >= text.length()
        || !Tokens.isPart(text.charAt(before))
        || !Tokens.isPart(text.charAt(after));
  }
}
