package syswall.diff;

import org.jspecify.annotations.Nullable;

/**
 * Calls as a trace has them, in the words of both runs: what stands between quotes or angle
 * brackets as the {@link Normalizer} has it, addresses as a star.
 */
final class LineNames {
  /** More digits than sizes and flags have. */
  private static final int DIGITS_OF_AN_ADDRESS = 7;

  private final Normalizer names;
  private final @Nullable ProcessProfile process;

  LineNames(Normalizer names, @Nullable ProcessProfile process) {
    this.names = names;
    this.process = process;
  }

  /** The line, printable if it was. */
  String of(String line) {
    StringBuilder out = new StringBuilder(line.length());
    int at = 0;
    while (at < line.length()) {
      char c = line.charAt(at);
      int end = at + 1;
      if (c == '"' || c == '<') {
        int close = c == '"' ? endOfString(line, end) : endOfName(line, end);
        out.append(c).append(names.text(line.substring(end, close), process));
        end = Math.min(close + 1, line.length());
        out.append(line, close, end);
      } else if (line.startsWith("0x", at)) {
        end = endOfNumber(line, at + 2);
        boolean address = end - at - 2 >= DIGITS_OF_AN_ADDRESS;
        out.append(address ? "0x*" : line.substring(at, end));
      } else {
        out.append(c);
      }
      at = end;
    }
    return out.toString();
  }

  /** What is escaped ends nothing. */
  private static int endOfString(String line, int from) {
    int end = from;
    while (end < line.length() && line.charAt(end) != '"') {
      end += line.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end, line.length());
  }

  /** Nor does the arrow between the two ends of a connection. */
  private static int endOfName(String line, int from) {
    int end = from;
    while (end < line.length() && (line.charAt(end) != '>' || line.charAt(end - 1) == '-')) {
      end++;
    }
    return end;
  }

  private static int endOfNumber(String line, int from) {
    int end = from;
    while (end < line.length() && Character.digit(line.charAt(end), 16) >= 0) {
      end++;
    }
    return end;
  }
}
