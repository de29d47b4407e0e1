package syswall.trace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Events by their numbers.
 *
 * @param first the first of them
 * @param last the last of them
 */
public record EventRange(long first, long last) {
  /** Every event. */
  public static final EventRange ALL = new EventRange(0, Long.MAX_VALUE);

  private static final Pattern RANGE = Pattern.compile("(\\d{0,18})(?:(\\.\\.)(\\d{0,18}))?");

  /**
   * Parses {@code A..B}, {@code A..}, {@code ..B} or {@code A}.
   *
   * @throws IllegalArgumentException in one line, if it is none of these
   */
  public static EventRange parse(String text) {
    Matcher range = RANGE.matcher(text);
    if (!range.matches() || (range.group(2) == null && text.isEmpty())) {
      throw new IllegalArgumentException("'" + text + "' is no range of events: write 100..200");
    }
    long first = range.group(1).isEmpty() ? 0 : Long.parseLong(range.group(1));
    if (range.group(2) == null) {
      return new EventRange(first, first);
    }
    long last = range.group(3).isEmpty() ? Long.MAX_VALUE : Long.parseLong(range.group(3));
    if (last < first) {
      throw new IllegalArgumentException("'" + text + "' is no range of events: it ends first");
    }
    return new EventRange(first, last);
  }

  boolean contains(long sequence) {
    return sequence >= first && sequence <= last;
  }
}
