package syswall.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import syswall.event.EndReason;
import syswall.event.Event;
import syswall.event.Event.CallDecided;
import syswall.event.Event.DescriptorInherited;
import syswall.event.Event.PolicyLoaded;
import syswall.event.Event.ProcessAttached;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.ProgramExecuted;
import syswall.event.Event.RulesCounted;
import syswall.event.Event.SessionEnded;
import syswall.event.Event.SessionStarted;
import syswall.event.Event.SignalDelivered;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.event.Event.SyscallReturned;
import syswall.event.Event.ThreadContinued;
import syswall.event.Event.ThreadExited;
import syswall.event.Event.ThreadStarted;
import syswall.event.Event.ThreadStopped;
import syswall.event.EventHandler;

/**
 * What is true of every journal whatever ran: each thread starts before all else it does, enters a
 * call before it returns from it, and ends once; nothing lives when the session ends, unless it was
 * let go.
 */
final class JournalGrammar implements EventHandler {

  /** A live thread. */
  private static final class LiveThread {
    private final int pid;
    private @Nullable SyscallEntered call;
    private boolean stopped;

    LiveThread(int pid) {
      this.pid = pid;
    }
  }

  private final Map<Integer, LiveThread> threads = new HashMap<>();
  private int policies;
  private int rules;
  private boolean counted;
  private boolean started;
  private boolean attached;
  private boolean ended;

  /** Asserts that the session's last event has come. */
  void assertEnded() {
    assertTrue(ended);
  }

  private LiveThread live(int tid, Event event) {
    assertFalse(ended, event::toString);
    LiveThread thread = threads.get(tid);
    assertTrue(thread != null, () -> "by a thread that is not alive: " + event);
    return Objects.requireNonNull(thread);
  }

  /** A live thread that is not stopped by job control. */
  private LiveThread running(int tid, Event event) {
    LiveThread thread = live(tid, event);
    assertFalse(thread.stopped, () -> "by a stopped thread: " + event);
    return thread;
  }

  private void start(int tid, int pid, int creatorTid, Event event) {
    assertTrue(started);
    assertFalse(threads.containsKey(tid), () -> "started twice: " + event);
    if (creatorTid != 0 && creatorTid != ThreadStarted.ATTACHED) {
      live(creatorTid, event);
    }
    threads.put(tid, new LiveThread(pid));
  }

  private void end(int tid, Event event) {
    live(tid, event);
    threads.remove(tid);
  }

  private void leave(int tid, long durationNs, Event event) {
    LiveThread thread = running(tid, event);
    SyscallEntered call = thread.call;
    assertTrue(call != null, () -> "returned from no call: " + event);
    assertEquals(event.timeNs() - Objects.requireNonNull(call).timeNs(), durationNs);
    thread.call = null;
  }

  @Override
  public void on(SessionStarted e) {
    assertEquals(0, e.sequence());
    started = true;
  }

  @Override
  public void on(PolicyLoaded e) {
    assertTrue(started && threads.isEmpty(), e::toString);
    assertEquals(policies + 1, e.sequence(), "something came before a policy");
    policies++;
    rules += e.rules().size();
  }

  @Override
  public void on(DescriptorInherited e) {
    assertTrue(threads.isEmpty() || attached);
  }

  @Override
  public void on(ProcessStarted e) {
    start(e.pid(), e.pid(), e.creatorTid(), e);
  }

  @Override
  public void on(ProcessAttached e) {
    attached = true;
    start(e.pid(), e.pid(), 0, e);
  }

  @Override
  public void on(ThreadStarted e) {
    live(e.pid(), e);
    start(e.tid(), e.pid(), e.creatorTid(), e);
  }

  @Override
  public void on(ProgramExecuted e) {
    LiveThread former = running(e.formerTid(), e);
    assertEquals(e.pid(), former.pid, e::toString);
    threads.remove(e.formerTid());
    assertTrue(
        e.formerTid() == e.pid() || threads.remove(e.pid()) != null,
        () -> "the first thread had ended: " + e);
    assertTrue(
        threads.values().stream().noneMatch(thread -> thread.pid == e.pid()),
        () -> "other threads live on: " + e);
    threads.put(e.pid(), former);
  }

  @Override
  public void on(SyscallEntered e) {
    LiveThread thread = running(e.tid(), e);
    assertNull(thread.call, () -> "entered within a call: " + e);
    thread.call = e;
  }

  @Override
  public void on(SyscallReturned e) {
    leave(e.tid(), e.durationNs(), e);
  }

  @Override
  public void on(SyscallInterrupted e) {
    leave(e.tid(), e.durationNs(), e);
  }

  @Override
  public void on(CallDecided e) {
    assertTrue(running(e.tid(), e).call != null, e::toString);
  }

  @Override
  public void on(SignalDelivered e) {
    assertNull(running(e.tid(), e).call, () -> "delivered within a call: " + e);
  }

  @Override
  public void on(ThreadStopped e) {
    live(e.tid(), e).stopped = true;
  }

  @Override
  public void on(ThreadContinued e) {
    LiveThread thread = live(e.tid(), e);
    assertTrue(thread.stopped, () -> "continued, but was not stopped: " + e);
    thread.stopped = false;
  }

  @Override
  public void on(ThreadExited e) {
    end(e.tid(), e);
  }

  @Override
  public void on(ProcessExited e) {
    end(e.pid(), e);
    assertTrue(
        threads.values().stream().noneMatch(thread -> thread.pid == e.pid()),
        () -> "threads live on: " + e);
  }

  @Override
  public void on(RulesCounted e) {
    assertTrue(policies > 0);
    assertEquals(rules, e.counts().size());
    assertEquals(Map.of(), threads);
    counted = true;
  }

  @Override
  public void on(SessionEnded e) {
    assertEquals(policies > 0 && e.reason() == EndReason.COMPLETED, counted);
    if (e.reason() == EndReason.DETACHED) {
      assertTrue(attached);
    } else {
      assertEquals(Map.of(), threads);
    }
    ended = true;
  }
}
