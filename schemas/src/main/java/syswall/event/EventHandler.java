package syswall.event;

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

/**
 * Receives events in journal order, one method a type, so that a new type of event breaks every
 * handler at compile time. Handlers that care about few types implement {@link Ignoring}.
 */
public interface EventHandler {
  void on(SessionStarted event);

  void on(PolicyLoaded event);

  void on(DescriptorInherited event);

  void on(ProcessStarted event);

  void on(ProcessAttached event);

  void on(ThreadStarted event);

  void on(ProgramExecuted event);

  void on(SyscallEntered event);

  void on(SyscallReturned event);

  void on(SyscallInterrupted event);

  void on(CallDecided event);

  void on(SignalDelivered event);

  void on(ThreadStopped event);

  void on(ThreadContinued event);

  void on(ThreadExited event);

  void on(ProcessExited event);

  void on(RulesCounted event);

  void on(SessionEnded event);

  /** Ignores every event that its implementer does not override. */
  interface Ignoring extends EventHandler {
    @Override
    default void on(SessionStarted event) {}

    @Override
    default void on(PolicyLoaded event) {}

    @Override
    default void on(DescriptorInherited event) {}

    @Override
    default void on(ProcessStarted event) {}

    @Override
    default void on(ProcessAttached event) {}

    @Override
    default void on(ThreadStarted event) {}

    @Override
    default void on(ProgramExecuted event) {}

    @Override
    default void on(SyscallEntered event) {}

    @Override
    default void on(SyscallReturned event) {}

    @Override
    default void on(SyscallInterrupted event) {}

    @Override
    default void on(CallDecided event) {}

    @Override
    default void on(SignalDelivered event) {}

    @Override
    default void on(ThreadStopped event) {}

    @Override
    default void on(ThreadContinued event) {}

    @Override
    default void on(ThreadExited event) {}

    @Override
    default void on(ProcessExited event) {}

    @Override
    default void on(RulesCounted event) {}

    @Override
    default void on(SessionEnded event) {}
  }
}
