package syswall.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import syswall.event.Event.ProcessAttached;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.ThreadStarted;
import syswall.replay.Projection;
import syswall.state.ProcessState;

/** The processes of a session from their start to their end, and the numbers that they had. */
final class ProfiledProcesses implements Projection {
  private final SharedAccesses accesses = new SharedAccesses();
  private final List<ProcessProfile> all = new ArrayList<>();
  private final Map<Integer, ProcessProfile> living = new HashMap<>();
  private final Set<Integer> numbers = new HashSet<>();

  /** In the order in which they began. */
  List<ProcessProfile> all() {
    return all;
  }

  /** The process and thread ids of all. */
  Set<Integer> numbers() {
    return numbers;
  }

  /** The one that lives under a process id; null if none is known. */
  @Nullable ProcessProfile living(int pid) {
    return living.get(pid);
  }

  /** The state has begun to follow a process. */
  void began(ProcessState began, long event) {
    int parent = -1;
    if (began.parent() != null) {
      ProcessProfile creator = living.get(began.parent().pid());
      parent = creator == null ? -1 : creator.index();
    }
    ProcessProfile profile = new ProcessProfile(all.size(), parent, began, event, accesses);
    all.add(profile);
    living.put(began.pid(), profile);
  }

  @Override
  public void on(ProcessStarted started) {
    numbers.add(started.pid());
  }

  @Override
  public void on(ProcessAttached attached) {
    numbers.add(attached.pid());
  }

  @Override
  public void on(ThreadStarted started) {
    numbers.add(started.tid());
    ProcessProfile owner = living.get(started.pid());
    if (owner != null) {
      owner.threadStarted(started.tid());
    }
  }

  @Override
  public void on(ProcessExited exited) {
    ProcessProfile ended = living.remove(exited.pid());
    if (ended != null) {
      ended.exited(exited.sequence());
    }
  }
}
