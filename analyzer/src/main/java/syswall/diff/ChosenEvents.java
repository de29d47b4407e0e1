package syswall.diff;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import syswall.event.CallSelection;
import syswall.event.Event;
import syswall.event.Event.CallDecided;
import syswall.event.Event.ProgramExecuted;
import syswall.event.Event.SessionStarted;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.event.Event.SyscallReturned;

/**
 * The events of a session as they were, had only some of the calls that it holds been recorded: so
 * that runs of which not the same calls were recorded can be compared.
 */
final class ChosenEvents implements Supplier<@Nullable Event> {
  private final Supplier<@Nullable Event> events;
  private final CallSelection selection;

  /** Threads in a call that was not chosen. */
  private final Set<Integer> leftOut = new HashSet<>();

  ChosenEvents(Supplier<@Nullable Event> events, CallSelection selection) {
    this.events = events;
    this.selection = selection;
  }

  @Override
  public @Nullable Event get() {
    Event event = events.get();
    while (!selection.isAll() && event != null && !isChosen(event)) {
      event = events.get();
    }
    return event instanceof SessionStarted started ? started.holding(selection) : event;
  }

  private boolean isChosen(Event event) {
    if (event instanceof SyscallEntered entered) {
      boolean chosen = selection.includes(entered.abi(), entered.number());
      if (chosen) {
        leftOut.remove(entered.tid());
      } else {
        leftOut.add(entered.tid());
      }
      return chosen;
    }
    if (event instanceof ProgramExecuted executed) {
      leftOut.remove(executed.pid()); // what returns next under this number is the execve
    }
    if (event instanceof CallDecided decided) {
      return !leftOut.contains(decided.tid());
    }
    if (event instanceof SyscallReturned returned) {
      return !leftOut.contains(returned.tid());
    }
    return !(event instanceof SyscallInterrupted end) || !leftOut.contains(end.tid());
  }
}
