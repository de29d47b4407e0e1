package syswall.trace;

import syswall.decode.CallText;
import syswall.event.Event;
import syswall.event.Event.DescriptorInherited;
import syswall.event.Event.RulesCounted;
import syswall.event.Event.SessionEnded;
import syswall.event.Event.SessionStarted;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.event.Event.SyscallReturned;
import syswall.event.EventHandler;
import syswall.state.SessionState;

/**
 * A single event of a session, and the calls that its threads are in, as lines of a {@link
 * TextTrace}: {@code [pid 4711] close(3</etc/passwd>) = 0}. To be told of a call before the state
 * knows how it ended.
 */
public final class EventLine {
  private static final int CONTENT_LIMIT = 32;

  private final TraceMoment moment;
  private final TextTrace trace;
  private final CallText calls;
  private String line = "";

  /**
   * Lines about a session.
   *
   * @param state asked what descriptors stand for whenever a line is made
   */
  public EventLine(SessionState state) {
    moment = new TraceMoment(state);
    calls = new CallText(new TraceMoment(state), CONTENT_LIMIT); // theirs is another call
    TextTrace.Style style = new TextTrace.Style(Timestamps.NONE, false, true, CONTENT_LIMIT);
    trace = new TextTrace(moment, style, text -> line = text.toString());
  }

  /** Keeps what the descriptors of a call stand for, which is about to end. */
  public void ends(SyscallEntered call) {
    moment.of(new PendingCall(call, moment));
  }

  /** A call that returned. */
  public String returned(SyscallEntered call, SyscallReturned end) {
    trace.returned(call, end);
    return line;
  }

  /** A call that returned, without the thread. */
  public String returnedCall(SyscallEntered call, SyscallReturned end) {
    return new CallText(moment, CONTENT_LIMIT).returned(call, end);
  }

  /** A call that a signal interrupted. */
  public String interrupted(SyscallEntered call, SyscallInterrupted end) {
    trace.interrupted(call, end);
    return line;
  }

  /** An event that ends no call. */
  public String of(Event event) {
    line = "";
    event.accept(trace);
    event.accept(new NoLineOfTrace());
    return line;
  }

  /** A call that its thread is in, without the thread: {@code read(0<pipe>, 0x7ffd10, 512)}. */
  public String openCall(SyscallEntered call) {
    return calls.unfinished(call).replaceFirst("( <unfinished \\.\\.\\.>|\\) = \\?)$", ")");
  }

  private final class NoLineOfTrace implements EventHandler.Ignoring {
    @Override
    public void on(SessionStarted event) {
      line = "session started";
    }

    @Override
    public void on(DescriptorInherited event) {
      line = "descriptor " + event.fd() + " inherited";
    }

    @Override
    public void on(SyscallEntered event) {
      trace.unfinished(event);
    }

    @Override
    public void on(RulesCounted event) {
      line = "rules counted";
    }

    @Override
    public void on(SessionEnded event) {
      line = "session ended";
    }
  }
}
