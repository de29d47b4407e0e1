package syswall.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import syswall.event.Event.CallDecided;
import syswall.state.ProcessState;

/** What one process of a session did, by what it did it to. */
final class ProcessProfile {
  private final int index;
  private final int parent;
  private final ProcessState state;
  private final long startedEvent;
  private final SharedAccesses accesses;
  private final DenseMap<Access, Use> uses = new DenseMap<>();
  private final List<Steps> threads = new ArrayList<>();
  private final Map<Integer, Steps> stepsByTid = new HashMap<>();
  private boolean awaited;
  private long exitedEvent = -1;

  ProcessProfile(
      int index, int parent, ProcessState state, long startedEvent, SharedAccesses accesses) {
    this.accesses = accesses;
    this.index = index;
    this.parent = parent;
    this.state = state;
    this.startedEvent = startedEvent;
    threadStarted(state.pid());
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

  /** What each of its threads did, in the order in which they began. */
  List<Steps> threads() {
    return threads;
  }

  /** A thread began; a number that another one had is now its. */
  void threadStarted(int tid) {
    Steps steps = new Steps();
    threads.add(steps);
    stepsByTid.put(tid, steps);
  }

  /** A thread waits for the first of several things to happen. */
  void awaits(int tid) {
    awaited = true;
    Steps steps = stepsByTid.get(tid);
    if (steps != null) {
      steps.waits();
    }
  }

  /** Whether it waited for the first of several things, so that what it does is up to that. */
  boolean waits() {
    return awaited;
  }

  void exited(long event) {
    exitedEvent = event;
    uses.trim();
    threads.forEach(Steps::trim);
  }

  /** It opened a file, with flags of open(2), which has been added. */
  void opened(Access access, long flags) {
    Use use = uses.get(access);
    if (use != null) {
      use.opened(flags);
    }
  }

  /** Who decided how something ended that it tried, which has been added. */
  void decided(Access access, CallDecided decided) {
    Use use = uses.get(access);
    if (use != null) {
      use.decided(Outcome.of(decided), Outcome.by(decided));
    }
  }

  /** Who allowed something that it did, which has been added. */
  void allowed(Access access, CallDecided decided) {
    Use use = uses.get(access);
    if (use != null) {
      use.allowed(Outcome.text(decided));
    }
  }

  /** It did something, no matter when and by which thread. */
  Use add(Access access, int errno, long event, long bytes) {
    Use use = uses.get(access);
    if (use == null) {
      use = new Use(uses.size());
      uses.put(accesses.of(access), use);
    }
    use.add(errno, event, bytes);
    return use;
  }

  /** A thread did something, next to what it did before. */
  void step(int tid, Access access, int errno, long event, long bytes) {
    Use use = add(access, errno, event, bytes);
    Steps steps = stepsByTid.get(tid);
    if (steps != null) {
      steps.add(use.number(), errno, event);
    }
  }
}
