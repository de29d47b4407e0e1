package syswall.position;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import syswall.event.Event;
import syswall.event.Event.ProcessAttached;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.ThreadStarted;
import syswall.replay.CompletedCall;
import syswall.replay.Projection;
import syswall.replay.Replay;

/** Looks for the first call that a {@link CallPattern} matches. */
final class FirstCall implements Projection {
  private final CallPattern pattern;
  private final int pid;
  private final Map<Integer, Integer> pidsByTid = new HashMap<>();
  private long found = -1;

  private FirstCall(CallPattern pattern, int pid) {
    this.pattern = pattern;
    this.pid = pid;
  }

  /** The number of the event that the call returned by. */
  static long find(CallPattern pattern, int pid, Supplier<@Nullable Event> events)
      throws NoSuchMomentException {
    FirstCall first = new FirstCall(pattern, pid);
    Replay.run(() -> first.found < 0 ? events.get() : null, first);
    if (first.found < 0) {
      String where = pid == 0 ? "" : " in " + pid;
      throw new NoSuchMomentException("no call returned like '" + pattern + "'" + where);
    }
    return first.found;
  }

  @Override
  public void on(ProcessStarted event) {
    pidsByTid.put(event.pid(), event.pid());
  }

  @Override
  public void on(ProcessAttached event) {
    pidsByTid.put(event.pid(), event.pid());
  }

  @Override
  public void on(ThreadStarted event) {
    pidsByTid.put(event.tid(), event.pid());
  }

  @Override
  public void onReturned(CompletedCall call) {
    if (found < 0 && isOfThread(call.tid()) && pattern.matches(call)) {
      found = call.returned().sequence();
    }
  }

  private boolean isOfThread(int tid) {
    return pid == 0 || pid == tid || pid == pidsByTid.getOrDefault(tid, tid);
  }
}
