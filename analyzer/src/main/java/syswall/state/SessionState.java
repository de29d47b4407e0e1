package syswall.state;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Event;
import syswall.event.Event.DescriptorInherited;
import syswall.event.Event.ProcessAttached;
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

/**
 * What is, after the events seen so far: living processes and threads, what they have open, mapped
 * and as their directories. What was is for a {@link StateObserver} to add up.
 */
public final class SessionState implements Projection {
  private final OpenDescriptions descriptions;
  private DescriptorTable inherited;
  private final ProcessTable processes;
  private final Map<ByteString, Long> inheritedPipes = new LinkedHashMap<>();
  private final CallEffects effects;
  private final RightsInFlight rights;
  private long events;
  private long lastNs;
  private @Nullable SessionStarted started;
  private @Nullable SessionEnded ended;

  /** The state before the first event. */
  public SessionState() {
    this(StateObserver.NONE);
  }

  /** The state before the first event, with someone who hears how it goes on. */
  public SessionState(StateObserver observer) {
    descriptions = new OpenDescriptions(observer);
    inherited = new DescriptorTable(descriptions);
    processes = new ProcessTable(descriptions, inherited);
    rights = new RightsInFlight(descriptions);
    CallEffects.Registry registry = new CallEffects.Registry();
    DescriptorCalls.register(descriptions, registry);
    PidfdCalls.register(descriptions, processes, registry);
    EpollCalls.register(descriptions, registry);
    FileCalls.register(descriptions, registry);
    MemoryCalls.register(observer, registry);
    SocketCalls.register(descriptions, rights, registry);
    effects = new CallEffects(descriptions, registry);
  }

  /** How the session began; null before its first event. */
  public @Nullable SessionStarted started() {
    return started;
  }

  /**
   * Whether it is known what is open: of a session that holds all calls that make, copy and close
   * descriptors. If not, there are no descriptors but those of sockets.
   */
  public boolean knowsDescriptors() {
    return descriptions.tracked();
  }

  /** How the recording ended; null if it did not end in order, or not yet. */
  public @Nullable SessionEnded ended() {
    return ended;
  }

  /** Number of events of the session up to the last that was seen. */
  public long events() {
    return events;
  }

  /** Time of the last event seen, nanoseconds since the session started. */
  public long lastNs() {
    return lastNs;
  }

  /** Its living processes and threads. */
  public ProcessTable processes() {
    return processes;
  }

  /**
   * The state as bytes, for {@link #restore}. Equal states give equal bytes.
   *
   * @throws IllegalStateException before the first event and after the last
   */
  byte[] toBytes() {
    if (started == null || ended != null) {
      throw new IllegalStateException("not in the middle of a session");
    }
    return StateWriter.write(this);
  }

  /**
   * The state that was written as bytes, ready for the event behind it.
   *
   * @param started the session's first event, which is not among the bytes
   * @param observer hears what happens from now on
   * @throws DamagedStateException if the bytes are not those of a state
   */
  static SessionState restore(byte[] bytes, SessionStarted started, StateObserver observer)
      throws DamagedStateException {
    SessionState state = new SessionState(observer);
    state.on(started);
    new StateReader(bytes, state).read();
    return state;
  }

  void restore(long newEvents, long newLastNs, @Nullable DescriptorTable newInherited) {
    events = newEvents;
    lastNs = newLastNs;
    inherited = newInherited == null ? new DescriptorTable(descriptions) : newInherited;
  }

  OpenDescriptions descriptions() {
    return descriptions;
  }

  RightsInFlight rights() {
    return rights;
  }

  DescriptorTable inherited() {
    return inherited;
  }

  /** Whether what the first process inherited is with it, or waits for it or for another. */
  boolean inheritedIsOpen() {
    return inherited.holders > 0 || processes.hasInherited() || !inherited.open().isEmpty();
  }

  Map<ByteString, Long> inheritedPipes() {
    return inheritedPipes;
  }

  @Override
  public void onEvent(Event event) {
    events = event.sequence() + 1;
    lastNs = event.timeNs();
    descriptions.at(event);
  }

  @Override
  public void on(SessionStarted event) {
    started = event;
    descriptions.begin(event.selection());
    processes.on(event);
  }

  /** What the first process held is not used by any other, so that it may come before it. */
  @Override
  public void on(DescriptorInherited event) {
    boolean closeOnExec = OpenFlags.closeOnExec(event.statusFlags());
    inherited.put(event.fd(), descriptions.made(0, inherited(event)), closeOnExec);
  }

  /** Who else has it open, and moves its offset, is not known. */
  private OpenDescription inherited(DescriptorInherited event) {
    ByteString target = event.target();
    if (PathResolver.isAbsolute(target)) {
      return new OpenFile(
          descriptions.names().hold(target), target, event.statusFlags(), OpenFile.UNKNOWN_OFFSET);
    }
    String kind = target.text();
    if (kind.startsWith("pipe:[")) {
      long pipe = inheritedPipes.computeIfAbsent(target, t -> event.sequence());
      return new OpenPipe(pipe, OpenFlags.isWriteOnly(event.statusFlags()));
    }
    if (kind.startsWith("socket:[")) {
      return new OpenSocket(OpenSocket.UNKNOWN, OpenSocket.UNKNOWN);
    }
    int end = kind.indexOf(":[");
    return new OpenOther(
        kind.startsWith("anon_inode:[")
            ? kind.substring(end + 2, kind.length() - 1)
            : end < 0 ? kind : kind.substring(0, end));
  }

  @Override
  public void on(ProcessStarted event) {
    processes.on(event);
  }

  @Override
  public void on(ProcessAttached event) {
    processes.attached(event, inherited);
    inherited = new DescriptorTable(descriptions);
  }

  @Override
  public void on(ThreadStarted event) {
    processes.on(event);
  }

  @Override
  public void on(ProgramExecuted event) {
    processes.on(event);
    ProcessState process = processes.process(event.pid());
    if (process != null) {
      descriptions.observer().did(process, event.executable(), FileAction.EXECUTED);
    }
  }

  /** What a message carries may arrive before the call that sent it is seen to return. */
  @Override
  public void on(SyscallEntered event) {
    rights.sending(processes, event);
  }

  @Override
  public void onReturned(CompletedCall call) {
    ThreadState thread = processes.thread(call.tid());
    if (thread == null) {
      return;
    }
    if (call.made()) {
      effects.apply(thread, call);
    } else {
      effects.pretend(thread, call);
    }
    rights.returned(call.entered(), call.made() && !call.returned().failed());
  }

  @Override
  public void onInterrupted(SyscallEntered entered, SyscallInterrupted interrupted) {
    rights.returned(entered, false);
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
