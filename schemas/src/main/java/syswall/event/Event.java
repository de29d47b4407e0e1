package syswall.event;

import java.util.List;

/**
 * One entry of a journal, in the past tense.
 *
 * <p>{@code sequence} counts the events of a session from 0 without a gap. {@code timeNs} is
 * nanoseconds of CLOCK_MONOTONIC since the session started and never decreases along the sequence.
 * A {@code tid} names a thread, a {@code pid} a thread group (its leader's tid), both as the
 * recorder's pid namespace numbers them.
 */
public sealed interface Event {

  /** The event's number in its session, from 0. */
  long sequence();

  /** Nanoseconds since the session started. */
  long timeNs();

  /** Calls the handler's method for this type of event. */
  void accept(EventHandler handler);

  /**
   * The first event of every journal: what was run, where, by whom, and how it is recorded. Of a
   * session that attached to processes that ran already, arguments, directory and environment are
   * those of the first that was named.
   *
   * @param formatVersion version of the journal format that all events of this session follow
   * @param syswallVersion version of the recorder
   * @param argv the program's arguments as given, the program first
   * @param workingDirectory absolute path
   * @param environment {@code NAME=value} entries in their order; the value of a variable whose
   *     name looks like a secret is replaced by {@code syswall-digest:HEX}
   * @param uid real user id of the recorder
   * @param gid real group id of the recorder
   * @param kernel {@code uname -sr}, for example {@code Linux 6.18.44}
   * @param machine {@code uname -m}, for example {@code x86_64}
   * @param host {@code uname -n}
   * @param startedEpochNs wall-clock time of {@code timeNs == 0}, nanoseconds since
   *     1970-01-01T00:00:00Z
   * @param startedMonotonicNs CLOCK_MONOTONIC at {@code timeNs == 0}
   * @param backend how calls are observed, for example {@code ptrace}
   * @param selection which calls this session holds
   */
  record SessionStarted(
      long sequence,
      long timeNs,
      int formatVersion,
      String syswallVersion,
      List<ByteString> argv,
      ByteString workingDirectory,
      List<ByteString> environment,
      int uid,
      int gid,
      String kernel,
      String machine,
      String host,
      long startedEpochNs,
      long startedMonotonicNs,
      String backend,
      CallSelection selection)
      implements Event {
    public SessionStarted {
      argv = List.copyOf(argv);
      environment = List.copyOf(environment);
    }

    /** The same of a session that holds other calls. */
    public SessionStarted holding(CallSelection calls) {
      return new SessionStarted(
          sequence,
          timeNs,
          formatVersion,
          syswallVersion,
          argv,
          workingDirectory,
          environment,
          uid,
          gid,
          kernel,
          machine,
          host,
          startedEpochNs,
          startedMonotonicNs,
          backend,
          calls);
    }

    @Override
    public void accept(EventHandler handler) {
      handler.on(this);
    }
  }

  /**
   * A policy governs this session: one of those that were named, or that one of these extends. They
   * follow the {@link SessionStarted} in the order in which their rules count.
   *
   * @param source its file as it was named, or {@code builtin:NAME}
   * @param defaultAction what it has done with calls that no rule speaks of, such as {@code
   *     deny(EPERM)}; empty if it does not say. The first of all that says it counts
   * @param rules in the order in which they count; those of a long policy go on in the next event,
   *     which is of the same source
   */
  record PolicyLoaded(
      long sequence, long timeNs, String source, String defaultAction, List<Rule> rules)
      implements Event {
    /**
     * A rule of a policy.
     *
     * @param id what {@link CallDecided} calls it
     * @param text what it says, in short: {@code deny(ENOENT) %file read /home/ada/.ssh/**}
     */
    public record Rule(String id, String text) {}

    public PolicyLoaded {
      rules = List.copyOf(rules);
    }

    @Override
    public void accept(EventHandler handler) {
      handler.on(this);
    }
  }

  /**
   * The first process held this descriptor when its program started; or the process that the next
   * {@link ProcessAttached} names held it then.
   *
   * @param fd descriptor number
   * @param target what {@code /proc/PID/fd/FD} points to: a path, {@code pipe:[INODE]}, {@code
   *     socket:[INODE]} ...
   * @param statusFlags open(2) access mode and status flags, from {@code /proc/PID/fdinfo/FD}
   * @param offset file offset in bytes
   */
  record DescriptorInherited(
      long sequence, long timeNs, int fd, ByteString target, int statusFlags, long offset)
      implements Event {
    @Override
    public void accept(EventHandler handler) {
      handler.on(this);
    }
  }

  /**
   * A process, and with it its first thread ({@code tid == pid}), began.
   *
   * @param creatorTid the thread that called fork, vfork or clone; 0 for the session's first
   *     process, and where the kernel did not say
   * @param cloneFlags the CLONE_* flags of clone(2) that say what the two share; 0 for fork
   */
  record ProcessStarted(long sequence, long timeNs, int pid, int creatorTid, long cloneFlags)
      implements Event {
    @Override
    public void accept(EventHandler handler) {
      handler.on(this);
    }
  }

  /**
   * A process was running already, and is followed from here on. Its first thread is {@code tid ==
   * pid}; the others are told of by a {@link ThreadStarted} each.
   *
   * @param parentPid its parent, which may be no process of the session
   * @param executable what {@code /proc/PID/exe} points to
   * @param argv its arguments, as {@code /proc/PID/cmdline} shows them
   * @param workingDirectory what {@code /proc/PID/cwd} points to; empty if it cannot be read
   * @param root what {@code /proc/PID/root} points to; empty if it cannot be read
   * @param environment what its program started with, as of {@link SessionStarted}
   * @param callsUnderWay how many of its threads were in a call, which is in the journal from now
   *     on if the kernel made it again, and else not at all
   */
  record ProcessAttached(
      long sequence,
      long timeNs,
      int pid,
      int parentPid,
      ByteString executable,
      List<ByteString> argv,
      ByteString workingDirectory,
      ByteString root,
      List<ByteString> environment,
      int callsUnderWay)
      implements Event {
    public ProcessAttached {
      argv = List.copyOf(argv);
      environment = List.copyOf(environment);
    }

    @Override
    public void accept(EventHandler handler) {
      handler.on(this);
    }
  }

  /**
   * A further thread of a process began.
   *
   * @param tid the new thread
   * @param pid its thread group
   * @param creatorTid the thread that called clone; 0 where the kernel did not say, {@link
   *     #ATTACHED} if the thread was running already when its process was attached to
   * @param cloneFlags the CLONE_* flags of clone(2)
   */
  record ThreadStarted(
      long sequence, long timeNs, int tid, int pid, int creatorTid, long cloneFlags)
      implements Event {
    /** In place of a creator: nobody, while recording. */
    public static final int ATTACHED = -1;

    @Override
    public void accept(EventHandler handler) {
      handler.on(this);
    }
  }

  /**
   * A process runs a new program: execve(2) passed the point of no return. All other threads of the
   * process are gone and the calling thread has become {@code tid == pid}; its execve returns under
   * that number.
   *
   * @param pid the process
   * @param formerTid the thread that called execve, under its number before
   * @param executable what {@code /proc/PID/exe} points to: for a script, its interpreter
   * @param argv the arguments of the new image, as {@code /proc/PID/cmdline} shows them
   */
  record ProgramExecuted(
      long sequence,
      long timeNs,
      int pid,
      int formerTid,
      ByteString executable,
      List<ByteString> argv)
      implements Event {
    public ProgramExecuted {
      argv = List.copyOf(argv);
    }

    @Override
    public void accept(EventHandler handler) {
      handler.on(this);
    }
  }

  /**
   * A thread asked the kernel for something (syscall-enter-stop). The call ends with the thread's
   * next {@link SyscallReturned} or {@link SyscallInterrupted}, or with its exit.
   *
   * @param abi which table the number belongs to
   * @param number the syscall's number
   * @param captures what the arguments pointed to when the call was made
   */
  record SyscallEntered(
      long sequence,
      long timeNs,
      int tid,
      Abi abi,
      int number,
      long arg0,
      long arg1,
      long arg2,
      long arg3,
      long arg4,
      long arg5,
      List<Capture> captures)
      implements Event {
    public SyscallEntered {
      captures = List.copyOf(captures);
    }

    /** The raw register of one argument. */
    public long arg(int index) {
      return switch (index) {
        case 0 -> arg0;
        case 1 -> arg1;
        case 2 -> arg2;
        case 3 -> arg3;
        case 4 -> arg4;
        case 5 -> arg5;
        default -> throw new IndexOutOfBoundsException(index);
      };
    }

    @Override
    public void accept(EventHandler handler) {
      handler.on(this);
    }
  }

  /**
   * The thread's call returned to the program (syscall-exit-stop).
   *
   * @param result the result register: -4095..-1 is a negated errno
   * @param durationNs nanoseconds since its {@link SyscallEntered}
   * @param captures what the kernel wrote where arguments pointed
   */
  record SyscallReturned(
      long sequence, long timeNs, int tid, long result, long durationNs, List<Capture> captures)
      implements Event {
    public SyscallReturned {
      captures = List.copyOf(captures);
    }

    /** Whether the kernel refused or failed the call. */
    public boolean failed() {
      return result < 0 && result >= -4095;
    }

    /** The error number of a failed call, 0 of any other. */
    public int errno() {
      return failed() ? (int) -result : 0;
    }

    @Override
    public void accept(EventHandler handler) {
      handler.on(this);
    }
  }

  /**
   * A signal interrupted the thread's call before it had a result. The kernel makes the call again,
   * or returns EINTR, after the signal is handled: the program never sees this number.
   *
   * @param restartCode 512 ERESTARTSYS, 513 ERESTARTNOINTR, 514 ERESTARTNOHAND or 516
   *     ERESTART_RESTARTBLOCK, from the kernel's include/linux/errno.h
   * @param durationNs nanoseconds since its {@link SyscallEntered}
   */
  record SyscallInterrupted(long sequence, long timeNs, int tid, int restartCode, long durationNs)
      implements Event {
    @Override
    public void accept(EventHandler handler) {
      handler.on(this);
    }
  }

  /**
   * The firewall or the person at the prompt decided about the call that {@code tid} is making. The
   * thread has waited since the call's {@link SyscallEntered}.
   *
   * @param verdict what happens to the call
   * @param fakeResult what the program is told: a negated errno for a hard block, the faked result
   *     for a soft block, 0 when allowed
   * @param decidedBy who decided: {@code rule}, {@code default}, {@code self-protection}; of what a
   *     person is asked, {@code user}, or {@code unattended} if nobody answered
   * @param rule the rule that matched or that asked, as the policy names it; empty if none did
   * @param question what a person was asked, such as {@code write /etc/hosts}, with the path as the
   *     call would reach it; empty if nobody was, and in journals before format 3
   */
  record CallDecided(
      long sequence,
      long timeNs,
      int tid,
      Verdict verdict,
      long fakeResult,
      String decidedBy,
      String rule,
      ByteString question)
      implements Event {
    /** Whether the process was killed, so that the call never returns. */
    public boolean kills() {
      return verdict == Verdict.HARD_BLOCK && fakeResult == 0;
    }

    @Override
    public void accept(EventHandler handler) {
      handler.on(this);
    }
  }

  /**
   * A signal was delivered to a thread (signal-delivery-stop).
   *
   * @param signal its number
   * @param code {@code si_code} of sigaction(2): 0 kill(2), -6 tgkill(2), above 0 from the kernel
   * @param senderPid {@code si_pid} where the code says that a process sent it, else 0
   * @param senderUid {@code si_uid} likewise
   * @param address {@code si_addr} of SIGSEGV, SIGBUS, SIGFPE, SIGILL and SIGTRAP, else 0
   */
  record SignalDelivered(
      long sequence,
      long timeNs,
      int tid,
      int signal,
      int code,
      int senderPid,
      int senderUid,
      long address)
      implements Event {
    @Override
    public void accept(EventHandler handler) {
      handler.on(this);
    }
  }

  /**
   * Job control stopped a thread (group-stop).
   *
   * @param signal SIGSTOP, SIGTSTP, SIGTTIN or SIGTTOU
   */
  record ThreadStopped(long sequence, long timeNs, int tid, int signal) implements Event {
    @Override
    public void accept(EventHandler handler) {
      handler.on(this);
    }
  }

  /** Job control let a stopped thread go on. */
  record ThreadContinued(long sequence, long timeNs, int tid) implements Event {
    @Override
    public void accept(EventHandler handler) {
      handler.on(this);
    }
  }

  /**
   * A thread that is not its process's first ended.
   *
   * @param waitStatus status as wait(2) gives it
   */
  record ThreadExited(long sequence, long timeNs, int tid, int waitStatus) implements Event {
    @Override
    public void accept(EventHandler handler) {
      handler.on(this);
    }
  }

  /**
   * A process ended, with all its threads.
   *
   * @param waitStatus status as wait(2) gives it
   */
  record ProcessExited(long sequence, long timeNs, int pid, int waitStatus) implements Event {
    /** The exit code 0..255, or -1 if a signal killed the process. */
    public int exitCode() {
      return signal() == 0 ? waitStatus >> 8 & 0xff : -1;
    }

    /** The signal that killed the process, or 0 if it exited. */
    public int signal() {
      return waitStatus & 0x7f;
    }

    /** Whether the signal left a core dump. */
    public boolean dumpedCore() {
      return signal() != 0 && (waitStatus & 0x80) != 0;
    }

    @Override
    public void accept(EventHandler handler) {
      handler.on(this);
    }
  }

  /**
   * How often each rule of the policies decided about something that a call wanted. It precedes the
   * {@link SessionEnded} of a session that a policy governed and that was recorded to its end.
   *
   * @param counts one for each rule of all {@link PolicyLoaded}, in their order
   */
  record RulesCounted(long sequence, long timeNs, List<Long> counts) implements Event {
    public RulesCounted {
      counts = List.copyOf(counts);
    }

    @Override
    public void accept(EventHandler handler) {
      handler.on(this);
    }
  }

  /**
   * The last event of a journal that was closed in order.
   *
   * @param reason why recording ended
   * @param exitStatus what {@code syswall record} exits with: the program's code, or 128 + signal
   */
  record SessionEnded(long sequence, long timeNs, EndReason reason, int exitStatus)
      implements Event {
    @Override
    public void accept(EventHandler handler) {
      handler.on(this);
    }
  }
}
