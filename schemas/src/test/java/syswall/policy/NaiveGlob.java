package syswall.policy;

import java.util.ArrayList;
import java.util.List;

/** What a pattern matches, by writing out its alternatives and trying every way: an oracle. */
final class NaiveGlob {
  private NaiveGlob() {}

  static boolean matches(String pattern, String text) {
    return expand(pattern).stream().anyMatch(one -> rest(one, text));
  }

  /** The patterns without braces that one with braces, which do not nest here, stands for. */
  private static List<String> expand(String pattern) {
    int open = pattern.indexOf('{');
    if (open < 0) {
      return List.of(pattern);
    }
    int close = pattern.indexOf('}', open);
    List<String> all = new ArrayList<>();
    for (String one : pattern.substring(open + 1, close).split(",", -1)) {
      // a zero-width mark: braces part "/**/" and its neighbours
      all.addAll(
          expand(
              pattern.substring(0, open)
                  + "\u0001"
                  + one
                  + "\u0001"
                  + pattern.substring(close + 1)));
    }
    return all;
  }

  private static boolean rest(String pattern, String text) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    if (pattern.startsWith("\u0001")) {
      return rest(pattern.substring(1), text);
    }
    if (pattern.startsWith("/**/")) {
      String behind = pattern.substring(4);
      if (!text.startsWith("/")) {
        return false;
      }
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) == '/' && rest(behind, text.substring(i + 1))) {
          return true;
        }
      }
      return false;
    }
    if (pattern.startsWith("*")) {
      boolean any = pattern.startsWith("**");
      int stars = 1;
      while (stars < pattern.length() && pattern.charAt(stars) == '*') {
        stars++;
      }
      for (int i = 0; i <= text.length(); i++) {
        if (rest(pattern.substring(stars), text.substring(i))) {
          return true;
        }
        if (i < text.length() && text.charAt(i) == '/' && !any) {
          return false;
        }
      }
      return false;
    }
    boolean passes =
        !text.isEmpty()
            && (pattern.charAt(0) == '?'
                ? text.charAt(0) != '/'
                : text.charAt(0) == pattern.charAt(0));
    return passes && rest(pattern.substring(1), text.substring(1));
  }
}
