package syswall.position;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.Event;
import syswall.event.Event.ProgramExecuted;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.replay.CompletedCall;
import syswall.replay.Projection;
import syswall.trace.EventLine;

/**
 * The calls that were entered and have not ended, and which event was the last. Replayed in front
 * of the state, since a call's descriptors are those before it.
 */
final class OpenCalls implements Projection {
  private final EventLine line;
  private final long lastEvent;
  private final Map<Integer, SyscallEntered> calls = new HashMap<>();
  private @Nullable Event event;

  /** What the last event ended. */
  private @Nullable SyscallEntered ended;

  /**
   * Before the first event.
   *
   * @param lastEvent the number of the event that a line will be wanted of
   */
  OpenCalls(EventLine line, long lastEvent) {
    this.line = line;
    this.lastEvent = lastEvent;
  }

  /** The calls by the threads that are in them; a view. */
  Map<Integer, SyscallEntered> calls() {
    return Collections.unmodifiableMap(calls);
  }

  /** The last event; null before the first. */
  @Nullable Event event() {
    return event;
  }

  /** The last event as a trace has it, calls in one piece. */
  String text(Event last) {
    SyscallEntered call = ended;
    if (call != null && last instanceof Event.SyscallReturned returned) {
      return line.returned(call, returned);
    }
    return call != null && last instanceof SyscallInterrupted interrupted
        ? line.interrupted(call, interrupted)
        : line.of(last);
  }

  @Override
  public void onEvent(Event next) {
    event = next;
    ended = null;
  }

  @Override
  public void on(SyscallEntered entered) {
    calls.put(entered.tid(), entered);
  }

  @Override
  public void onReturned(CompletedCall call) {
    ended(call.tid(), call.entered(), call.returned().sequence());
  }

  @Override
  public void onInterrupted(SyscallEntered entered, SyscallInterrupted interrupted) {
    ended(interrupted.tid(), entered, interrupted.sequence());
  }

  private void ended(int tid, SyscallEntered call, long sequence) {
    calls.remove(tid);
    ended = call;
    if (sequence == lastEvent) {
      line.ends(call);
    }
  }

  @Override
  public void onUnfinished(SyscallEntered entered) {
    // not by its thread, whose number may have changed since
    calls.values().removeIf(call -> call.sequence() == entered.sequence());
  }

  /** The call returns under the number that lives on. */
  @Override
  public void on(ProgramExecuted executed) {
    SyscallEntered execve = calls.remove(executed.formerTid());
    if (execve != null) {
      calls.put(executed.pid(), execve);
    }
  }
}
