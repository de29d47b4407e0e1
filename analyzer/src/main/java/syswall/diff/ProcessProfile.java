package syswall.diff;

import java.util.HashMap;
import java.util.Map;
import syswall.state.ProcessState;

/** What one process of a session did, by what it did it to. */
final class ProcessProfile {
  private final int index;
  private final int parent;
  private final ProcessState state;
  private final long startedEvent;
  private final Map<Access, Use> uses = new HashMap<>();
  private long exitedEvent = -1;

  ProcessProfile(int index, int parent, ProcessState state, long startedEvent) {
    this.index = index;
    this.parent = parent;
    this.state = state;
    this.startedEvent = startedEvent;
  }

  /** Its place among the processes of its session, by when they began. */
  int index() {
    return index;
  }

  /** The place of its creator; -1 if it has none or it is not known. */
  int parent() {
    return parent;
  }

  /** Where it came from, what it ran, how it ended. */
  ProcessState state() {
    return state;
  }

  /** The event with which it began. */
  long startedEvent() {
    return startedEvent;
  }

  /** The event with which it ended; -1 if it did not. */
  long exitedEvent() {
    return exitedEvent;
  }

  /** What it did; in no particular order. */
  Map<Access, Use> uses() {
    return uses;
  }

  void exited(long event) {
    exitedEvent = event;
  }

  /** It opened a file, with flags of open(2), which has been added. */
  void opened(Access access, long flags) {
    Use use = uses.get(access);
    if (use != null) {
      use.opened(flags);
    }
  }

  void add(Access access, int errno, long event, long bytes) {
    uses.computeIfAbsent(access, a -> new Use()).add(errno, event, bytes);
  }
}
