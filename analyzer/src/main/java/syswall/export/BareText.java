package syswall.export;

/** The text of an event without the {@code +++} or {@code ---} that marks it among calls. */
final class BareText {
  private static final int MARK = "+++ ".length();

  private BareText() {}

  static String of(String eventText) {
    return eventText.substring(MARK, eventText.length() - MARK);
  }
}
