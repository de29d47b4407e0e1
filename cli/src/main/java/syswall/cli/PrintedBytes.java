package syswall.cli;

import java.io.IOException;
import java.io.OutputStream;

/** What a command prints that is no text; fails like {@link PrintedText} when nobody reads it. */
final class PrintedBytes extends OutputStream {
  private final StandardOutput out = new StandardOutput();

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw out.failure() == null ? new PrintedText.NotPrintedException() : e;
    }
  }
}
