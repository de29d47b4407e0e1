package syswall.oracle;

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

/** A listener of the recorder that takes all events alike. */
abstract class EveryEvent implements EventHandler {
  abstract void onEvery(Event event);

  @Override
  public final void on(SessionStarted event) {
    onEvery(event);
  }

  @Override
  public final void on(PolicyLoaded event) {
    onEvery(event);
  }

  @Override
  public final void on(DescriptorInherited event) {
    onEvery(event);
  }

  @Override
  public final void on(ProcessStarted event) {
    onEvery(event);
  }

  @Override
  public final void on(ProcessAttached event) {
    onEvery(event);
  }

  @Override
  public final void on(ThreadStarted event) {
    onEvery(event);
  }

  @Override
  public final void on(ProgramExecuted event) {
    onEvery(event);
  }

  @Override
  public final void on(SyscallEntered event) {
    onEvery(event);
  }

  @Override
  public final void on(SyscallReturned event) {
    onEvery(event);
  }

  @Override
  public final void on(SyscallInterrupted event) {
    onEvery(event);
  }

  @Override
  public final void on(CallDecided event) {
    onEvery(event);
  }

  @Override
  public final void on(SignalDelivered event) {
    onEvery(event);
  }

  @Override
  public final void on(ThreadStopped event) {
    onEvery(event);
  }

  @Override
  public final void on(ThreadContinued event) {
    onEvery(event);
  }

  @Override
  public final void on(ThreadExited event) {
    onEvery(event);
  }

  @Override
  public final void on(ProcessExited event) {
    onEvery(event);
  }

  @Override
  public final void on(RulesCounted event) {
    onEvery(event);
  }

  @Override
  public final void on(SessionEnded event) {
    onEvery(event);
  }
}
