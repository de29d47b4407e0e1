package syswall.state;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Event.ProcessAttached;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.ProgramExecuted;
import syswall.event.Event.SessionStarted;
import syswall.event.Event.SignalDelivered;
import syswall.event.Event.ThreadExited;
import syswall.event.Event.ThreadStarted;
import syswall.replay.Projection;

/**
 * The living processes and threads of a session. Threads carry their descriptors, directories and
 * memory, copied or shared as clone(2) was told.
 */
public final class ProcessTable implements Projection {
  /** linux/sched.h: a new thread shares its creator's memory. */
  public static final long CLONE_VM = 0x100;

  /** linux/sched.h: a new thread shares root, working directory and umask. */
  public static final long CLONE_FS = 0x200;

  /** linux/sched.h: a new thread shares the descriptor table. */
  public static final long CLONE_FILES = 0x400;

  private final Map<Integer, ProcessState> processes = new LinkedHashMap<>();
  private final Map<Integer, ThreadState> threads = new LinkedHashMap<>();
  private final OpenDescriptions descriptions;
  private long begun;
  private @Nullable DescriptorTable inherited;
  private @Nullable ByteString firstDirectory;

  /**
   * Without any process yet.
   *
   * @param inherited the descriptors that the first process will hold
   */
  ProcessTable(OpenDescriptions descriptions, DescriptorTable inherited) {
    this.descriptions = descriptions;
    this.inherited = inherited;
  }

  /** How many processes there ever were. */
  public long begun() {
    return begun;
  }

  /** The living processes, in the order in which they began; a view. */
  public Collection<ProcessState> processes() {
    return Collections.unmodifiableCollection(processes.values());
  }

  /** The living threads, in the order in which they began; a view. */
  public Collection<ThreadState> threads() {
    return Collections.unmodifiableCollection(threads.values());
  }

  /** A living process; null if there is none of this id. */
  public @Nullable ProcessState process(int pid) {
    return processes.get(pid);
  }

  /** A living thread; null if there is none of this id. */
  public @Nullable ThreadState thread(int tid) {
    return threads.get(tid);
  }

  /** The descriptors of a living thread; null if there is no such thread. */
  public @Nullable DescriptorTable descriptors(int tid) {
    ThreadState thread = threads.get(tid);
    return thread == null ? null : thread.descriptors();
  }

  /** The working directory of a living thread; null if not known. */
  public @Nullable ByteString workingDirectory(int tid) {
    ThreadState thread = threads.get(tid);
    return thread == null ? null : thread.workingDirectory();
  }

  /** The process of a living thread; 0 if there is no such thread. */
  public int pid(int tid) {
    ThreadState thread = threads.get(tid);
    return thread == null ? 0 : thread.process().pid();
  }

  /**
   * The absolute form of a path as a thread would name it; as it is, if its directory is not known.
   *
   * @param dirfd the descriptor that a relative path starts from, or AT_FDCWD
   */
  public ByteString resolve(int tid, int dirfd, ByteString path) {
    ThreadState thread = threads.get(tid);
    return thread == null ? path : thread.resolve(dirfd, path);
  }

  /** Whether the descriptors of the first process are waiting for it. */
  boolean hasInherited() {
    return inherited != null;
  }

  /** How many there ever were, as a snapshot says. */
  void restoreBegun(long processes) {
    begun = processes;
  }

  /** A living process that a snapshot brings back. */
  void restore(ProcessState process) {
    processes.put(process.pid(), process);
  }

  /** A living thread that a snapshot brings back. */
  void restore(ThreadState thread) {
    threads.put(thread.tid(), thread);
  }

  /** What a snapshot says is waiting for the first process; null if it has come already. */
  void restoreInherited(@Nullable DescriptorTable waiting) {
    inherited = waiting;
  }

  @Override
  public void on(SessionStarted event) {
    firstDirectory = event.workingDirectory();
  }

  @Override
  public void on(ProcessStarted event) {
    ThreadState creator = threads.get(event.creatorTid());
    ProcessState process =
        new ProcessState(event.pid(), creator == null ? null : creator.process(), event.timeNs());
    begin(
        process,
        creator == null
            ? orphan(process)
            : child(event.pid(), process, creator, event.cloneFlags()));
  }

  private void begin(ProcessState process, ThreadState first) {
    begun++;
    processes.put(process.pid(), process);
    threads.put(process.pid(), first);
    descriptions.observer().began(process);
  }

  /**
   * A process was running already.
   *
   * @param held what it has open
   */
  void attached(ProcessAttached event, DescriptorTable held) {
    inherited = null; // nothing waits for a first process: there is none
    ProcessState process =
        new ProcessState(event.pid(), processes.get(event.parentPid()), event.timeNs());
    process.attached();
    process.executed(new ProcessState.Image(event.timeNs(), event.executable(), event.argv()));
    WorkingDirectory directory = new WorkingDirectory(descriptions.names());
    directory.change(known(event.workingDirectory()));
    ByteString root = known(event.root());
    if (root != null) {
      directory.changeRoot(root);
    }
    AddressSpace memory = new AddressSpace(descriptions.names());
    begin(process, new ThreadState(event.pid(), process, held, directory, memory));
  }

  private static @Nullable ByteString known(ByteString path) {
    return PathResolver.isAbsolute(path) ? path : null;
  }

  /** The first process, or one whose creator is not known and with it what it was given. */
  private ThreadState orphan(ProcessState process) {
    WorkingDirectory directory = new WorkingDirectory(descriptions.names());
    DescriptorTable descriptors = inherited;
    inherited = null;
    if (descriptors == null) {
      descriptors = new DescriptorTable(descriptions);
    } else {
      directory.change(firstDirectory);
    }
    return new ThreadState(
        process.pid(), process, descriptors, directory, new AddressSpace(descriptions.names()));
  }

  @Override
  public void on(ThreadStarted event) {
    ThreadState leader = threads.get(event.pid());
    ThreadState creator = threads.getOrDefault(event.creatorTid(), leader);
    if (leader == null || creator == null) {
      return;
    }
    leader.process().threadStarted();
    threads.put(event.tid(), child(event.tid(), leader.process(), creator, event.cloneFlags()));
  }

  private static ThreadState child(
      int tid, ProcessState process, ThreadState creator, long cloneFlags) {
    ThreadState child =
        new ThreadState(tid, process, creator.descriptors(), creator.directory(), creator.memory());
    if ((cloneFlags & CLONE_FILES) == 0) {
      child.unshareDescriptors();
    }
    if ((cloneFlags & CLONE_FS) == 0) {
      child.unshareDirectory();
    }
    if ((cloneFlags & CLONE_VM) == 0) {
      child.unshareMemory();
    }
    return child;
  }

  @Override
  public void on(ProgramExecuted event) {
    ThreadState caller = threads.remove(event.formerTid());
    if (caller == null) {
      return;
    }
    exitAll(caller.process());
    caller.becomeLeader();
    threads.put(event.pid(), caller);
    caller
        .process()
        .executed(new ProcessState.Image(event.timeNs(), event.executable(), event.argv()));
    caller.unshareDescriptors();
    caller.descriptors().closeOnExec();
    caller.replaceMemory(new AddressSpace(descriptions.names()));
  }

  @Override
  public void on(SignalDelivered event) {
    ThreadState thread = threads.get(event.tid());
    if (thread != null) {
      thread.process().signalled(event.signal());
    }
  }

  @Override
  public void on(ThreadExited event) {
    ThreadState thread = threads.remove(event.tid());
    if (thread != null) {
      thread.exit();
    }
  }

  @Override
  public void on(ProcessExited event) {
    ProcessState process = processes.remove(event.pid());
    if (process != null) {
      exitAll(process);
      process.exited(event);
    }
  }

  private void exitAll(ProcessState process) {
    for (ThreadState thread : List.copyOf(threads.values())) {
      if (thread.process() == process) {
        threads.remove(thread.tid());
        thread.exit();
      }
    }
  }
}
