package syswall.position;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import syswall.event.Event;
import syswall.event.Event.SessionStarted;
import syswall.trace.Moment;

/**
 * A moment of a session, named in one of several ways. It stands right behind an event, which is
 * looked for in the events alone, without the state.
 */
public sealed interface Position {
  /** Behind the last event. */
  Position END = new AtEvent(Long.MAX_VALUE);

  /**
   * Where it is.
   *
   * @param events yields the session's events from the first on, then null: {@code tailer::next}
   * @throws NoSuchMomentException if the session has no such moment
   */
  Place in(Supplier<@Nullable Event> events) throws NoSuchMomentException;

  /**
   * Behind the event of this number. That there is one is not looked into: {@link SessionAt} does.
   *
   * @param sequence the event's number, from 0
   */
  record AtEvent(long sequence) implements Position {
    @Override
    public Place in(Supplier<@Nullable Event> events) {
      return Place.behind(sequence);
    }
  }

  /**
   * Behind the last event that is not later. A time behind the end is the end.
   *
   * @param moment since the session's start, or a time of day
   */
  record AtTime(Moment moment) implements Position {
    @Override
    public Place in(Supplier<@Nullable Event> events) throws NoSuchMomentException {
      long untilNs = 0;
      long last = -1;
      for (Event event = events.get(); event != null; event = events.get()) {
        if (event instanceof SessionStarted started) {
          untilNs = moment.sinceStart(started.startedEpochNs());
        }
        if (event.timeNs() > untilNs) {
          return before(event, untilNs);
        }
        last = event.sequence();
      }
      return Place.behind(last);
    }

    private static Place before(Event event, long timeNs) throws NoSuchMomentException {
      if (event.sequence() == 0) {
        throw new NoSuchMomentException("that is before the session started");
      }
      return new Place(event.sequence() - 1, timeNs);
    }
  }

  /**
   * Right before a process ends: it still has what it had when it exited or was killed. Of several
   * processes that had the number one after the other, the first.
   */
  record AtExit(int pid) implements Position {
    @Override
    public Place in(Supplier<@Nullable Event> events) throws NoSuchMomentException {
      boolean begun = false;
      for (Event event = events.get(); event != null; event = events.get()) {
        if (event instanceof Event.ProcessExited exited && exited.pid() == pid) {
          return Place.behind(event.sequence() - 1);
        }
        begun |= event instanceof Event.ProcessStarted started && started.pid() == pid;
        begun |= event instanceof Event.ProcessAttached attached && attached.pid() == pid;
      }
      throw new NoSuchMomentException(
          begun ? "process " + pid + " has not ended" : "there is no process " + pid);
    }
  }

  /**
   * Behind the first call that returned as told.
   *
   * @param pid of this process or thread; 0 for any
   */
  record AtFirst(CallPattern pattern, int pid) implements Position {
    @Override
    public Place in(Supplier<@Nullable Event> events) throws NoSuchMomentException {
      return Place.behind(FirstCall.find(pattern, pid, events));
    }
  }
}
