package syswall.trace;

import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.event.Event.SyscallReturned;
import syswall.event.EventHandler;

/**
 * How a trace is written. {@link Trace} hands it what is selected, calls when they end, in one
 * piece, and every other event as it comes.
 */
public interface TraceForm extends EventHandler {
  /** A call returned to its program. */
  void returned(SyscallEntered call, SyscallReturned end);

  /** A signal interrupted a call. */
  void interrupted(SyscallEntered call, SyscallInterrupted end);

  /** A call has not returned, and never will if its thread has ended. */
  void unfinished(SyscallEntered call);

  /** A call begins that comes again when it ends, and not in between. */
  @Override
  default void on(SyscallEntered event) {}

  /** Never called: see {@link #returned}. */
  @Override
  default void on(SyscallReturned event) {}

  /** Never called: see {@link #interrupted}. */
  @Override
  default void on(SyscallInterrupted event) {}
}
