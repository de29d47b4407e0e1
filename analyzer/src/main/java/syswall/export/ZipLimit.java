package syswall.export;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A zip file whose places are 32-bit numbers: ends with an error before they would be wrong. */
final class ZipLimit extends FilterOutputStream {
  private static final long LIMIT = 1L << 32;
  private static final int BUFFER = 1 << 16;

  private long written;

  ZipLimit(OutputStream out) {
    super(new BufferedOutputStream(out, BUFFER));
  }

  @Override
  public void write(int b) throws IOException {
    count(1);
    out.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    count(length);
    out.write(bytes, offset, length);
  }

  private void count(int length) throws IOException {
    written += length;
    if (written >= LIMIT) {
      throw new IOException("a workbook is too small for it, csv is not");
    }
  }
}
