package syswall.decode;

import syswall.event.ByteString;

/**
 * Bytes of the tracee as C source would spell them, so that hostile bytes reach no terminal: every
 * text from here is printable ASCII, and different bytes give different texts.
 */
public final class QuotedText {
  private QuotedText() {}

  /**
   * A string literal: {@code "a\tb\33"}. As strace prints it, an octal escape is as short as the
   * next character allows.
   */
  public static String quoted(ByteString bytes) {
    StringBuilder out = new StringBuilder(bytes.length() + 2);
    appendQuoted(bytes, out);
    return out.toString();
  }

  /** The escaped bytes without quotes, for paths in reports; a quote stays as it is. */
  public static String plain(ByteString bytes) {
    StringBuilder out = new StringBuilder(bytes.length());
    append(bytes, 0, bytes.length(), false, out);
    return out.toString();
  }

  /** The same of text that others than syswall spell, such as the names of rules. */
  public static String plain(String text) {
    return plain(ByteString.of(text));
  }

  static void appendQuoted(ByteString bytes, StringBuilder out) {
    appendQuoted(bytes, 0, bytes.length(), out);
  }

  static void appendQuoted(ByteString bytes, int from, int to, StringBuilder out) {
    out.append('"');
    append(bytes, from, to, true, out);
    out.append('"');
  }

  /** As strace writes random bytes: {@code "\\xd5\\x2a"}, every byte in hexadecimal. */
  static void appendHexQuoted(ByteString bytes, int from, int to, StringBuilder out) {
    out.append('"');
    for (int i = from; i < to; i++) {
      int b = bytes.at(i);
      out.append("\\x").append(Character.forDigit(b >> 4, 16));
      out.append(Character.forDigit(b & 0xf, 16));
    }
    out.append('"');
  }

  private static void append(
      ByteString bytes, int from, int to, boolean escapeQuote, StringBuilder out) {
    for (int i = from; i < to; i++) {
      int b = bytes.at(i);
      switch (b) {
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case 0x0b -> out.append("\\v");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        case '\\' -> out.append("\\\\");
        case '"' -> out.append(escapeQuote ? "\\\"" : "\"");
        default -> {
          if (b >= ' ' && b < 0x7f) {
            out.append((char) b);
          } else {
            appendOctal(b, i + 1 < to && isOctalDigit(bytes.at(i + 1)), out);
          }
        }
      }
    }
  }

  /** An octal digit after a short escape would be read as a part of it. */
  private static boolean isOctalDigit(int b) {
    return b >= '0' && b <= '7';
  }

  private static void appendOctal(int b, boolean allDigits, StringBuilder out) {
    out.append('\\');
    if (allDigits || b >= 0100) {
      out.append((char) ('0' + (b >> 6)));
    }
    if (allDigits || b >= 010) {
      out.append((char) ('0' + (b >> 3 & 7)));
    }
    out.append((char) ('0' + (b & 7)));
  }
}
