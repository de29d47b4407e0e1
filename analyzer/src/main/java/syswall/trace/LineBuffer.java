package syswall.trace;

import java.io.Writer;

/** Keeps what a generator writes as one line, and forgets it for the next. */
final class LineBuffer extends Writer {
  private final StringBuilder text = new StringBuilder();

  StringBuilder text() {
    return text;
  }

  void clear() {
    text.setLength(0);
  }

  @Override
  public void write(char[] chars, int offset, int length) {
    text.append(chars, offset, length);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
