package syswall.tracer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import syswall.linux.ErrnoException;
import syswall.linux.Errors;
import syswall.linux.ProcStatus;
import syswall.linux.Ptrace;
import syswall.linux.WaitStatus;
import syswall.linux.Waiter;

/**
 * Takes processes that run already, and all that descends from them, under the tracer: their
 * threads are seized while they run, and then stopped, until nobody is left who could make another
 * that is not traced. None of them dies with the tracer.
 */
final class Attacher {
  /** A thread that sleeps uninterruptibly stops when it wakes: nobody waits for it longer. */
  private static final long PATIENCE_NS = 100_000_000;

  private static final long LOOK_NS = 20_000;

  /**
   * A process that was attached to.
   *
   * @param parentPid its parent
   * @param tids its threads
   * @param callsUnderWay how many of them were in a call
   */
  record Attached(int pid, int parentPid, List<Integer> tids, int callsUnderWay) {}

  private final Ptrace ptrace;
  private final Waiter waiter;
  private final InterruptedCalls calls;

  private final Map<Integer, List<Integer>> tidsByPid = new LinkedHashMap<>();
  private final Map<Integer, Integer> callsByPid = new HashMap<>();
  private final Set<Integer> seen = new HashSet<>();
  private final Set<Integer> leftOut = new LinkedHashSet<>();
  private final Deque<Tracer.Change> stops = new ArrayDeque<>();

  Attacher(Ptrace ptrace, Waiter waiter, InterruptedCalls calls) {
    this.ptrace = ptrace;
    this.waiter = waiter;
    this.calls = calls;
  }

  /** Attaches; call once. What was seized before an exception stays so. */
  void attach(Collection<Integer> named) throws AttachException {
    Map<Integer, Integer> fresh;
    do {
      fresh = new LinkedHashMap<>();
      Set<Integer> pids = new LinkedHashSet<>(named);
      named.forEach(pid -> addDescendants(pid, pids));
      for (int pid : pids) {
        seize(pid, named.contains(pid), fresh);
      }
      stop(fresh);
    } while (!fresh.isEmpty()); // who was still running may have made more
    for (int pid : named) {
      if (!tidsByPid.containsKey(pid)) {
        throw new AttachException(pid, Errors.ESRCH); // it has ended meanwhile
      }
    }
  }

  /** The processes, parents before their children. */
  List<Attached> processes() {
    List<Attached> processes = new ArrayList<>();
    Map<Integer, Integer> parents = new HashMap<>();
    for (int pid : tidsByPid.keySet()) {
      ProcStatus status = status(pid, pid);
      parents.put(pid, status == null ? 0 : status.parent());
    }
    tidsByPid.forEach(
        (pid, tids) ->
            processes.add(
                new Attached(
                    pid, parents.getOrDefault(pid, 0), tids, callsByPid.getOrDefault(pid, 0))));
    processes.sort(Comparator.comparingInt(process -> depth(process.pid, parents))); // stable
    return processes;
  }

  private static int depth(int pid, Map<Integer, Integer> parents) {
    int depth = 0;
    Integer at = parents.get(pid);
    while (at != null && depth < parents.size()) { // numbers of processes may come again meanwhile
      depth++;
      at = parents.get(at);
    }
    return depth;
  }

  /** The first stops of the threads, in their order. */
  Collection<Tracer.Change> stops() {
    return stops;
  }

  /** Descendants that may not be traced. */
  Set<Integer> leftOut() {
    return leftOut;
  }

  private static void addDescendants(int pid, Set<Integer> pids) {
    ProcessHandle.of(pid)
        .ifPresent(process -> process.descendants().forEach(child -> pids.add((int) child.pid())));
  }

  private void seize(int pid, boolean isNamed, Map<Integer, Integer> fresh) throws AttachException {
    ProcStatus first = tidsByPid.containsKey(pid) ? null : status(pid, pid);
    if (first != null && first.isOutlived()) {
      refuse(pid, isNamed, Errors.EPERM); // only who traces the first thread hears of its end
      return;
    }
    String[] names = new File("/proc/" + pid + "/task").list();
    for (String name : names == null ? new String[0] : names) {
      int tid = Integer.parseInt(name);
      if (!seen.add(tid)) {
        continue;
      }
      try {
        ptrace.seize(tid, false);
        tidsByPid.computeIfAbsent(pid, p -> new ArrayList<>()).add(tid);
        fresh.put(tid, pid);
      } catch (ErrnoException e) {
        if (e.errno() == Errors.ESRCH || isGoneOrOurs(pid, tid)) {
          continue;
        }
        refuse(pid, isNamed, e.errno());
      }
    }
  }

  private void refuse(int pid, boolean isNamed, int errno) throws AttachException {
    if (isNamed) {
      throw new AttachException(pid, errno);
    }
    leftOut.add(pid);
  }

  /**
   * Whether it has ended, or was born to a thread that was traced already, which will report it.
   */
  private static boolean isGoneOrOurs(int pid, int tid) {
    ProcStatus status = status(pid, tid);
    return status == null
        || status.isDead()
        || (status.tracer() != 0 && Files.exists(Path.of("/proc/self/task/" + status.tracer())));
  }

  private static @Nullable ProcStatus status(int pid, int tid) {
    try {
      return ProcStatus.read(Path.of("/proc/" + pid + "/task/" + tid + "/status"));
    } catch (IOException e) {
      return null;
    }
  }

  private void stop(Map<Integer, Integer> pidsByTid) {
    pidsByTid.keySet().forEach(ptrace::interrupt);
    long deadlineNs = System.nanoTime() + PATIENCE_NS;
    pidsByTid.forEach(
        (tid, pid) -> {
          boolean stopped = awaitStop(tid, deadlineNs);
          if (stopped) {
            stops.add(new Tracer.Change(tid, waiter.status()));
          }
          if (!stopped || isInCall(tid, waiter.status())) {
            callsByPid.merge(pid, 1, Integer::sum);
          }
        });
  }

  private boolean awaitStop(int tid, long deadlineNs) {
    while (waiter.poll(tid) != tid) {
      if (System.nanoTime() - deadlineNs > 0) {
        return false;
      }
      LockSupport.parkNanos(this, LOOK_NS);
    }
    return true;
  }

  private boolean isInCall(int tid, int status) {
    return WaitStatus.stopped(status) && (WaitStatus.isInCall(status) || calls.isMadeAgain(tid));
  }
}
