package syswall.replay;

import syswall.event.Event;
import syswall.event.Event.CallDecided;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.event.EventHandler;

/**
 * Folds the events of a session into something known about it. {@link Replay} calls it for each
 * event, and before that for the call, if any, that the event brings to its end.
 */
public interface Projection extends EventHandler.Ignoring {
  /** Any event, before its own method. */
  default void onEvent(Event event) {}

  /** The firewall decided about a call that was entered. */
  default void onDecided(SyscallEntered entered, CallDecided decided) {}

  /** A call returned to the program. */
  default void onReturned(CompletedCall call) {}

  /** A signal interrupted a call; the kernel makes it again, as a new entry, or fails it. */
  default void onInterrupted(SyscallEntered entered, SyscallInterrupted interrupted) {}

  /** A call will never return: its thread has ended, as by exit_group(2) or a fatal signal. */
  default void onUnfinished(SyscallEntered entered) {}
}
