package syswall.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import syswall.event.Event;
import syswall.replay.Replay;
import syswall.trace.Selection;
import syswall.trace.Trace;

/** A trace for Perfetto (ui.perfetto.dev, trace_processor), of one session. */
public final class PerfettoExport implements SessionExport {
  private final OutputStream out;

  /**
   * Writes a trace.
   *
   * @param out closed with this
   */
  public PerfettoExport(OutputStream out) {
    this.out = new BufferedOutputStream(out, 1 << 16);
  }

  @Override
  public void add(String session, Supplier<@Nullable Event> events) {
    Trace trace =
        new Trace(Selection.ALL, moment -> new PerfettoTrace(moment, new PerfettoPackets(out)));
    Replay.run(events, trace);
    trace.finish();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
