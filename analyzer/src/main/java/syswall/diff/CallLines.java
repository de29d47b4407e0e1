package syswall.diff;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import syswall.event.Event;
import syswall.event.Event.CallDecided;
import syswall.journal.JournalException;
import syswall.journal.JournalTailer;
import syswall.replay.CompletedCall;
import syswall.replay.Projection;
import syswall.replay.Replay;
import syswall.state.SessionState;
import syswall.trace.EventLine;

/**
 * Replays a session once more and writes down calls of which only the events are known. What comes
 * later in the session than what was asked for before is found by going on.
 */
final class CallLines implements AutoCloseable {
  private final FullDiff.Session session;
  private @Nullable Reading reading;

  CallLines(FullDiff.Session session) {
    this.session = session;
  }

  /**
   * The calls that returned at these events, as {@code show} has them, without the thread.
   *
   * @throws JournalException in one line, if the journal is no longer there
   */
  Map<Long, String> of(SortedSet<Long> events) throws JournalException {
    if (events.isEmpty()) {
      return Map.of();
    }
    if (reading != null && events.first() < reading.next) {
      close();
    }
    if (reading == null) {
      reading = new Reading(session.open());
    }
    return reading.lines(events);
  }

  @Override
  public void close() {
    if (reading != null) {
      reading.tailer.close();
      reading = null;
    }
  }

  /** One way through the session; it stands in front of the state. */
  private static final class Reading implements Projection {
    private final JournalTailer tailer;
    private final SessionState state = new SessionState();
    private final EventLine line = new EventLine(state);
    private final Replay replay = new Replay(this, state, new Behind());
    private SortedSet<Long> wanted = new TreeSet<>();
    private Map<Long, String> lines = new HashMap<>();
    private long next;

    Reading(JournalTailer tailer) {
      this.tailer = tailer;
    }

    Map<Long, String> lines(SortedSet<Long> events) {
      wanted = events;
      lines = new HashMap<>();
      Event event = next > events.last() ? null : tailer.next();
      while (event != null) {
        replay.accept(event);
        next = event.sequence() + 1;
        event = next > events.last() ? null : tailer.next();
      }
      return lines;
    }

    @Override
    public void onReturned(CompletedCall call) {
      if (wanted.contains(call.returned().sequence())) {
        line.ends(call.entered());
      }
    }

    private final class Behind implements Projection {
      @Override
      public void onReturned(CompletedCall call) {
        long event = call.returned().sequence();
        if (wanted.contains(event)) {
          String text = line.returnedCall(call.entered(), call.returned());
          CallDecided decided = call.decided();
          lines.put(
              event,
              decided == null || call.made() ? text : text + " (" + Outcome.text(decided) + ")");
        }
      }
    }
  }
}
