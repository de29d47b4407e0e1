package syswall.state;

import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.replay.CompletedCall;
import syswall.state.CallEffects.Effect;
import syswall.state.CallEffects.Registry;

/** The effects of calls that make, copy, close and use descriptors of whatever kind. */
final class DescriptorCalls {
  private static final int EBADF = 9;

  // fcntl(2), asm-generic/fcntl.h
  private static final int F_DUPFD = 0;
  private static final int F_SETFD = 2;
  private static final int F_SETFL = 4;
  private static final int F_DUPFD_CLOEXEC = 1030;
  private static final int FD_CLOEXEC = 1;

  // ioctl(2), asm-generic/ioctls.h
  private static final int TIOCGPTPEER = 0x5441;
  private static final int TIOCGPTN = 0x80045430;
  private static final int FIONCLEX = 0x5450;
  private static final int FIOCLEX = 0x5451;

  // close_range(2), linux/close_range.h
  private static final long CLOSE_RANGE_UNSHARE = 2;
  private static final long CLOSE_RANGE_CLOEXEC = 4;

  /** MFD_CLOEXEC, FAN_CLOEXEC, FSOPEN_CLOEXEC, FSPICK_CLOEXEC, FSMOUNT_CLOEXEC. */
  private static final long FIRST_BIT = 1;

  private static final long PERF_FLAG_FD_CLOEXEC = 8; // linux/perf_event.h

  private final OpenDescriptions descriptions;

  private DescriptorCalls(OpenDescriptions descriptions) {
    this.descriptions = descriptions;
  }

  static void register(OpenDescriptions descriptions, Registry registry) {
    DescriptorCalls calls = new DescriptorCalls(descriptions);
    calls.registerTable(registry);
    calls.registerMakers(registry);
    calls.registerTransfers(registry);
  }

  private void registerTable(Registry registry) {
    registry.onSuccess(DescriptorCalls::close, "close");
    registry.onFailure(DescriptorCalls::closeFailed, "close");
    registry.onSuccess(DescriptorCalls::closeRange, "close_range");
    registry.onSuccess(DescriptorCalls::dup, "dup", "dup2");
    registry.onSuccess(DescriptorCalls::dup3, "dup3");
    registry.onSuccess(DescriptorCalls::fcntl, "fcntl", "fcntl64");
    registry.onSuccess(this::ioctl, "ioctl");
  }

  /** Makers of descriptors that are neither file nor socket, by where their flags are. */
  private void registerMakers(Registry registry) {
    registry.onSuccess((t, c) -> pipe(t, c, 0), "pipe");
    registry.onSuccess((t, c) -> pipe(t, c, c.arg(1)), "pipe2");
    registry.onSuccess(makes("eventfd", 1), "eventfd2");
    registry.onSuccess(makes("timerfd", 1), "timerfd_create");
    registry.onSuccess((t, c) -> make(t, c, "inotify", 0), "inotify_init");
    registry.onSuccess(makes("inotify", 0), "inotify_init1");
    registry.onSuccess((t, c) -> make(t, c, "eventfd", 0), "eventfd");
    registry.onSuccess((t, c) -> signalfd(t, c, 0), "signalfd");
    registry.onSuccess((t, c) -> signalfd(t, c, c.arg(3)), "signalfd4");
    registry.onSuccess(marks("memfd", 1, FIRST_BIT), "memfd_create");
    registry.onSuccess((t, c) -> make(t, c, "io_uring", OpenFlags.O_CLOEXEC), "io_uring_setup");
    registry.onSuccess(makes("userfaultfd", 0), "userfaultfd");
    registry.onSuccess(makes("secretmem", 0), "memfd_secret");
    registry.onSuccess(marks("fanotify", 0, FIRST_BIT), "fanotify_init");
    registry.onSuccess(marks("fscontext", 1, FIRST_BIT), "fsopen");
    registry.onSuccess(marks("fscontext", 2, FIRST_BIT), "fspick");
    registry.onSuccess(marks("mount", 1, FIRST_BIT), "fsmount");
    registry.onSuccess(makes("mount", 2), "open_tree", "open_tree_attr");
    registry.onSuccess(marks("perf_event", 4, PERF_FLAG_FD_CLOEXEC), "perf_event_open");
    registry.onSuccess(this::landlock, "landlock_create_ruleset");
  }

  private void registerTransfers(Registry registry) {
    registry.onSuccess((t, c) -> read(t, c, 0, true), "read", "readv");
    registry.onSuccess((t, c) -> read(t, c, 0, false), "pread64", "preadv");
    registry.onSuccess((t, c) -> read(t, c, 0, c.arg(3) == -1), "preadv2");
    registry.onSuccess((t, c) -> written(t, c, 0, true), "write", "writev");
    registry.onSuccess((t, c) -> written(t, c, 0, false), "pwrite64", "pwritev");
    registry.onSuccess((t, c) -> written(t, c, 0, c.arg(3) == -1), "pwritev2");
    registry.onSuccess((t, c) -> written(t, c, 0, true), "vmsplice");
    registry.onSuccess(moves(1, 2, 0, -1), "sendfile", "sendfile64");
    registry.onSuccess(moves(0, -1, 1, -1), "tee");
    registry.onSuccess(moves(0, 1, 2, 3), "splice", "copy_file_range");
    registry.onSuccess((t, c) -> seek(t, c, c.result()), "lseek");
    registry.onSuccess((t, c) -> seek(t, c, OpenFile.UNKNOWN_OFFSET), "_llseek");
  }

  private Effect makes(String kind, int flagsArgument) {
    return (thread, call) -> make(thread, call, kind, call.arg(flagsArgument));
  }

  /** Of makers whose bit for close-on-exec is not that of open(2). */
  private Effect marks(String kind, int flagsArgument, long closeOnExec) {
    return (thread, call) -> {
      boolean marked = (call.arg(flagsArgument) & closeOnExec) != 0;
      make(thread, call, kind, marked ? OpenFlags.O_CLOEXEC : 0);
    };
  }

  /** With a flag it tells its version, and makes none: landlock_create_ruleset(2). */
  private void landlock(ThreadState thread, CompletedCall call) {
    if (call.intArg(2) == 0) {
      make(thread, call, "landlock-ruleset", OpenFlags.O_CLOEXEC);
    }
  }

  private void make(ThreadState thread, CompletedCall call, String kind, long flags) {
    put(thread, call, new OpenOther(kind), flags);
  }

  private void put(ThreadState thread, CompletedCall call, OpenDescription opened, long flags) {
    descriptions.made(thread.process().pid(), opened);
    thread.descriptors().put((int) call.result(), opened, OpenFlags.closeOnExec(flags));
  }

  /** signalfd(2) with a descriptor changes what that accepts, and makes none. */
  private void signalfd(ThreadState thread, CompletedCall call, long flags) {
    if (call.intArg(0) == -1) {
      make(thread, call, "signalfd", flags);
    }
  }

  private static void close(ThreadState thread, CompletedCall call) {
    thread.descriptors().close(call.intArg(0), call.entered().sequence());
  }

  /** close(2): Linux releases the descriptor whatever error it then returns, unless it was none. */
  private static void closeFailed(ThreadState thread, CompletedCall call) {
    if (call.returned().errno() != EBADF) {
      close(thread, call);
    }
  }

  private static void closeRange(ThreadState thread, CompletedCall call) {
    if ((call.arg(2) & CLOSE_RANGE_UNSHARE) != 0) {
      thread.unshareDescriptors();
    }
    int first = (int) Math.min(call.arg(0) & 0xffffffffL, Integer.MAX_VALUE);
    int last = (int) Math.min(call.arg(1) & 0xffffffffL, Integer.MAX_VALUE);
    if (first > last) {
      return;
    }
    DescriptorTable descriptors = thread.descriptors();
    for (int fd : List.copyOf(descriptors.range(first, last).keySet())) {
      if ((call.arg(2) & CLOSE_RANGE_CLOEXEC) != 0) {
        descriptors.setCloseOnExec(fd, true);
      } else {
        descriptors.close(fd, call.entered().sequence());
      }
    }
  }

  private static void dup(ThreadState thread, CompletedCall call) {
    int oldFd = call.intArg(0);
    int newFd = (int) call.result();
    // dup2(fd, fd) changes nothing, not even close-on-exec.
    if (oldFd != newFd) {
      thread.descriptors().duplicate(oldFd, newFd, false);
    }
  }

  private static void dup3(ThreadState thread, CompletedCall call) {
    thread
        .descriptors()
        .duplicate(call.intArg(0), (int) call.result(), OpenFlags.closeOnExec(call.arg(2)));
  }

  private static void fcntl(ThreadState thread, CompletedCall call) {
    DescriptorTable descriptors = thread.descriptors();
    switch (call.intArg(1)) {
      case F_DUPFD -> descriptors.duplicate(call.intArg(0), (int) call.result(), false);
      case F_DUPFD_CLOEXEC -> descriptors.duplicate(call.intArg(0), (int) call.result(), true);
      case F_SETFD -> descriptors.setCloseOnExec(call.intArg(0), (call.arg(2) & FD_CLOEXEC) != 0);
      case F_SETFL -> {
        OpenFile file = file(thread, call, 0);
        if (file != null) {
          long changed = OpenFlags.CHANGEABLE;
          file.setFlags((file.flags() & ~changed) | (call.arg(2) & changed));
        }
      }
      default -> {}
    }
  }

  private void ioctl(ThreadState thread, CompletedCall call) {
    switch (call.intArg(1)) {
      case TIOCGPTN -> {
        OpenFile master = file(thread, call, 0);
        Capture number = call.captureAtReturn(2, Capture.Form.MEMORY);
        if (master != null && number != null && number.bytes().length() == Integer.BYTES) {
          master.leadsTerminal(number.bytes().intAt(0));
        }
      }
      case TIOCGPTPEER -> put(thread, call, terminal(file(thread, call, 0), call), call.arg(2));
      case FIOCLEX -> thread.descriptors().setCloseOnExec(call.intArg(0), true);
      case FIONCLEX -> thread.descriptors().setCloseOnExec(call.intArg(0), false);
      default -> {}
    }
  }

  /** The other side of a pseudo terminal: ioctl_tty(2). */
  private OpenDescription terminal(@Nullable OpenFile master, CompletedCall call) {
    if (master == null || master.terminal() < 0) {
      return new OpenOther("terminal");
    }
    ByteString path = ByteString.of("/dev/pts/" + master.terminal());
    return new OpenFile(
        descriptions.names().hold(path), path, call.arg(2), OpenFile.UNKNOWN_OFFSET);
  }

  private void pipe(ThreadState thread, CompletedCall call, long flags) {
    int[] pair = pair(call, 0);
    if (pair == null) {
      return;
    }
    for (int i = 0; i < pair.length; i++) {
      OpenPipe end = new OpenPipe(descriptions.event(), i == 1);
      descriptions.made(thread.process().pid(), end);
      thread.descriptors().put(pair[i], end, OpenFlags.closeOnExec(flags));
    }
  }

  /** The two descriptors that a call wrote where an argument points; null if not captured. */
  static int @Nullable [] pair(CompletedCall call, int argument) {
    Capture capture = call.captureAtReturn(argument, Capture.Form.MEMORY);
    if (capture == null || capture.bytes().length() < 2 * Integer.BYTES) {
      return null;
    }
    ByteString bytes = capture.bytes();
    return new int[] {bytes.intAt(0), bytes.intAt(Integer.BYTES)};
  }

  private void read(ThreadState thread, CompletedCall call, int argument, boolean atOffset) {
    Descriptor descriptor = thread.descriptors().get(call.intArg(argument));
    if (descriptor != null) {
      descriptions.read(descriptor.description(), call.result(), atOffset);
    }
  }

  private void written(ThreadState thread, CompletedCall call, int argument, boolean atOffset) {
    Descriptor descriptor = thread.descriptors().get(call.intArg(argument));
    if (descriptor != null) {
      descriptions.written(descriptor.description(), call.result(), atOffset);
    }
  }

  /** Moves bytes between descriptors; an offset argument of -1 or null is the file's own. */
  private Effect moves(int from, int fromOffset, int to, int toOffset) {
    return (thread, call) -> {
      read(thread, call, from, fromOffset < 0 || call.arg(fromOffset) == 0);
      written(thread, call, to, toOffset < 0 || call.arg(toOffset) == 0);
    };
  }

  private static void seek(ThreadState thread, CompletedCall call, long offset) {
    OpenFile file = file(thread, call, 0);
    if (file != null) {
      file.moveTo(offset);
    }
  }

  /** The file that a descriptor argument stands for; null if it is none or not known. */
  static @Nullable OpenFile file(ThreadState thread, CompletedCall call, int argument) {
    Descriptor descriptor = thread.descriptors().get(call.intArg(argument));
    return descriptor != null && descriptor.description() instanceof OpenFile open ? open : null;
  }
}
