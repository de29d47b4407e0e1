package syswall.oracle;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.ProgramExecuted;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.event.Event.SyscallReturned;
import syswall.event.Event.ThreadExited;
import syswall.event.Event.ThreadStarted;
import syswall.event.EventHandler;

/**
 * The living threads, and the calls that were entered of which the journal does not know yet how
 * they end. It keeps its own count: what it is needed for must not rest on the state under test.
 */
final class CallsInFlight implements EventHandler.Ignoring {
  /** Told how each call ends. */
  interface Outcomes {
    /** Whether the call changed anything is known now. */
    void ended(SyscallEntered call, boolean tookEffect);
  }

  private final Outcomes outcomes;
  private final Map<Integer, Integer> pids = new HashMap<>();
  private final Map<Integer, SyscallEntered> calls = new HashMap<>();
  private @Nullable SyscallEntered last;

  CallsInFlight(Outcomes outcomes) {
    this.outcomes = outcomes;
  }

  /** The calls that have not ended. */
  Collection<SyscallEntered> calls() {
    return Collections.unmodifiableCollection(calls.values());
  }

  /** The living threads. */
  List<Integer> tids() {
    return List.copyOf(pids.keySet());
  }

  /** The call that ended last; null if none has. */
  @Nullable SyscallEntered last() {
    return last;
  }

  @Override
  public void on(ProcessStarted event) {
    pids.put(event.pid(), event.pid());
  }

  @Override
  public void on(ThreadStarted event) {
    pids.put(event.tid(), event.pid());
  }

  @Override
  public void on(SyscallEntered event) {
    calls.put(event.tid(), event);
  }

  @Override
  public void on(SyscallReturned event) {
    SyscallEntered call = calls.remove(event.tid());
    if (call != null) {
      last = call;
      outcomes.ended(call, Reach.tookEffect(call, event));
    }
  }

  @Override
  public void on(SyscallInterrupted event) {
    SyscallEntered call = calls.remove(event.tid());
    if (call != null) {
      outcomes.ended(call, false);
    }
  }

  /** An execve(2) has done all that it does to descriptors before it returns. */
  @Override
  public void on(ProgramExecuted event) {
    List.copyOf(pids.keySet()).stream()
        .filter(tid -> Integer.valueOf(event.pid()).equals(pids.get(tid)))
        .forEach(this::gone);
    pids.put(event.pid(), event.pid());
  }

  @Override
  public void on(ThreadExited event) {
    gone(event.tid());
  }

  @Override
  public void on(ProcessExited event) {
    gone(event.pid());
  }

  /** What a thread did in a call that did not return is not known. */
  private void gone(int tid) {
    pids.remove(tid);
    SyscallEntered call = calls.remove(tid);
    if (call != null) {
      last = call;
      outcomes.ended(call, true);
    }
  }
}
