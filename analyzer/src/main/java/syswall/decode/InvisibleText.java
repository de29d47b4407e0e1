package syswall.decode;

import java.util.HexFormat;

/**
 * Characters that show nothing, or change how others show: controls, what sets the direction of
 * text, and the joiner that emoji are made with, so that no two names look alike.
 */
public final class InvisibleText {
  private InvisibleText() {}

  /** Whether a character is one of these. */
  public static boolean is(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** Appends a character as a backslash, {@code u} and four digits, or {@code U} and eight. */
  public static void appendSpelled(int character, StringBuilder out) {
    out.append(character > 0xffff ? "\\U" : "\\u");
    out.append(HexFormat.of().toHexDigits(character, character > 0xffff ? 8 : 4));
  }
}
