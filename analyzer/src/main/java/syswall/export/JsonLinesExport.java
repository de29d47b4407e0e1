package syswall.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import syswall.decode.ReadableText;
import syswall.event.ByteString;
import syswall.event.Event;
import syswall.replay.Replay;
import syswall.trace.JsonTrace;
import syswall.trace.Selection;
import syswall.trace.TextTrace;
import syswall.trace.Timestamps;
import syswall.trace.Trace;

/** JSON Lines: what {@code show --json} prints, and of several sessions which one a line is of. */
public final class JsonLinesExport implements SessionExport {
  /** The default of {@code show}. */
  private static final TextTrace.Style STYLE =
      new TextTrace.Style(Timestamps.RELATIVE, false, true, 32);

  private static final int BUFFER = 1 << 15;

  private final Writer out;
  private final boolean severalSessions;
  private final StringBuilder buffer = new StringBuilder();

  /**
   * Writes lines.
   *
   * @param out closed with this
   * @param severalSessions whether each line says which session it is of
   */
  public JsonLinesExport(Writer out, boolean severalSessions) {
    this.out = out;
    this.severalSessions = severalSessions;
  }

  @Override
  public void add(String session, Supplier<@Nullable Event> events) {
    String name = severalSessions ? ReadableText.of(ByteString.of(session)) : null;
    Trace trace =
        new Trace(Selection.ALL, moment -> new JsonTrace(moment, STYLE, name, this::line));
    Replay.run(events, trace);
    trace.finish();
  }

  private void line(StringBuilder line) {
    buffer.append(line).append('\n');
    if (buffer.length() >= BUFFER) {
      try {
        write();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void write() throws IOException {
    out.append(buffer);
    buffer.setLength(0);
  }

  @Override
  public void close() throws IOException {
    try {
      write();
    } finally {
      out.close();
    }
  }
}
