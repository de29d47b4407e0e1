package syswall.syscall;

import org.jspecify.annotations.Nullable;

/**
 * How far the target of a pointer reaches, as written behind its kind in the table.
 *
 * @param lengthArgument the argument that holds, or points to, its length: bytes, or elements of
 *     what its kind is a vector of; -1 if none
 * @param fixedLength its length in bytes, or that of one structure; -1 if not fixed
 * @param layout the structure of structs.tsv that it is, or is a vector of; null if not known
 * @param countArgument the argument that says how many of these structures there are; {@link
 *     #RESULT} if the result does; -1 if there is one
 */
public record TargetExtent(
    int lengthArgument, int fixedLength, @Nullable String layout, int countArgument) {
  /** A {@code countArgument}: as many as the call returned. */
  public static final int RESULT = 6;

  /** Nothing is said: the kind knows. */
  static final TargetExtent BY_KIND = new TargetExtent(-1, -1, null, -1);

  private static final int NONE = -1;

  /**
   * Parses {@code [ARGUMENT]}, <code>{BYTES}</code>, <code>{LAYOUT}</code>, <code>{LAYOUT}*ARGUMENT
   * </code>, <code>{LAYOUT}*R</code> or {@code [ARGUMENT]} and a layout behind it.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static TargetExtent parse(String text) {
    int lengthArgument = NONE;
    int fixedLength = NONE;
    String layout = null;
    int countArgument = NONE;
    String rest = text;
    if (rest.startsWith("[")) {
      int end = end(rest, ']');
      lengthArgument = argument(rest.substring(1, end));
      rest = rest.substring(end + 1);
    }
    if (rest.startsWith("{")) {
      int end = end(rest, '}');
      String inside = rest.substring(1, end);
      if (Character.isDigit(inside.charAt(0))) {
        fixedLength = Integer.parseInt(inside);
      } else {
        layout = inside;
        fixedLength = StructLayout.of(layout).size();
      }
      rest = rest.substring(end + 1);
    }
    if (rest.startsWith("*")) {
      countArgument = rest.equals("*R") ? RESULT : argument(rest.substring(1));
      rest = "";
    }
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException("not an extent: " + text);
    }
    return new TargetExtent(lengthArgument, fixedLength, layout, countArgument);
  }

  /** Where a bracket is closed, with something in between. */
  private static int end(String text, char bracket) {
    int end = text.indexOf(bracket);
    if (end < 2) {
      throw new IllegalArgumentException("not an extent: " + text);
    }
    return end;
  }

  private static int argument(String text) {
    int argument = Integer.parseInt(text);
    if (argument < 0 || argument > 5) {
      throw new IllegalArgumentException("no argument " + text);
    }
    return argument;
  }
}
