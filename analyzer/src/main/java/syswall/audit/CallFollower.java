package syswall.audit;

import org.jspecify.annotations.Nullable;
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
import syswall.state.SessionState;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/** Follows a session's state and shows each call at the moment of its entry, as rules see it. */
abstract class CallFollower implements Projection {
  private final SessionState state = new SessionState();
  private final Links links;

  CallFollower(Links links) {
    this.links = links;
  }

  /**
   * A call is about to be made.
   *
   * @param call null if the syscall table does not know its number
   */
  abstract void entered(SyscallEntered event, @Nullable RecordedCall call);

  /** A call has ended: it returned, or never will. */
  void ended(SyscallEntered entered, boolean failed) {}

  final SessionState state() {
    return state;
  }

  @Override
  public final void on(SyscallEntered event) {
    state.on(event);
    Syscall row = SyscallTable.find(event);
    entered(event, row == null ? null : new RecordedCall(event, row, state, links));
  }

  @Override
  public final void onEvent(Event event) {
    state.onEvent(event);
  }

  @Override
  public final void onReturned(CompletedCall call) {
    state.onReturned(call);
    ended(call.entered(), call.returned().failed());
  }

  @Override
  public final void onInterrupted(SyscallEntered entered, SyscallInterrupted interrupted) {
    state.onInterrupted(entered, interrupted);
    ended(entered, false);
  }

  @Override
  public final void onUnfinished(SyscallEntered entered) {
    ended(entered, false);
  }

  @Override
  public void on(SessionStarted event) {
    state.on(event);
  }

  @Override
  public final void on(DescriptorInherited event) {
    state.on(event);
  }

  @Override
  public final void on(ProcessStarted event) {
    state.on(event);
  }

  @Override
  public final void on(ProcessAttached event) {
    state.on(event);
  }

  @Override
  public final void on(ThreadStarted event) {
    state.on(event);
  }

  @Override
  public final void on(ProgramExecuted event) {
    state.on(event);
  }

  @Override
  public final void on(SignalDelivered event) {
    state.on(event);
  }

  @Override
  public final void on(ThreadExited event) {
    state.on(event);
  }

  @Override
  public final void on(ProcessExited event) {
    state.on(event);
  }

  @Override
  public final void on(SessionEnded event) {
    state.on(event);
  }
}
