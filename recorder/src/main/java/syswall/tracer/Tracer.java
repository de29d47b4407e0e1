package syswall.tracer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.linux.ErrnoException;
import syswall.linux.Errors;
import syswall.linux.LocalProcess;
import syswall.linux.Nudge;
import syswall.linux.ProcStatus;
import syswall.linux.Ptrace;
import syswall.linux.SignalInfo;
import syswall.linux.SyscallInfo;
import syswall.linux.TraceeMemory;
import syswall.linux.WaitStatus;
import syswall.linux.Waiter;
import syswall.syscall.CallFilter;
import syswall.syscall.Errno;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/**
 * Follows a program, or processes that run already, and everything that they start, and hands each
 * stop to a {@link StopHandler} before the thread goes on. ptrace(2) knows the tracer by its
 * thread: everything but {@link #signalAll} and {@link #askToLetGo} must be called on the thread
 * that launched or attached.
 */
public final class Tracer {
  private static final int SIGKILL = 9;
  private static final int SIGTRAP = 5;

  /** wait4(2) cannot wait for an answer, too: how long to wait for one before it is asked again. */
  private static final long ANSWER_NS = 50_000;

  /** So many stops of a busy thread may come before another's turn is looked for. */
  private static final int STOPS_IN_A_ROW = 8;

  /** How long to wait, while letting go, for a thread that does not stop. */
  private static final long PATIENCE_NS = 1_000_000_000;

  /** What wait4(2) told of a thread. */
  record Change(int tid, int status) {}

  private final Ptrace ptrace = new Ptrace();
  private final Waiter waiter = new Waiter();
  private final TraceeMemory memory = new TraceeMemory();
  private final SyscallInfo info = new SyscallInfo();
  private final SignalInfo signalInfo = new SignalInfo();
  private final Launcher launcher = new Launcher(ptrace, waiter, memory);
  private final InterruptedCalls interrupted = new InterruptedCalls(ptrace);
  private final CloneCall cloneCall = new CloneCall(ptrace, memory);
  private final @Nullable SealedArguments sealed;
  private final @Nullable Injection injection;
  private final Intervention intervention;
  private CallStops calls = new CallStops.Every(ptrace);

  private final Map<Integer, Tracee> tracees = new HashMap<>();
  private final Placement placement = new Placement(tracees);
  private final Deque<Change> changes = new ArrayDeque<>();

  /** Changes of threads whose creator has not reported them yet: a child may stop first. */
  private final Map<Integer, Deque<Change>> unclaimed = new HashMap<>();

  private final Set<Integer> processes = ConcurrentHashMap.newKeySet();

  /** Threads that stay in their stop, since nobody has said yet what becomes of their call. */
  private final Set<Tracee> held = new LinkedHashSet<>();

  /** The first process until it runs the program; 0 before and after. */
  private int launching;

  private long waits;
  private boolean triedShell;
  private boolean killing;

  /** The change that is being handled. */
  private @Nullable Change atHand;

  /** Gets the tracer's thread to see that it is asked to let go. */
  private volatile @Nullable Nudge nudge;

  private volatile boolean askedToLetGo;
  private volatile boolean lettingGo;
  private long lastStopNs;

  /**
   * A tracer of a handler that lets every call proceed, or of one that does not.
   *
   * @param sealed where arguments of calls go that the handler replaces; null if it replaces none
   */
  public Tracer(@Nullable SealedArguments sealed) {
    this.sealed = sealed;
    injection = sealed == null ? null : new Injection(ptrace, waiter, memory, sealed);
    intervention = new Intervention(ptrace, memory, sealed);
  }

  /**
   * Starts the program, stopped before its execve.
   *
   * @return its process id
   */
  public int launch(LaunchPlan plan) throws IOException {
    if (!plan.selection().isAll()) {
      calls = new ChosenCalls(plan.selection(), ptrace, placement);
      if (!CallFilter.covers(plan.selection(), "file")) {
        placement.leaveAlone();
      }
    }
    try {
      launching = launcher.launch(plan);
    } catch (ErrnoException e) {
      String hint =
          e.call().startsWith("ptrace")
              ? "; is tracing allowed here (kernel.yama.ptrace_scope, the container's profile)?"
              : "";
      throw new IOException(e.call() + ": " + Errno.text(e.errno()) + hint, e);
    }
    add(new Tracee(launching, launching));
    return launching;
  }

  /**
   * Attaches to processes and all their descendants, which stay stopped until {@link #run}. They do
   * not end with this process.
   *
   * @return descendants that may not be traced, and are not
   * @throws AttachException if one that was named may not be traced; what was attached to is to be
   *     let go
   */
  public Set<Integer> attach(Set<Integer> pids, StopHandler handler)
      throws AttachException, IOException {
    nudge = Nudge.ofThisThread();
    placement.leaveAlone();
    Attacher attacher = new Attacher(ptrace, waiter, interrupted);
    List<Attacher.Attached> processes = List.of();
    try {
      attacher.attach(pids);
    } finally {
      changes.addAll(attacher.stops());
      processes = attacher.processes();
      for (Attacher.Attached process : processes) {
        process.tids().forEach(tid -> add(new Tracee(tid, process.pid())));
      }
    }
    for (Attacher.Attached process : processes) {
      handler.on(
          new Stop.Attached(
              System.nanoTime(),
              process.pid(),
              process.parentPid(),
              process.tids(),
              process.callsUnderWay()));
    }
    return attacher.leftOut();
  }

  /**
   * Has {@link #run} let all threads go on untraced, and return; may be called from any thread.
   * Returns when that has begun.
   */
  public void askToLetGo() {
    askedToLetGo = true;
    while (nudge != null && !lettingGo) {
      nudge.send();
      LockSupport.parkNanos(this, ANSWER_NS);
    }
  }

  /** Whether all threads were let go, or are about to be. */
  public boolean hasLetGo() {
    return lettingGo;
  }

  /** Lets all threads go on untraced, also if a handler has failed in {@link #run}. */
  public void letGo(StopHandler handler) throws IOException {
    askedToLetGo = true;
    if (atHand != null) {
      changes.addFirst(atHand);
    }
    try {
      run(handler);
    } catch (ExecFailedException e) {
      throw new IOException(e); // not of what was attached to
    }
  }

  /**
   * Traces until every process has ended, or was let go.
   *
   * @throws ExecFailedException if the first process could not execute its program; it is still
   *     stopped then
   * @throws IOException what the handler throws; the thread at hand is still stopped then
   */
  public void run(StopHandler handler) throws IOException, ExecFailedException {
    for (Change change = next(handler); change != null; change = next(handler)) {
      atHand = change;
      handle(change, handler);
      atHand = null;
    }
  }

  /** Kills every process and waits until the last is gone; the handler sees their ends. */
  public void killAll(StopHandler handler) throws IOException {
    killing = true;
    signalAll(SIGKILL);
    try {
      run(handler);
    } catch (ExecFailedException e) {
      throw new IOException(e); // not while killing: nothing is resumed into a call
    }
  }

  /** Sends a signal to every live process; may be called from any thread. */
  public void signalAll(int signal) {
    processes.forEach(pid -> LocalProcess.kill(pid, signal));
  }

  private @Nullable Change next(StopHandler handler) throws IOException {
    if (changes.isEmpty()) {
      int tid = held.isEmpty() ? awaitAny() : awaitAnyOrAnswer(handler);
      if (tid == 0) {
        return null;
      }
      Change first = new Change(tid, waiter.status());
      if (++waits % STOPS_IN_A_ROW != 0 || tracees.size() == 1) {
        return first;
      }
      changes.add(first);
      // a busy thread must not starve the others: each gets its turn before any goes on
      while ((tid = waiter.poll()) > 0) {
        changes.add(new Change(tid, waiter.status()));
      }
    }
    return changes.poll();
  }

  private int awaitAny() {
    int tid;
    do {
      if (askedToLetGo) {
        return awaitAnyOfTheLast();
      }
      tid = waiter.awaitAny();
    } while (tid == Waiter.INTERRUPTED);
    return tid;
  }

  /** As {@link #awaitAny}, until all are let go, but those that sleep uninterruptibly. */
  private int awaitAnyOfTheLast() {
    if (!lettingGo) {
      lettingGo = true;
      lastStopNs = System.nanoTime();
      tracees.keySet().forEach(ptrace::interrupt);
    }
    while (!tracees.isEmpty() && System.nanoTime() - lastStopNs < PATIENCE_NS) {
      int tid = waiter.poll();
      if (tid > 0) {
        lastStopNs = System.nanoTime();
        return tid;
      }
      LockSupport.parkNanos(this, ANSWER_NS);
    }
    return 0; // the kernel lets the others go when this process ends
  }

  /** As {@link Waiter#awaitAny}, while held threads go on as soon as their calls are settled. */
  private int awaitAnyOrAnswer(StopHandler handler) throws IOException {
    while (true) {
      release(handler);
      if (held.isEmpty()) {
        return awaitAny();
      }
      int tid = waiter.poll();
      if (tid > 0) {
        return tid;
      }
      LockSupport.parkNanos(this, ANSWER_NS);
    }
  }

  private void release(StopHandler handler) throws IOException {
    StopHandler.Settled settled;
    boolean any = false;
    while ((settled = handler.settled()) != null) {
      any = true;
      Stop.SyscallEnter call = settled.call();
      for (Tracee tracee : List.copyOf(held)) {
        if (call.equals(tracee.call)) {
          release(tracee, call, settled.answer());
        }
      }
    }
    if (any && !held.isEmpty()) {
      interruptOthers(handler); // what was settled may have been the last before another question
    }
  }

  private void release(Tracee tracee, Stop.SyscallEnter call, Answer answer) {
    held.remove(tracee);
    if (tracee.executed) {
      begin(tracee, answer);
    } else {
      carryOut(tracee, call, answer);
      call.tracee().resumed();
    }
    resume(tracee.tid, 0);
  }

  private void hold(Tracee tracee, StopHandler handler) {
    held.add(tracee);
    interruptOthers(handler);
  }

  private void interruptOthers(StopHandler handler) {
    for (Tracee other : tracees.values()) {
      Stop.SyscallEnter call = other.call;
      if (call != null && !held.contains(other) && handler.mustYield(call)) {
        ptrace.interrupt(other.tid);
      }
    }
  }

  private void handle(Change change, StopHandler handler) throws IOException, ExecFailedException {
    int status = change.status;
    Tracee tracee = tracees.get(change.tid);
    if (tracee == null) {
      unclaimed.computeIfAbsent(change.tid, tid -> new ArrayDeque<>()).add(change);
      claimOrphans(handler);
    } else if (!WaitStatus.stopped(status)) {
      exited(tracee, status, handler);
    } else if (killing) {
      LocalProcess.kill(tracee.pid, SIGKILL);
    } else if (WaitStatus.stopSignal(status) == WaitStatus.SYSCALL_STOP) {
      syscall(tracee, handler);
    } else {
      int event = WaitStatus.event(status);
      boolean isRare = event != Ptrace.PTRACE_EVENT_EXEC && event != Ptrace.PTRACE_EVENT_SECCOMP;
      if (isRare && isOvertaken(tracee)) {
        return;
      }
      switch (event) {
        case 0 -> signal(tracee, WaitStatus.stopSignal(status), handler);
        case Ptrace.PTRACE_EVENT_FORK, Ptrace.PTRACE_EVENT_VFORK, Ptrace.PTRACE_EVENT_CLONE ->
            created(tracee, event, handler);
        case Ptrace.PTRACE_EVENT_EXEC -> executed(tracee, handler);
        case Ptrace.PTRACE_EVENT_SECCOMP -> syscall(tracee, handler);
        case Ptrace.PTRACE_EVENT_STOP -> stopped(tracee, WaitStatus.stopSignal(status), handler);
        default -> resume(tracee.tid, 0);
      }
    }
  }

  /**
   * Whether another thread took over this one's number in execve(2) after the stop at hand: that
   * was of who is gone, and the one that it is in now, PTRACE_EVENT_EXEC, is still to be told.
   */
  private boolean isOvertaken(Tracee tracee) {
    return tracee.tid == tracee.pid
        && ptrace.getSignalInfo(tracee.tid, signalInfo)
        && signalInfo.code() == (SIGTRAP | Ptrace.PTRACE_EVENT_EXEC << 8)
        && tracees.values().stream()
            .anyMatch(other -> other.pid == tracee.pid && other != tracee && other.call != null);
  }

  private void syscall(Tracee tracee, StopHandler handler) throws IOException, ExecFailedException {
    StoppedTracee stopped = stop(tracee);
    if (!ptrace.getSyscallInfo(tracee.tid, info)) {
      return; // it was killed in this stop: its end will come
    }
    if (info.op() == SyscallInfo.PTRACE_SYSCALL_INFO_NONE) {
      return; // another thread took over its number meanwhile: as in isOvertaken
    }
    placement.stopped(tracee);
    if (calls.begins(tracee, info)) {
      Stop.SyscallEnter call = entered(stopped);
      tracee.call = call;
      tracee.cloning = cloneCall.enter(call);
      if (tracee.cloning != null) {
        placement.creating(tracee);
      }
      placement.entering(tracee, call);
      Answer answer = handler.on(call);
      if (answer == Answer.HOLD) {
        hold(tracee, handler);
        return;
      }
      carryOut(tracee, call, answer);
      if (lettingGo) {
        stopBehind(tracee);
        return;
      }
    } else if (lettingGo && interrupted.isMadeAgain(tracee.tid)) {
      resume(stopped, 0); // so it has not ended yet
      return;
    } else if (calls.ends(tracee, info)) {
      Stop.SyscallEnter call = Objects.requireNonNull(tracee.call);
      long result = info.result();
      cloneCall.restore(tracee.tid, tracee.cloning);
      if (tracee.replaced != null) {
        result = intervention.leave(tracee.tid, tracee.replaced, result);
        tracee.replaced = null;
      }
      tracee.call = null;
      tracee.cloning = null;
      tracee.creating = false;
      handler.on(new Stop.SyscallExit(stopped, System.nanoTime(), call, result));
      if (tracee.tid == launching) {
        execFailed((int) -result);
      }
      claimOrphans(handler);
      if (tracee.executed && !seal(tracee, handler)) {
        return;
      }
    }
    resume(stopped, 0);
  }

  /**
   * Lets a thread through its call before it is let go. In it, it would still feel the interruption
   * that was to stop it, and nobody would be there to have the call made again.
   */
  private void stopBehind(Tracee tracee) {
    ptrace.syscall(tracee.tid, 0);
    ptrace.interrupt(tracee.tid);
  }

  private void carryOut(Tracee tracee, Stop.SyscallEnter call, Answer wanted) {
    Answer answer = wanted;
    if (sealed != null && MemoryGuard.endangers(call, tracee.sealedAt, sealed.size())) {
      answer = new Answer.Skip(-Errors.EPERM);
    } else if (tracee.tid == launching && answer instanceof Answer.Replace) {
      answer = Answer.PROCEED; // the stub is alone with its memory
    }
    tracee.replaced = intervention.enter(tracee, call, answer);
  }

  /** Has a new image map the sealed arguments; answers whether it lives. */
  private boolean seal(Tracee tracee, StopHandler handler) throws IOException {
    tracee.executed = false;
    if (injection == null) {
      return true;
    }
    switch (injection.map(tracee.tid)) {
      case DONE -> tracee.sealedAt = injection.address();
      case FAILED -> {}
      case DIED -> {
        exited(tracee, waiter.status(), handler);
        return false;
      }
    }
    return true;
  }

  /** Whose numbers the call in a stop is made by. */
  static Abi abi(SyscallInfo info) {
    return info.arch() == SyscallInfo.AUDIT_ARCH_I386 ? Abi.I386 : Abi.X86_64;
  }

  private Stop.SyscallEnter entered(StoppedTracee tracee) {
    Abi abi = abi(info);
    int number = info.number();
    long arg0 = info.argument(0);
    long arg1 = info.argument(1);
    long arg2 = info.argument(2);
    long arg3 = info.argument(3);
    long arg4 = info.argument(4);
    long arg5 = info.argument(5);
    Syscall row = SyscallTable.of(abi).find(number, arg0, arg1, arg2, arg3, arg4, arg5);
    return new Stop.SyscallEnter(
        tracee,
        System.nanoTime(),
        abi,
        number,
        row,
        info.instruction(),
        arg0,
        arg1,
        arg2,
        arg3,
        arg4,
        arg5);
  }

  private void execFailed(int errno) throws ExecFailedException {
    if (errno != Errors.ENOEXEC || triedShell) {
      throw new ExecFailedException(errno);
    }
    triedShell = true;
    launcher.runAsShellScript(launching);
  }

  private void signal(Tracee tracee, int signal, StopHandler handler) throws IOException {
    StoppedTracee stopped = stop(tracee);
    if (ptrace.getSignalInfo(tracee.tid, signalInfo)) {
      handler.on(new Stop.SignalDelivery(stopped, System.nanoTime(), signalInfo));
    }
    resume(stopped, signal);
  }

  private void stopped(Tracee tracee, int signal, StopHandler handler) throws IOException {
    StoppedTracee stopped = stop(tracee);
    cloneCall.restore(tracee.tid, tracee.clonedBy);
    tracee.clonedBy = null;
    if (signal != SIGTRAP) {
      if (!tracee.listening) {
        tracee.listening = true;
        handler.on(new Stop.Group(stopped, System.nanoTime(), signal));
      }
      stopped.resumed();
      if (lettingGo) {
        letGo(tracee, 0); // it stays stopped
      } else {
        ptrace.listen(tracee.tid);
      }
      return;
    }
    if (tracee.listening) {
      tracee.listening = false;
      handler.on(new Stop.Continued(stopped, System.nanoTime()));
    }
    if (nudge != null && tracee.call == null) {
      interrupted.isMadeAgain(tracee.tid); // it was slow to stop when it was attached to
    }
    resume(stopped, 0);
  }

  private void created(Tracee creator, int event, StopHandler handler) throws IOException {
    int tid = ptrace.eventMessage(creator.tid);
    CloneCall.Request request = creator.cloning;
    if (tid != 0 && !tracees.containsKey(tid)) {
      // a call that was under way when its process was attached to was not seen to begin
      long flags = request == null ? CloneCall.usualFlags(event, isThread(tid)) : request.flags();
      Tracee child = new Tracee(tid, (flags & CloneCall.CLONE_THREAD) != 0 ? creator.pid : tid);
      child.clonedBy = request;
      child.sealedAt = creator.sealedAt;
      born(child, creator, flags, handler);
    }
    creator.creating = false;
    resume(creator.tid, 0);
  }

  private static boolean isThread(int tid) {
    return threadGroup(tid) != tid;
  }

  private void born(Tracee child, @Nullable Tracee creator, long flags, StopHandler handler)
      throws IOException {
    add(child);
    placement.born(child, creator);
    calls.born(child, creator);
    int creatorTid = creator == null ? 0 : creator.tid;
    int creatorPid = creator == null ? 0 : creator.pid;
    handler.on(
        new Stop.Born(System.nanoTime(), child.tid, child.pid, creatorTid, creatorPid, flags));
    Deque<Change> waiting = unclaimed.remove(child.tid);
    while (waiting != null && !waiting.isEmpty()) {
      changes.addFirst(waiting.removeLast());
    }
  }

  /**
   * Takes in threads whose creator can no longer report them, for it was killed in between: there
   * is none left that is making a thread.
   */
  private void claimOrphans(StopHandler handler) throws IOException {
    if (unclaimed.isEmpty() || tracees.values().stream().anyMatch(tracee -> tracee.creating)) {
      return;
    }
    for (int tid : Set.copyOf(unclaimed.keySet())) {
      int pid = threadGroup(tid);
      born(new Tracee(tid, pid), null, pid == tid ? 0 : CloneCall.CLONE_THREAD, handler);
    }
  }

  private static int threadGroup(int tid) {
    try {
      return ProcStatus.read(Path.of("/proc/" + tid + "/status")).pid();
    } catch (IOException e) {
      return tid; // gone already
    }
  }

  private void executed(Tracee tracee, StopHandler handler) throws IOException {
    int formerTid = ptrace.eventMessage(tracee.tid);
    if (formerTid == 0) {
      return; // it was killed in this stop, and whose call it was is not told: its end will come
    }
    Tracee former = tracees.get(formerTid);
    if (former != null && former != tracee) {
      // the caller took over its leader's number; its own never reports an exit
      tracees.remove(formerTid);
      placement.renumbered(former, tracee);
      held.remove(former);
      tracee.call = former.call;
      tracee.listening = false;
    }
    held.remove(tracee); // its leader may have been, while another thread made the call
    forget(tracee); // the registers are the new image's
    if (former != null) {
      forget(former);
    }
    tracee.executed = true;
    tracee.sealedAt = 0;
    tracee.cloning = null;
    tracee.creating = false;
    if (tracee.tid == launching) {
      launching = 0;
    }
    StoppedTracee stopped = stop(tracee);
    Answer answer = handler.on(new Stop.Executed(stopped, System.nanoTime(), formerTid));
    if (answer == Answer.HOLD) {
      hold(tracee, handler);
      return;
    }
    begin(tracee, answer);
    resume(stopped, 0);
  }

  /** Kills a new image before its first instruction, unless it may run. */
  private static void begin(Tracee tracee, Answer answer) {
    if (!(answer instanceof Answer.Proceed)) { // equals of a record is made at run time, for 6 ms
      LocalProcess.kill(tracee.pid, SIGKILL);
    }
  }

  private void exited(Tracee tracee, int status, StopHandler handler) throws IOException {
    tracees.remove(tracee.tid);
    placement.gone(tracee);
    held.remove(tracee);
    forget(tracee);
    if (tracee.tid == tracee.pid) {
      processes.remove(tracee.pid);
      // a thread killed in its execve ends under the leader's number: its own never reports an exit
      for (Tracee other : List.copyOf(tracees.values())) {
        if (other.pid == tracee.pid) {
          exited(other, status, handler);
        }
      }
    }
    handler.on(new Stop.Exited(System.nanoTime(), tracee.tid, tracee.pid, status));
    claimOrphans(handler);
  }

  private void forget(Tracee tracee) {
    if (tracee.replaced != null) {
      intervention.release(tracee.replaced);
      tracee.replaced = null;
    }
  }

  private void add(Tracee tracee) {
    tracees.put(tracee.tid, tracee);
    processes.add(tracee.pid);
  }

  private StoppedTracee stop(Tracee tracee) {
    return new StoppedTracee(tracee.tid, tracee.pid, memory);
  }

  private void resume(StoppedTracee tracee, int signal) {
    tracee.resumed();
    resume(tracee.tid(), signal);
  }

  /** Lets a thread go on. One that was killed meanwhile reports its end by itself. */
  private void resume(int tid, int signal) {
    Tracee tracee = tracees.get(tid);
    if (tracee == null) {
      return;
    }
    if (lettingGo) {
      letGo(tracee, signal);
    } else {
      calls.resume(tracee, signal);
    }
  }

  private void letGo(Tracee tracee, int signal) {
    cloneCall.restore(tracee.tid, tracee.cloning);
    cloneCall.restore(tracee.tid, tracee.clonedBy);
    if (ptrace.detach(tracee.tid, signal)) {
      tracees.remove(tracee.tid);
    }
  }
}
