package syswall.oracle;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One call of an account, in strace's notation.
 *
 * @param name the system call
 * @param line the whole line, one blank before the {@code =}
 * @param value the result as a value: a number in decimal, {@code -1 ENOENT}, {@code ?} of a call
 *     that never returned, {@code ? ERESTARTSYS} of one that a signal interrupted; without what the
 *     notation adds to it, such as {@code (Timeout)} or {@code (flags O_RDWR)}
 */
record Call(String name, String line, String value) {
  private static final Pattern RESULT =
      Pattern.compile("(?:-1|\\?) E[A-Z0-9_]+|\\?|0x[0-9a-f]+|-?\\d+");

  private static final Pattern UNFINISHED = Pattern.compile("\\)? *<unfinished \\.\\.\\.>$");

  /** Reads a line; strace pads the {@code =} of a short call into a column. */
  static Call parse(String text) {
    int parenthesis = text.indexOf('(');
    if (parenthesis <= 0) {
      throw new IllegalArgumentException("not a call: " + text);
    }
    String name = text.substring(0, parenthesis);
    int end = endOfArguments(text);
    if (end < 0) {
      // whether strace writes the one or the other depends on what other threads did meanwhile
      return new Call(name, UNFINISHED.matcher(text).replaceFirst(") = ?"), "?");
    }
    String result = text.substring(text.indexOf('=', end) + 1).strip();
    return new Call(name, text.substring(0, end) + " = " + result, value(result));
  }

  /** Index behind the last parenthesis, outside of strings, that an {@code =} follows, or -1. */
  private static int endOfArguments(String text) {
    int end = -1;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ')' && !quoted && isBeforeResult(text, i + 1)) {
        end = i + 1;
      }
    }
    return end;
  }

  private static boolean isBeforeResult(String text, int start) {
    int i = start;
    while (i < text.length() && text.charAt(i) == ' ') {
      i++;
    }
    return i > start && text.startsWith("= ", i);
  }

  private static String value(String result) {
    Matcher matcher = RESULT.matcher(result);
    if (!matcher.lookingAt()) {
      return result;
    }
    String value = matcher.group();
    if (value.startsWith("0x")) {
      return Long.toUnsignedString(Long.parseUnsignedLong(value.substring(2), 16));
    }
    // umask's is octal
    return value.matches("0[0-7]+") ? Long.toString(Long.parseLong(value, 8)) : value;
  }
}
