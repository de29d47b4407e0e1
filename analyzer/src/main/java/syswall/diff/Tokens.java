package syswall.diff;

import java.util.function.BinaryOperator;

/** The components of paths and the words of arguments, between all that cannot be in a name. */
final class Tokens {
  private Tokens() {}

  /** Whether a character of printable ASCII text can be inside a component of a path. */
  static boolean isPart(char c) {
    return switch (c) {
      case '.', '_', '-', '+', '~', '#', '%', '\\' -> true;
      default -> Character.isLetterOrDigit(c);
    };
  }

  /**
   * A text with its tokens replaced.
   *
   * @param replacement given the token before, empty at the start, and the token
   */
  static String replace(String text, BinaryOperator<String> replacement) {
    StringBuilder out = null;
    String before = "";
    int end;
    for (int start = 0; start < text.length(); start = end) {
      end = start + 1;
      if (!isPart(text.charAt(start))) {
        if (out != null) {
          out.append(text.charAt(start));
        }
        continue;
      }
      while (end < text.length() && isPart(text.charAt(end))) {
        end++;
      }
      String token = text.substring(start, end);
      String replaced = replacement.apply(before, token);
      if (out == null && !replaced.equals(token)) {
        out = new StringBuilder(text.length()).append(text, 0, start);
      }
      if (out != null) {
        out.append(replaced);
      }
      before = token;
    }
    return out == null ? text : out.toString();
  }
}
