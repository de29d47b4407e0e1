package syswall.export;

import java.util.HexFormat;
import java.util.regex.Pattern;
import syswall.decode.ReadableText;

/** Text as cells of a workbook hold it: ECMA-376, part 1, 22.9.2.19, ST_Xstring. */
final class XlsxText {
  /** The most characters, UTF-16 units, that a cell of Excel holds. */
  static final int LIMIT = 32_767;

  private static final char ELLIPSIS = '…';

  /** What readers take for a character's number. */
  private static final Pattern ESCAPE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

  private XlsxText() {}

  /** The text, or as much of it as a cell holds, with three dots at its end. */
  static String fit(String text) {
    if (text.length() <= LIMIT) {
      return text;
    }
    int end = LIMIT - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
        + ELLIPSIS;
  }

  /** What has to be written so that readers find the text. */
  static String escape(String text) {
    String escaped = text.indexOf('_') < 0 ? text : ESCAPE.matcher(text).replaceAll("_x005F_");
    return isXml(escaped) ? escaped : readable(escaped);
  }

  private static boolean isXml(String text) {
    return text.codePoints().allMatch(XlsxText::isXml);
  }

  private static boolean isXml(int character) {
    return character >= ' '
        && !(character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE)
        && character != 0xfffe
        && character != 0xffff;
  }

  /** As {@link ReadableText} does it. */
  private static String readable(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            character -> {
              if (isXml(character)) {
                out.appendCodePoint(character);
              } else if (character < ' ') {
                out.append("\\x").append(HexFormat.of().toHexDigits((byte) character));
              } else {
                out.append("\\u").append(HexFormat.of().toHexDigits((char) character));
              }
            });
    return out.toString();
  }
}
