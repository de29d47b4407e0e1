package syswall.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;

/**
 * Writes many lines fast: in large pieces, yet none of them stays here for long. Notices when no
 * further line is wanted, because there were enough or the reader is gone.
 */
final class LineWriter implements Consumer<StringBuilder> {
  private static final int CAPACITY = 1 << 16;
  private static final long DELAY_NS = 100_000_000;

  private final PrintWriter out;
  private final char[] buffer = new char[CAPACITY];
  private int length;
  private long wanted;
  private long flushedNs;
  private boolean readerIsGone;

  /**
   * Writes lines.
   *
   * @param limit how many at most
   */
  LineWriter(PrintWriter out, long limit) {
    this.out = out;
    wanted = limit;
  }

  /** Whether no further line will be written. */
  boolean isDone() {
    return wanted == 0 || readerIsGone;
  }

  /** Writes a line, given without its end, unless there were enough. */
  @Override
  public void accept(StringBuilder line) {
    if (isDone()) {
      return;
    }
    wanted--;
    int from = 0;
    while (line.length() - from >= CAPACITY - length) {
      int part = CAPACITY - length;
      line.getChars(from, from + part, buffer, length);
      from += part;
      length = CAPACITY;
      flush();
    }
    line.getChars(from, line.length(), buffer, length);
    length += line.length() - from;
    buffer[length++] = '\n';
    if (length == CAPACITY || System.nanoTime() - flushedNs > DELAY_NS) {
      flush();
    }
  }

  /** Writes what is left. */
  void flush() {
    out.write(buffer, 0, length);
    length = 0;
    readerIsGone |= out.checkError();
    flushedNs = System.nanoTime();
  }
}
