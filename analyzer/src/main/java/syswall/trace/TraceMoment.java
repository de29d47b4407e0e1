package syswall.trace;

import org.jspecify.annotations.Nullable;
import syswall.decode.DescriptorNames;
import syswall.event.ByteString;
import syswall.event.Event.SessionStarted;
import syswall.state.Descriptor;
import syswall.state.DescriptorTable;
import syswall.state.ProcessTable;
import syswall.state.SessionState;

/** What a {@link TraceForm} may know of the session at the moment that it writes. */
public final class TraceMoment implements DescriptorNames {
  private static final int AT_FDCWD = -100; // linux/fcntl.h

  private final SessionState state;
  private @Nullable PendingCall call;

  TraceMoment(SessionState state) {
    this.state = state;
  }

  /** The call that is being written. */
  void of(PendingCall newCall) {
    call = newCall;
  }

  /** Wall-clock time of the session's start, nanoseconds since 1970. */
  public long startedEpochNs() {
    SessionStarted started = state.started();
    return started == null ? 0 : started.startedEpochNs();
  }

  /** Time of the newest event, nanoseconds since the session started. */
  public long nowNs() {
    return state.lastNs();
  }

  /** The processes and what they have open. */
  public ProcessTable processes() {
    return state.processes();
  }

  /** The process of a thread; the thread itself if it is not known. */
  public int pid(int tid) {
    int pid = state.processes().pid(tid);
    return pid == 0 ? tid : pid;
  }

  @Override
  public @Nullable String name(int tid, int fd) {
    int index = call == null ? -1 : call.indexOf(fd);
    return call == null || index < 0 ? newName(tid, fd) : call.name(index);
  }

  @Override
  public @Nullable String newName(int tid, int fd) {
    if (fd == AT_FDCWD) {
      ByteString directory = state.processes().workingDirectory(tid);
      return directory == null ? null : DescriptorText.path(directory);
    }
    DescriptorTable open = state.processes().descriptors(tid);
    Descriptor descriptor = open == null ? null : open.get(fd);
    return descriptor == null ? null : DescriptorText.of(descriptor.description());
  }
}
