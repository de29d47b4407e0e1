package syswall.record;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.EndReason;
import syswall.event.Event;
import syswall.event.EventHandler;
import syswall.firewall.Firewall;
import syswall.firewall.Ruling;
import syswall.journal.DiskFullException;
import syswall.journal.JournalAppender;
import syswall.linux.SignalInfo;
import syswall.policy.Action;
import syswall.policy.Policies;
import syswall.policy.Policy;
import syswall.policy.RuleSummary;
import syswall.tracer.Answer;
import syswall.tracer.ArgumentReader;
import syswall.tracer.Stop;
import syswall.tracer.StopHandler;

/**
 * Turns each stop into the event that is appended to the journal before the thread goes on, and
 * shows it to a listener.
 */
final class EventRecorder implements StopHandler {
  private static final int RESTART_SYS = 512;
  private static final int RESTART_BLOCK = 516;

  /** So many fit into a record, however long their names are. */
  private static final int RULES_OF_AN_EVENT = 200;

  private final JournalAppender journal;
  private final EventHandler listener;
  private final ArgumentReader arguments;
  private final UnaryOperator<ByteString> redaction;
  private final long startedNs;
  private final @Nullable Firewall firewall;

  /** What a process runs from now on. */
  private record Image(Stop.Executed stop, ByteString executable, List<ByteString> argv) {
    static Image of(Stop.Executed stop) {
      RunningProcess process = new RunningProcess(stop.tracee().pid());
      return new Image(stop, process.executable(), process.argv());
    }
  }

  /** New images by the thread whose call it was, of which a person is asked whether they run. */
  private final Map<Integer, Image> heldImages = new HashMap<>();

  private int firstPid;
  private Event.@Nullable ProcessExited firstExit;
  private int processes;
  private long lastNs;

  /**
   * Records into a journal.
   *
   * @param arguments captures what the arguments of calls point to
   * @param redaction hides the secret in an entry of an environment
   * @param startedNs {@link System#nanoTime} that counts as the session's start
   * @param firewall decides about each call; null if all may proceed
   */
  EventRecorder(
      JournalAppender journal,
      ArgumentReader arguments,
      UnaryOperator<ByteString> redaction,
      EventHandler listener,
      long startedNs,
      @Nullable Firewall firewall) {
    this.firewall = firewall;
    this.journal = journal;
    this.arguments = arguments;
    this.redaction = redaction;
    this.listener = listener;
    this.startedNs = startedNs;
  }

  /** How the first process ended; null while it lives. */
  Event.@Nullable ProcessExited firstExit() {
    return firstExit;
  }

  /** How many processes were started. */
  int processes() {
    return processes;
  }

  /** Nanoseconds from the session's start to its last event. */
  long durationNs() {
    return lastNs;
  }

  /** Appends one of the events that do not come from a stop. */
  void append(Event event) throws DiskFullException {
    journal.append(event);
    lastNs = event.timeNs();
    event.accept(listener);
  }

  /** Appends which policies the firewall enforces, before anything happens. */
  void policiesLoaded(Policies policies) throws DiskFullException {
    for (Policy policy : policies.layers()) {
      Action otherwise = policy.defaultAction();
      List<Event.PolicyLoaded.Rule> rules =
          policy.rules().stream()
              .map(rule -> new Event.PolicyLoaded.Rule(rule.id(), RuleSummary.of(rule)))
              .toList();
      int told = 0;
      do {
        int end = Math.min(told + RULES_OF_AN_EVENT, rules.size());
        append(
            new Event.PolicyLoaded(
                next(),
                lastNs,
                policy.file(),
                otherwise == null ? "" : otherwise.text(),
                rules.subList(told, end)));
        told = end;
      } while (told < rules.size());
    }
  }

  /** Appends that the first process exists, which no stop tells. */
  void firstProcessStarted(int pid) throws DiskFullException {
    firstPid = pid;
    processes = 1;
    if (firewall != null) {
      firewall.started(pid, 0);
    }
    append(new Event.ProcessStarted(next(), sinceStart(System.nanoTime()), pid, 0, 0));
  }

  /**
   * Appends that a process holds a descriptor, before it is told of.
   *
   * @param process its directory, {@code /proc/PID}
   */
  void held(String process, int fd) throws DiskFullException {
    String link = process + "/fd/" + fd;
    DescriptorInfo info = DescriptorInfo.read(process, Integer.toString(fd));
    append(
        new Event.DescriptorInherited(
            next(), lastNs, fd, RunningProcess.link(link), info.statusFlags(), info.offset()));
  }

  /** Appends that the session is over. */
  void sessionEnded(EndReason reason, int exitStatus) throws DiskFullException {
    if (firewall != null && reason == EndReason.COMPLETED) {
      rulesCounted(firewall.ruleCounts());
    }
    append(new Event.SessionEnded(next(), sinceStart(System.nanoTime()), reason, exitStatus));
  }

  private void rulesCounted(List<Long> counts) {
    try {
      append(new Event.RulesCounted(next(), sinceStart(System.nanoTime()), counts));
    } catch (DiskFullException e) {
      // all that the program did is recorded: this alone is missing, as its readers will say
    }
  }

  @Override
  public Answer on(Stop.SyscallEnter stop) throws DiskFullException {
    Event.SyscallEntered event =
        new Event.SyscallEntered(
            next(),
            sinceStart(stop.atNs()),
            stop.tracee().tid(),
            stop.abi(),
            stop.number(),
            stop.arg0(),
            stop.arg1(),
            stop.arg2(),
            stop.arg3(),
            stop.arg4(),
            stop.arg5(),
            arguments.atEnter(stop));
    append(event);
    if (firewall == null) {
      return Answer.PROCEED;
    }
    Ruling ruling = firewall.decide(stop, event);
    decided(System.nanoTime(), stop.tracee().tid(), ruling);
    return ruling.answer();
  }

  private void decided(long atNs, int tid, Ruling ruling) throws DiskFullException {
    if (ruling.isDecision()) {
      append(
          new Event.CallDecided(
              next(),
              sinceStart(atNs),
              tid,
              ruling.verdict(),
              ruling.fakeResult(),
              ruling.decidedBy(),
              ruling.rule(),
              ruling.question()));
    }
  }

  @Override
  public @Nullable Settled settled() throws DiskFullException {
    Firewall.Settled settled = firewall == null ? null : firewall.settled();
    if (settled == null) {
      return null;
    }
    Ruling ruling = settled.ruling();
    int tid = settled.call().tracee().tid();
    decided(System.nanoTime(), tid, ruling);
    Image image = heldImages.remove(tid);
    if (image != null) {
      executed(image, System.nanoTime());
    }
    return new Settled(settled.call(), ruling.answer());
  }

  @Override
  public boolean mustYield(Stop.SyscallEnter call) {
    return firewall != null && firewall.mustYield(call);
  }

  @Override
  public void on(Stop.SyscallExit stop) throws DiskFullException {
    long timeNs = sinceStart(stop.atNs());
    long durationNs = stop.atNs() - stop.call().atNs();
    int tid = stop.tracee().tid();
    if (firewall != null) {
      firewall.returned(stop);
    }
    long error = -stop.result();
    // 512..516 are the kernel's own: a signal interrupted the call, and the program never sees them
    boolean interrupted = error >= RESTART_SYS && error <= RESTART_BLOCK && error != 515;
    append(
        interrupted
            ? new Event.SyscallInterrupted(next(), timeNs, tid, (int) error, durationNs)
            : new Event.SyscallReturned(
                next(), timeNs, tid, stop.result(), durationNs, arguments.atExit(stop)));
  }

  @Override
  public void on(Stop.Attached stop) throws DiskFullException {
    lastNs = sinceStart(stop.atNs());
    RunningProcess process = new RunningProcess(stop.pid());
    processes++;
    for (int fd : process.descriptors()) {
      held(process.directory(), fd);
    }
    append(
        new Event.ProcessAttached(
            next(),
            lastNs,
            stop.pid(),
            stop.parentPid(),
            process.executable(),
            process.argv(),
            process.workingDirectory(),
            process.root(),
            process.environment().stream().map(redaction).toList(),
            stop.callsUnderWay()));
    for (int tid : stop.tids()) {
      if (tid != stop.pid()) {
        append(
            new Event.ThreadStarted(
                next(),
                lastNs,
                tid,
                stop.pid(),
                Event.ThreadStarted.ATTACHED,
                Stop.Attached.THREAD_FLAGS));
      }
    }
  }

  @Override
  public void on(Stop.Born stop) throws DiskFullException {
    long timeNs = sinceStart(stop.atNs());
    if (stop.tid() == stop.pid()) {
      processes++;
      if (firewall != null) {
        firewall.started(stop.pid(), stop.creatorPid());
      }
      append(
          new Event.ProcessStarted(
              next(), timeNs, stop.pid(), stop.creatorTid(), stop.cloneFlags()));
    } else {
      append(
          new Event.ThreadStarted(
              next(), timeNs, stop.tid(), stop.pid(), stop.creatorTid(), stop.cloneFlags()));
    }
  }

  @Override
  public Answer on(Stop.Executed stop) throws DiskFullException {
    int pid = stop.tracee().pid();
    heldImages.values().removeIf(held -> held.stop.tracee().pid() == pid);
    Image image = Image.of(stop);
    Answer answer = Answer.PROCEED;
    if (firewall != null) {
      Ruling ruling = firewall.executed(pid, stop.formerTid(), image.argv);
      answer = ruling.answer();
      if (answer == Answer.HOLD) {
        heldImages.put(stop.formerTid(), image);
        return answer;
      }
      decided(stop.atNs(), stop.formerTid(), ruling);
    }
    executed(image, stop.atNs());
    return answer;
  }

  private void executed(Image image, long atNs) throws DiskFullException {
    append(
        new Event.ProgramExecuted(
            next(),
            sinceStart(atNs),
            image.stop.tracee().pid(),
            image.stop.formerTid(),
            image.executable,
            image.argv));
  }

  @Override
  public void on(Stop.SignalDelivery stop) throws DiskFullException {
    SignalInfo info = stop.info();
    append(
        new Event.SignalDelivered(
            next(),
            sinceStart(stop.atNs()),
            stop.tracee().tid(),
            info.signal(),
            info.code(),
            info.senderPid(),
            info.senderUid(),
            info.address()));
  }

  @Override
  public void on(Stop.Group stop) throws DiskFullException {
    append(
        new Event.ThreadStopped(
            next(), sinceStart(stop.atNs()), stop.tracee().tid(), stop.signal()));
  }

  @Override
  public void on(Stop.Continued stop) throws DiskFullException {
    append(new Event.ThreadContinued(next(), sinceStart(stop.atNs()), stop.tracee().tid()));
  }

  @Override
  public void on(Stop.Exited stop) throws DiskFullException {
    long timeNs = sinceStart(stop.atNs());
    if (firewall != null) {
      firewall.gone(stop.tid());
      heldImages.values().removeIf(held -> held.stop.tracee().tid() == stop.tid());
    }
    if (stop.tid() != stop.pid()) {
      append(new Event.ThreadExited(next(), timeNs, stop.tid(), stop.waitStatus()));
      return;
    }
    if (firewall != null) {
      firewall.ended(stop.pid());
    }
    Event.ProcessExited exit =
        new Event.ProcessExited(next(), timeNs, stop.pid(), stop.waitStatus());
    if (stop.pid() == firstPid) {
      firstExit = exit;
    }
    append(exit);
  }

  private long next() {
    return journal.nextSequence();
  }

  private long sinceStart(long atNs) {
    return atNs - startedNs;
  }
}
