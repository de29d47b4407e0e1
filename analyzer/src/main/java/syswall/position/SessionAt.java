package syswall.position;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.Event;
import syswall.event.Event.SessionStarted;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.event.Event.SyscallReturned;
import syswall.journal.JournalException;
import syswall.replay.Timeline;
import syswall.state.SessionState;
import syswall.trace.EventLine;

/** A session as it was right behind one of its events. */
public final class SessionAt {
  private final SessionState state;
  private final Map<Integer, SyscallEntered> openCalls;
  private final EventLine line;
  private final Event event;
  private final @Nullable SyscallEntered ended;
  private final long timeNs;

  private SessionAt(
      Timeline<SessionState> timeline,
      EventLine line,
      Event event,
      @Nullable SyscallEntered ended,
      long timeNs) {
    state = timeline.state();
    openCalls = Map.copyOf(timeline.openCalls());
    this.line = line;
    this.event = event;
    this.ended = ended;
    this.timeNs = timeNs;
  }

  /**
   * Goes to a place, the only way to a state there is.
   *
   * @param timeline is at the place then, and at its end if that is the place
   * @throws NoSuchMomentException if there are not so many events
   * @throws JournalException in one line, if the journal is no longer there
   */
  public static SessionAt place(Timeline<SessionState> timeline, Place place)
      throws NoSuchMomentException, JournalException {
    goBefore(timeline, place);
    Event last = timeline.peek();
    if (last == null) {
      throw new NoSuchMomentException(
          "there is no event " + place.sequence() + ", the last is " + (timeline.events() - 1));
    }
    // a call's descriptors are those before it, which may be gone behind it
    SyscallEntered ended = ended(last, timeline.openCalls());
    EventLine line = new EventLine(timeline.state());
    if (ended != null) {
      line.ends(ended);
    }
    timeline.next();
    timeline.peek(); // so that a timeline at its end knows it
    return new SessionAt(timeline, line, last, ended, Math.max(place.timeNs(), last.timeNs()));
  }

  /** In front of the event that the place is right behind. */
  private static void goBefore(Timeline<SessionState> timeline, Place place)
      throws JournalException {
    if (place.isEnd()) {
      timeline.toEvent(Long.MAX_VALUE);
      timeline.toEvent(timeline.events() - 2);
    } else {
      timeline.toEvent(place.sequence() - 1);
    }
  }

  private static @Nullable SyscallEntered ended(Event last, Map<Integer, SyscallEntered> open) {
    if (last instanceof SyscallReturned returned) {
      return open.get(returned.tid());
    }
    return last instanceof SyscallInterrupted interrupted ? open.get(interrupted.tid()) : null;
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
    if (ended != null && event instanceof SyscallReturned returned) {
      return line.returned(ended, returned);
    }
    return ended != null && event instanceof SyscallInterrupted interrupted
        ? line.interrupted(ended, interrupted)
        : line.of(event);
  }

  /** The calls that were entered and had not ended, by the threads that were in them. */
  public Map<Integer, SyscallEntered> openCalls() {
    return openCalls;
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
