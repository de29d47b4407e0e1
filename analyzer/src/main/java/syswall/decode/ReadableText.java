package syswall.decode;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import syswall.event.ByteString;

/**
 * Bytes of the tracee for people who read them outside a terminal: UTF-8 stays as it is, so that
 * names look like themselves. What is no UTF-8, what controls a terminal or the direction of text,
 * and backslashes are escaped, so that different bytes give different texts.
 */
public final class ReadableText {
  private static final int REPLACEMENT = -1;

  /** A byte that is escaped, an escaped quote of arguments, or any other character. */
  private static final Pattern PLAIN =
      Pattern.compile("\\\\(?:[0-3]?[0-7]{1,2}|[tnvfr\\\\\"'])|.", Pattern.DOTALL);

  private ReadableText() {}

  /** The text: {@code \xff} is a byte, {@code \u202e} a character. */
  public static String of(ByteString bytes) {
    StringBuilder out = new StringBuilder(bytes.length());
    for (int i = 0; i < bytes.length(); ) {
      int length = sequenceLength(bytes, i);
      int character = length == 0 ? REPLACEMENT : decode(bytes, i, length);
      if (character == REPLACEMENT) {
        out.append("\\x").append(HexFormat.of().toHexDigits((byte) bytes.at(i++)));
      } else {
        append(character, out);
        i += length;
      }
    }
    return out.toString();
  }

  /**
   * The same of text in which bytes are escaped as {@link QuotedText#plain} does; quotes that
   * {@link ArgvText} escaped, and what is no ASCII, stay as they are.
   */
  public static String ofPlain(String plain) {
    if (plain.indexOf('\\') < 0) {
      return plain;
    }
    StringBuilder out = new StringBuilder(plain.length());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Matcher parts = PLAIN.matcher(plain);
    while (parts.find()) {
      String part = parts.group();
      char last = part.charAt(part.length() - 1);
      if (part.length() == 1 ? last < 0x80 : last != '\'') {
        bytes.write(part.length() == 1 ? last : escaped(part.substring(1)));
      } else {
        flush(bytes, out);
        out.append(part);
      }
    }
    flush(bytes, out);
    return out.toString();
  }

  private static void flush(ByteArrayOutputStream bytes, StringBuilder out) {
    out.append(of(ByteString.copyOf(bytes.toByteArray())));
    bytes.reset();
  }

  private static int escaped(String escape) {
    return switch (escape.charAt(0)) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'v' -> 0x0b;
      case 'f' -> '\f';
      case 'r' -> '\r';
      case '\\', '"' -> escape.charAt(0);
      default -> Integer.parseInt(escape, 8);
    };
  }

  /** Arguments of a program as people type them. */
  public static String ofArguments(List<ByteString> argv) {
    return ArgvText.ofPlain(argv.stream().map(ReadableText::of).toList());
  }

  private static void append(int character, StringBuilder out) {
    switch (character) {
      case '\n' -> out.append("\\n");
      case '\t' -> out.append("\\t");
      case '\r' -> out.append("\\r");
      case '\\' -> out.append("\\\\");
      default -> {
        if (character < ' ' || character == 0x7f) {
          out.append("\\x").append(HexFormat.of().toHexDigits((byte) character));
        } else if (InvisibleText.is(character)) {
          InvisibleText.appendSpelled(character, out);
        } else {
          out.appendCodePoint(character);
        }
      }
    }
  }

  /** How long a character is by its first byte, RFC 3629; 0 if none begins so or the end comes. */
  private static int sequenceLength(ByteString bytes, int from) {
    int first = bytes.at(from);
    int length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    return first > 0xf4 || from + length > bytes.length() ? 0 : length;
  }

  private static int decode(ByteString bytes, int from, int length) {
    int character = length == 1 ? bytes.at(from) : bytes.at(from) & (0x7f >> length);
    for (int i = 1; i < length; i++) {
      int next = bytes.at(from + i);
      if ((next & 0xc0) != 0x80) {
        return REPLACEMENT;
      }
      character = (character << 6) | (next & 0x3f);
    }
    boolean tooLong = length == 3 ? character < 0x800 : length == 4 && character < 0x10000;
    boolean surrogate =
        character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    return tooLong || surrogate || character > Character.MAX_CODE_POINT ? REPLACEMENT : character;
  }
}
