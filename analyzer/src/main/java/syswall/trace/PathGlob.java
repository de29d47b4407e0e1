package syswall.trace;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import syswall.event.ByteString;

/**
 * A pattern of absolute paths, as a shell has it: {@code *} and {@code ?} stop at slashes, {@code
 * **} does not, {@code [a-z]} is one of a set, <code>{a,b}</code> one of several. A pattern that
 * does not begin with a slash matches at the end of a path, from any slash on.
 */
public final class PathGlob {
  private final Pattern pattern;

  private PathGlob(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Parses a pattern.
   *
   * @throws IllegalArgumentException in one line, if it is none
   */
  public static PathGlob parse(String glob) {
    StringBuilder regex = new StringBuilder();
    if (!glob.startsWith("/") && !glob.startsWith("**")) {
      regex.append("(?:.*/)?");
    }
    int depth = 0;
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      switch (c) {
        case '*' -> {
          boolean any = i + 1 < glob.length() && glob.charAt(i + 1) == '*';
          regex.append(any ? ".*" : "[^/]*");
          i += any ? 1 : 0;
        }
        case '?' -> regex.append("[^/]");
        case '[' -> i = set(glob, i, regex);
        case '{' -> {
          depth++;
          regex.append("(?:");
        }
        case '}' -> {
          regex.append(depth > 0 ? ")" : "\\}");
          depth -= depth > 0 ? 1 : 0;
        }
        case ',' -> regex.append(depth > 0 ? "|" : ",");
        case '\\' -> {
          i++;
          regex.append(Pattern.quote(i < glob.length() ? glob.substring(i, i + 1) : "\\"));
        }
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    try {
      return new PathGlob(Pattern.compile(regex.toString(), Pattern.DOTALL));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("'" + glob + "' is not a pattern of paths", e);
    }
  }

  /** Appends the set that begins at an index, or the bracket if none does; returns its end. */
  private static int set(String glob, int start, StringBuilder regex) {
    boolean not = start + 1 < glob.length() && "!^".indexOf(glob.charAt(start + 1)) >= 0;
    int first = start + (not ? 2 : 1);
    int end = glob.indexOf(']', first + 1); // a bracket that comes first is one of the set
    if (end < 0) {
      regex.append("\\[");
      return start;
    }
    String members = glob.substring(first, end).replaceAll("[\\[\\]\\\\^&]", "\\\\$0");
    regex.append(not ? "(?!/)[^" : "(?!/)[").append(members).append(']');
    return end;
  }

  /** Whether a path matches. */
  public boolean matches(ByteString path) {
    return pattern.matcher(path.text()).matches();
  }
}
