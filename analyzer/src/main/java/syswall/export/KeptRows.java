package syswall.export;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Keeps the rows of a table, compressed, and hands them on when they are complete: for files that
 * take one table after the other.
 */
final class KeptRows implements Rows {
  private static final int SESSION = 0;
  private static final int BEGIN = 1;
  private static final int EXACT = 2;
  private static final int TIME = 3;
  private static final int TEXT = 4;
  private static final int NONE = 5;
  private static final int END = 6;

  private final Rows next;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final DataOutputStream out =
      new DataOutputStream(new BufferedOutputStream(new DeflaterOutputStream(kept)));

  /**
   * Keeps none yet.
   *
   * @param next takes the rows, and is closed, when this is closed
   */
  KeptRows(Rows next) {
    this.next = next;
  }

  @Override
  public void session(String session) {
    keep(SESSION, session);
  }

  @Override
  public Rows begin(long event) {
    return keep(BEGIN, event);
  }

  @Override
  public Rows exact(long value) {
    return keep(EXACT, value);
  }

  @Override
  public Rows time(long epochNs) {
    return keep(TIME, epochNs);
  }

  @Override
  public Rows text(CharSequence text) {
    return text.isEmpty() ? none() : keep(TEXT, text.toString());
  }

  @Override
  public Rows none() {
    return keep(NONE);
  }

  @Override
  public void end() {
    keep(END);
  }

  private Rows keep(int cell) {
    try {
      out.writeByte(cell);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  private Rows keep(int cell, long value) {
    try {
      keep(cell);
      out.writeLong(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  private Rows keep(int cell, String text) {
    try {
      keep(cell);
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(utf8.length);
      out.write(utf8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  @Override
  public void close() throws IOException {
    out.close();
    InputStream rows = new InflaterInputStream(new ByteArrayInputStream(kept.toByteArray()));
    DataInputStream in = new DataInputStream(new BufferedInputStream(rows));
    for (int cell = in.read(); cell >= 0; cell = in.read()) {
      switch (cell) {
        case SESSION -> next.session(text(in));
        case BEGIN -> next.begin(in.readLong());
        case EXACT -> next.exact(in.readLong());
        case TIME -> next.time(in.readLong());
        case TEXT -> next.text(text(in));
        case NONE -> next.none();
        case END -> next.end();
        default -> throw new IllegalStateException("no cell");
      }
    }
    next.close();
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
