package syswall.trace;

import java.util.ArrayList;
import java.util.List;
import syswall.replay.Recorded;
import syswall.replay.Replay;

/** What a session that is written by hand shows. */
final class Traces {
  static final TextTrace.Style PLAIN = new TextTrace.Style(Timestamps.NONE, false, true, 32);

  private Traces() {}

  /** The lines of a selection, without times. */
  static List<String> lines(Recorded session, Selection selection) {
    return lines(session, selection, PLAIN);
  }

  static List<String> lines(Recorded session, Selection selection, TextTrace.Style style) {
    List<String> lines = new ArrayList<>();
    Trace trace =
        new Trace(
            selection, moment -> new TextTrace(moment, style, line -> lines.add(line.toString())));
    Replay.run(session.source(), trace);
    trace.finish();
    return lines;
  }

  static List<String> json(Recorded session, Selection selection) {
    List<String> lines = new ArrayList<>();
    Trace trace =
        new Trace(
            selection, moment -> new JsonTrace(moment, PLAIN, line -> lines.add(line.toString())));
    Replay.run(session.source(), trace);
    trace.finish();
    return lines;
  }
}
