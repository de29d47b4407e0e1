package syswall.tracer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.linux.Affinity;
import syswall.linux.CpuTime;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallNames;
import syswall.syscall.SyscallTable;

/**
 * Keeps threads that make many calls on the tracer's CPU, and leaves all others to the scheduler.
 * Each stop is a change from the tracee to the tracer and back, and to wake somebody on another CPU
 * takes several times as long as on the same one. But threads that compute need CPUs of their own.
 *
 * <p>A thread is placed by its affinity mask (sched_setaffinity(2)), which its children inherit. It
 * gets its own mask back when it makes few calls, and before any call by which it could be seen.
 */
final class Placement {
  /** A thread with this many stops... */
  private static final int MANY = 64;

  /** ...within this time is placed. */
  private static final long MANY_NS = 12_800_000;

  /** One with fewer stops... */
  private static final int FEW = 50;

  /** ...in this time is so no longer. */
  private static final long FEW_NS = 10_000_000;

  /**
   * One that runs longer from stop to stop computes, too, and shares the CPU with no other: what
   * that would wait costs more than waking on another CPU.
   */
  private static final long COMPUTES_NS = 20_000;

  /** How long a mask that was asked for stays as it is: it may be read a little later. */
  private static final long TOLD_NS = 100_000_000;

  /** The class of calls that tell or set which CPUs a thread may run on. */
  private static final String MASKS = "affinity";

  private static final byte[] PROC = "/proc/".getBytes(StandardCharsets.US_ASCII);
  private static final String STATUS = "/status\0";

  private final Map<Integer, Tracee> tracees;
  private final Affinity affinity = new Affinity();
  private final CpuTime cpuTime = new CpuTime();
  private final byte[] path = new byte[64];

  /** Threads whose masks are not their own. */
  private final Set<Tracee> placed = new LinkedHashSet<>();

  /** Whether no thread may be placed. */
  private boolean leavesAlone;

  private volatile boolean any;
  private @Nullable Thread watch;
  private int tracerTid;

  /** The tracer's own mask. */
  private BitSet tracerCpus = new BitSet();

  /** The mask of the tracer and of placed threads, with one CPU. */
  private BitSet shared = new BitSet();

  /**
   * Places no thread yet.
   *
   * @param tracees all of them by tid, looked at on the tracer's thread
   */
  Placement(Map<Integer, Tracee> tracees) {
    this.tracees = tracees;
  }

  /**
   * Places none: who outlives the tracer would keep its mask, and of whom not all calls are seen
   * might look at it.
   */
  void leaveAlone() {
    leavesAlone = true;
  }

  /** A thread stopped. */
  void stopped(Tracee tracee) {
    tracee.stops++;
    if (tracee.stops - tracee.stopsSeen >= MANY
        && tracee.cpus == null
        && !tracee.fixed
        && !leavesAlone) {
      consider(tracee);
    }
  }

  private synchronized void consider(Tracee tracee) {
    long nowNs = System.nanoTime();
    long takenNs = nowNs - tracee.seenNs;
    if (takenNs < 0 || tracee.cpus != null) {
      return;
    }
    boolean many = (tracee.stops - tracee.stopsSeen) * MANY_NS > MANY * takenNs;
    boolean computes = see(tracee, nowNs);
    if (many && (placed.isEmpty() || !computes)) {
      place(tracee);
    }
  }

  /** Begins to count anew; answers whether the thread computed much until now. */
  private boolean see(Tracee tracee, long nowNs) {
    long ranNs = cpuTime.ranNs(tracee.tid);
    boolean computes = ranNs - tracee.ranNs > COMPUTES_NS * (tracee.stops - tracee.stopsSeen);
    tracee.ranNs = ranNs;
    tracee.stopsSeen = tracee.stops;
    tracee.seenNs = nowNs;
    return computes;
  }

  /** A thread is about to make a call. */
  void entering(Tracee tracee, Stop.SyscallEnter call) {
    Syscall row = call.row();
    if (row == null) {
      return;
    }
    if (row.classes().contains(MASKS)) {
      entering(tracee, (int) call.arg0());
    } else if (any && opensStatus(call, row)) {
      showAll();
    }
  }

  /** A thread is about to make a call about the mask of a thread, 0 for its own. */
  void entering(Tracee tracee, int tid) {
    Tracee target = tid == 0 ? tracee : tracees.get(tid);
    if (target == null) {
      showAll(); // its number may be one of another PID namespace
    } else {
      show(target);
    }
  }

  /** Whether the call of a number tells or sets which CPUs a thread may run on. */
  static boolean isAboutMasks(Abi abi, int number) {
    SyscallNames call = SyscallTable.of(abi).names(number);
    return call != null && call.classes().contains(MASKS);
  }

  /** Whether a call opens a file of proc_pid_status(5), which tells masks. */
  private boolean opensStatus(Stop.SyscallEnter call, Syscall row) {
    for (Parameter parameter : row.capturedAtEnter()) {
      if (parameter.isOpened()) {
        int length = call.tracee().read(call.arg(parameter.index()), path, 0, path.length);
        return length > PROC.length
            && Arrays.equals(path, 0, PROC.length, PROC, 0, PROC.length)
            && new String(path, 0, length, StandardCharsets.ISO_8859_1).contains(STATUS);
      }
    }
    return false;
  }

  /** A thread is about to make another, which inherits its mask: it keeps that until then. */
  synchronized void creating(Tracee creator) {
    creator.creating = true;
  }

  /** A thread has the mask of its creator; null if that was killed in between. */
  synchronized void born(Tracee child, @Nullable Tracee creator) {
    if (creator == null) {
      child.seenNs = System.nanoTime();
      if (any && shared.equals(affinity.cpus(child.tid))) {
        add(child, tracerCpus);
      }
      return;
    }
    // who lives for a millisecond makes few stops, but a thousand of them make many
    child.creator = creator;
    child.stops = creator.stops;
    child.stopsBefore = creator.stops;
    child.stopsSeen = creator.stopsSeen;
    child.seenNs = creator.seenNs;
    if (creator.cpus != null) {
      add(child, creator.cpus);
    }
  }

  /** A thread took over its leader's number in execve(2), with a mask of its own. */
  synchronized void renumbered(Tracee former, Tracee leader) {
    BitSet cpus = former.cpus;
    remove(leader);
    if (cpus != null) {
      see(leader, System.nanoTime());
      add(leader, cpus); // before the other goes, lest the tracer leave the CPU
    }
    remove(former);
  }

  /** A thread is gone. */
  synchronized void gone(Tracee tracee) {
    if (tracee.creator != null) {
      tracee.creator.stops += tracee.stops - tracee.stopsBefore;
      tracee.creator = null; // lest a row of forks keeps all that have ended
    }
    remove(tracee);
  }

  /** Gives a thread its own mask back, for a while at least. */
  private synchronized void show(Tracee tracee) {
    release(tracee);
    tracee.seenNs = System.nanoTime() + TOLD_NS;
  }

  private synchronized void showAll() {
    List.copyOf(placed).forEach(this::show);
  }

  private void place(Tracee tracee) {
    BitSet own = affinity.cpus(tracee.tid);
    if (own == null) {
      return;
    }
    if (placed.isEmpty()) {
      choose(own);
    }
    tracee.fixed = own.equals(shared) && tracerCpus.equals(shared); // there is but one CPU
    if (tracee.fixed || !own.intersects(shared)) {
      return;
    }
    if (!affinity.set(tracee.tid, shared)) {
      tracee.fixed = true; // another user's, for example
      return;
    }
    if (watch == null) {
      watch = new Thread(this::watch, "placement"); // before it could inherit the tracer's new mask
      watch.setDaemon(true);
      watch.start();
    }
    if (placed.isEmpty()) {
      affinity.set(Affinity.CALLER, shared);
    }
    add(tracee, own);
  }

  /** Chooses a CPU that both may be on, if there is one: rather that which the tracer is on. */
  private void choose(BitSet own) {
    BitSet mask = affinity.cpus(Affinity.CALLER);
    tracerCpus = mask == null ? new BitSet() : mask;
    tracerTid = Affinity.tid();
    BitSet both = (BitSet) tracerCpus.clone();
    both.and(own);
    int current = affinity.currentCpu();
    int cpu = both.get(current) ? current : both.nextSetBit(0);
    shared = new BitSet();
    if (cpu >= 0) {
      shared.set(cpu);
    }
  }

  private void add(Tracee tracee, BitSet own) {
    tracee.cpus = own;
    placed.add(tracee);
    any = true;
    notifyAll();
  }

  private void release(Tracee tracee) {
    if (tracee.cpus == null || tracee.creating) {
      return;
    }
    if (shared.equals(affinity.cpus(tracee.tid))) {
      affinity.set(tracee.tid, tracee.cpus);
    } else {
      tracee.fixed = true; // somebody else set another mask meanwhile
    }
    remove(tracee);
  }

  private void remove(Tracee tracee) {
    tracee.cpus = null;
    placed.remove(tracee);
    leaveIfAlone();
  }

  private void leaveIfAlone() {
    if (any && placed.isEmpty()) {
      any = false;
      affinity.set(tracerTid, tracerCpus);
    }
  }

  private void watch() {
    try {
      while (true) {
        awaitPlaced();
        Thread.sleep(FEW_NS / 1_000_000);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void awaitPlaced() throws InterruptedException {
    while (placed.isEmpty()) {
      wait();
    }
  }

  private synchronized void look() {
    long nowNs = System.nanoTime();
    for (Tracee tracee : List.copyOf(placed)) {
      long takenNs = nowNs - tracee.seenNs;
      if (takenNs >= FEW_NS / 2) {
        boolean few = (tracee.stops - tracee.stopsSeen) * FEW_NS < FEW * takenNs;
        boolean computes = see(tracee, nowNs);
        if (few || (computes && placed.size() > 1)) {
          release(tracee);
        }
      }
    }
  }
}
