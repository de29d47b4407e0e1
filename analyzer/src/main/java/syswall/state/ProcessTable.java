package syswall.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.ProgramExecuted;
import syswall.event.Event.SessionStarted;
import syswall.event.Event.SignalDelivered;
import syswall.event.Event.ThreadExited;
import syswall.event.Event.ThreadStarted;
import syswall.replay.Projection;
import syswall.state.ThreadState.WorkingDirectory;

/**
 * The processes and threads of a session. Threads carry what the calls of other projections need:
 * their descriptors and their working directory, copied or shared as clone(2) was told.
 */
public final class ProcessTable implements Projection {
  /** linux/sched.h: the new thread shares root, working directory and umask. */
  static final long CLONE_FS = 0x200;

  /** linux/sched.h: the new thread shares the descriptor table. */
  static final long CLONE_FILES = 0x400;

  private final List<ProcessState> processes = new ArrayList<>();
  private final Map<Integer, ThreadState> threads = new HashMap<>();
  private final DescriptorTable inherited;
  private @Nullable ByteString firstDirectory;

  /** With the descriptors that the first process will hold. */
  ProcessTable(DescriptorTable inherited) {
    this.inherited = inherited;
  }

  /** All processes that ever were, in the order in which they began; a view. */
  public List<ProcessState> processes() {
    return Collections.unmodifiableList(processes);
  }

  /** The descriptors of a living thread; null if there is no such thread. */
  public @Nullable DescriptorTable descriptors(int tid) {
    ThreadState thread = threads.get(tid);
    return thread == null ? null : thread.descriptors();
  }

  /** The working directory of a living thread; null if not known. */
  public @Nullable ByteString workingDirectory(int tid) {
    ThreadState thread = threads.get(tid);
    return thread == null ? null : thread.directory().path;
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

  @Nullable ThreadState thread(int tid) {
    return threads.get(tid);
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
    ThreadState first;
    if (creator != null) {
      first = child(process, creator, event.cloneFlags());
    } else if (processes.isEmpty()) {
      first = new ThreadState(process, inherited, new WorkingDirectory(firstDirectory));
    } else {
      first = new ThreadState(process, new DescriptorTable(), new WorkingDirectory(null));
    }
    processes.add(process);
    threads.put(event.pid(), first);
  }

  @Override
  public void on(ThreadStarted event) {
    ThreadState leader = threads.get(event.pid());
    ThreadState creator = threads.getOrDefault(event.creatorTid(), leader);
    if (leader == null || creator == null) {
      return;
    }
    leader.process().threadStarted();
    threads.put(event.tid(), child(leader.process(), creator, event.cloneFlags()));
  }

  private static ThreadState child(ProcessState process, ThreadState creator, long cloneFlags) {
    ThreadState child = new ThreadState(process, creator.descriptors(), creator.directory());
    if ((cloneFlags & CLONE_FILES) == 0) {
      child.unshareDescriptors();
    }
    if ((cloneFlags & CLONE_FS) == 0) {
      child.unshareDirectory();
    }
    return child;
  }

  @Override
  public void on(ProgramExecuted event) {
    ThreadState caller = threads.remove(event.formerTid());
    if (caller == null) {
      return;
    }
    threads.values().removeIf(thread -> thread.process() == caller.process());
    threads.put(event.pid(), caller);
    caller
        .process()
        .executed(new ProcessState.Image(event.timeNs(), event.executable(), event.argv()));
    caller.unshareDescriptors();
    caller.descriptors().closeOnExec();
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
    threads.remove(event.tid());
  }

  @Override
  public void on(ProcessExited event) {
    ThreadState leader = threads.remove(event.pid());
    if (leader != null) {
      leader.process().exited(event);
    }
  }
}
