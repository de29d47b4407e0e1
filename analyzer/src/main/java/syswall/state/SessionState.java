package syswall.state;

import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Event;
import syswall.event.Event.DescriptorInherited;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.ProgramExecuted;
import syswall.event.Event.SessionEnded;
import syswall.event.Event.SessionStarted;
import syswall.event.Event.SignalDelivered;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.event.Event.ThreadExited;
import syswall.event.Event.ThreadStarted;
import syswall.replay.CompletedCall;
import syswall.replay.Projection;
import syswall.state.OpenDescription.OpenFile;
import syswall.state.OpenDescription.OpenOther;
import syswall.state.OpenDescription.OpenSocket;

/**
 * Everything that is known about a session after the events seen so far: the projections together,
 * and the one place where a call's effect reaches them. A report reads it after the last event.
 */
public final class SessionState implements Projection {
  private final DescriptorTable inherited = new DescriptorTable();
  private final ProcessTable processes = new ProcessTable(inherited);
  private final FileTable files = new FileTable();
  private final SocketTable sockets = new SocketTable();
  private final CallStatistics calls = new CallStatistics();
  private final CallEffects effects;
  private long events;
  private long lastNs;
  private @Nullable SessionStarted started;
  private @Nullable SessionEnded ended;

  /** The state before the first event. */
  public SessionState() {
    CallEffects.Registry registry = new CallEffects.Registry();
    DescriptorCalls.register(registry);
    FileCalls.register(files, registry);
    SocketCalls.register(sockets, registry);
    effects = new CallEffects(files, registry);
  }

  /** How the session began; null before its first event. */
  public @Nullable SessionStarted started() {
    return started;
  }

  /** How the recording ended; null if it did not end in order, or not yet. */
  public @Nullable SessionEnded ended() {
    return ended;
  }

  /** Number of events seen. */
  public long events() {
    return events;
  }

  /** Time of the last event seen, nanoseconds since the session started. */
  public long lastNs() {
    return lastNs;
  }

  /** Its processes and threads. */
  public ProcessTable processes() {
    return processes;
  }

  /** Its files. */
  public FileTable files() {
    return files;
  }

  /** Its sockets. */
  public SocketTable sockets() {
    return sockets;
  }

  /** Its calls by number. */
  public CallStatistics calls() {
    return calls;
  }

  @Override
  public void onEvent(Event event) {
    events++;
    lastNs = event.timeNs();
  }

  @Override
  public void on(SessionStarted event) {
    started = event;
    processes.on(event);
  }

  /** What the first process held is not used by any other, so that it may come before it. */
  @Override
  public void on(DescriptorInherited event) {
    inherited.put(event.fd(), inherited(event.target()), false);
  }

  private OpenDescription inherited(ByteString target) {
    if (PathResolver.isAbsolute(target)) {
      return new OpenFile(files.at(target));
    }
    String kind = target.text();
    int end = kind.indexOf(":[");
    if (kind.startsWith("socket:[")) {
      return new OpenSocket(sockets.open(0, SocketActivity.UNKNOWN, SocketActivity.UNKNOWN));
    }
    return new OpenOther(end < 0 ? kind : kind.substring(0, end));
  }

  @Override
  public void on(ProcessStarted event) {
    processes.on(event);
  }

  @Override
  public void on(ThreadStarted event) {
    processes.on(event);
  }

  @Override
  public void on(ProgramExecuted event) {
    processes.on(event);
    files.at(event.executable()).add(FileActivity.Action.EXECUTED);
  }

  @Override
  public void on(SyscallEntered event) {
    calls.on(event);
  }

  @Override
  public void onReturned(CompletedCall call) {
    calls.onReturned(call);
    ThreadState thread = processes.thread(call.tid());
    if (thread != null && call.made()) {
      effects.apply(thread, call);
    }
  }

  @Override
  public void onInterrupted(SyscallEntered entered, SyscallInterrupted interrupted) {
    calls.onInterrupted(entered, interrupted);
  }

  @Override
  public void on(SignalDelivered event) {
    processes.on(event);
  }

  @Override
  public void on(ThreadExited event) {
    processes.on(event);
  }

  @Override
  public void on(ProcessExited event) {
    processes.on(event);
  }

  @Override
  public void on(SessionEnded event) {
    ended = event;
  }
}
