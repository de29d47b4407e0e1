package syswall.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Text that a command prints, as a Writer that fails when the standard output does: a PrintWriter
 * would let it go on for nobody.
 */
final class PrintedText extends Writer {
  /** The standard output cannot be written to, or nobody reads it any more; main says which. */
  static final class NotPrintedException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private final PrintWriter out;

  PrintedText(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void write(char[] chars, int offset, int length) throws IOException {
    out.write(chars, offset, length);
    flush();
  }

  @Override
  public void flush() throws IOException {
    if (out.checkError()) {
      throw new NotPrintedException();
    }
  }

  /** Others print there, too. */
  @Override
  public void close() throws IOException {
    flush();
  }
}
