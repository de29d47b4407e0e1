package syswall.decode;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
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
 * Writes events as lines while they happen: {@code record -v} shows processes and signals, {@code
 * record -vv} also each call, once it has returned. Not thread-safe: events come in journal order.
 */
public final class LiveTrace implements EventHandler {
  private final boolean showsCalls;
  private final Consumer<String> lines;
  private final Map<Integer, SyscallEntered> enteredByTid = new HashMap<>();
  private final CallText calls;

  private LiveTrace(boolean showsCalls, int contentLimit, Consumer<String> lines) {
    this.showsCalls = showsCalls;
    calls = new CallText(DescriptorNames.NONE, contentLimit);
    this.lines = lines;
  }

  /** Shows process starts, program executions, exits and signals; each line without its end. */
  public static LiveTrace ofProcesses(Consumer<String> lines) {
    return new LiveTrace(false, 0, lines);
  }

  /**
   * Shows the calls too.
   *
   * @param contentLimit most bytes that are written of data, and most elements of a vector
   * @param lines takes each, without its end
   */
  public static LiveTrace ofCalls(int contentLimit, Consumer<String> lines) {
    return new LiveTrace(true, contentLimit, lines);
  }

  private void line(int tid, String text) {
    lines.accept("[pid " + tid + "] " + text);
  }

  @Override
  public void on(SyscallEntered event) {
    if (showsCalls) {
      enteredByTid.put(event.tid(), event);
    }
  }

  @Override
  public void on(SyscallReturned event) {
    SyscallEntered call = enteredByTid.remove(event.tid());
    if (call != null) {
      line(event.tid(), calls.returned(call, event) + duration(event.durationNs()));
    }
  }

  @Override
  public void on(SyscallInterrupted event) {
    SyscallEntered call = enteredByTid.remove(event.tid());
    if (call != null) {
      line(event.tid(), calls.interrupted(call, event) + duration(event.durationNs()));
    }
  }

  private static String duration(long ns) {
    StringBuilder out = new StringBuilder(" <");
    SecondsText.append(ns, out);
    return out.append('>').toString();
  }

  private void leaveUnfinished(int tid) {
    SyscallEntered call = enteredByTid.remove(tid);
    if (call != null) {
      line(tid, calls.unfinished(call));
    }
  }

  @Override
  public void on(ProcessStarted event) {
    line(event.pid(), EventText.of(event));
  }

  @Override
  public void on(ProcessAttached event) {
    line(event.pid(), EventText.of(event));
  }

  @Override
  public void on(ThreadStarted event) {
    line(event.tid(), EventText.of(event));
  }

  @Override
  public void on(ProgramExecuted event) {
    SyscallEntered execve = enteredByTid.remove(event.formerTid());
    leaveUnfinished(event.pid());
    if (execve != null) {
      enteredByTid.put(event.pid(), execve);
    }
    line(event.pid(), EventText.of(event));
  }

  @Override
  public void on(SignalDelivered event) {
    line(event.tid(), EventText.of(event));
  }

  @Override
  public void on(ThreadStopped event) {
    line(event.tid(), EventText.of(event));
  }

  @Override
  public void on(ThreadContinued event) {
    line(event.tid(), EventText.of(event));
  }

  @Override
  public void on(ThreadExited event) {
    leaveUnfinished(event.tid());
    if (showsCalls) {
      line(event.tid(), EventText.of(event));
    }
  }

  @Override
  public void on(ProcessExited event) {
    leaveUnfinished(event.pid());
    line(event.pid(), EventText.of(event));
  }

  @Override
  public void on(CallDecided event) {
    line(event.tid(), EventText.of(event));
  }

  @Override
  public void on(SessionStarted event) {}

  @Override
  public void on(PolicyLoaded event) {}

  @Override
  public void on(DescriptorInherited event) {}

  @Override
  public void on(RulesCounted event) {}

  @Override
  public void on(SessionEnded event) {}
}
