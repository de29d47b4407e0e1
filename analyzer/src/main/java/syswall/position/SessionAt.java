package syswall.position;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import syswall.event.Event;
import syswall.event.Event.SessionStarted;
import syswall.event.Event.SyscallEntered;
import syswall.replay.Replay;
import syswall.state.SessionState;
import syswall.trace.EventLine;

/** A session as it was right behind one of its events. */
public final class SessionAt {
  private final SessionState state;
  private final OpenCalls calls;
  private final EventLine line;
  private final Event event;
  private final long timeNs;

  private SessionAt(SessionState state, OpenCalls calls, EventLine line, Event event, long timeNs) {
    this.state = state;
    this.calls = calls;
    this.line = line;
    this.event = event;
    this.timeNs = timeNs;
  }

  /**
   * Folds a session up to a place, the only way to a state there is.
   *
   * @param events yields the session's events from the first on, then null: {@code tailer::next}
   * @throws NoSuchMomentException if there are not so many events
   */
  public static SessionAt place(Supplier<@Nullable Event> events, Place place)
      throws NoSuchMomentException {
    long sequence = place.sequence();
    SessionState state = new SessionState();
    EventLine line = new EventLine(state);
    OpenCalls calls = new OpenCalls(line, sequence);
    Replay.run(() -> state.events() <= sequence ? events.get() : null, calls, state);
    Event last = calls.event();
    if (last == null || (last.sequence() < sequence && !place.isEnd())) {
      throw new NoSuchMomentException(
          "there is no event " + sequence + ", the last is " + (state.events() - 1));
    }
    return new SessionAt(state, calls, line, last, Math.max(place.timeNs(), last.timeNs()));
  }

  /** What was. */
  public SessionState state() {
    return state;
  }

  /** The event. */
  public Event event() {
    return event;
  }

  /** The event as {@code show} has it; of a call that it ended, the whole call. */
  public String text() {
    return calls.text(event);
  }

  /** The calls that were entered and had not ended, by the threads that were in them. */
  public Map<Integer, SyscallEntered> openCalls() {
    return calls.calls();
  }

  /** An open call as {@code show} has it, without the thread. */
  public String text(SyscallEntered openCall) {
    return line.openCall(openCall);
  }

  /** When it is, nanoseconds since the session started: not before the event. */
  public long timeNs() {
    return timeNs;
  }

  /** When it is by the wall clock, nanoseconds since 1970. */
  public long epochNs() {
    SessionStarted started = state.started();
    return (started == null ? 0 : started.startedEpochNs()) + timeNs;
  }
}
