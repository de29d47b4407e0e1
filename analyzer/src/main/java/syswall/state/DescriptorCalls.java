package syswall.state;

import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.replay.CompletedCall;
import syswall.state.CallEffects.Registry;
import syswall.state.OpenDescription.OpenFile;
import syswall.state.OpenDescription.OpenOther;

/** The effects of calls that make, copy, close and use descriptors of whatever kind. */
final class DescriptorCalls {
  private static final int EBADF = 9;

  // fcntl(2), asm-generic/fcntl.h
  private static final int F_DUPFD = 0;
  private static final int F_SETFD = 2;
  private static final int F_DUPFD_CLOEXEC = 1030;
  private static final int FD_CLOEXEC = 1;

  // ioctl(2), asm-generic/ioctls.h
  private static final int FIONCLEX = 0x5450;
  private static final int FIOCLEX = 0x5451;

  // close_range(2), linux/close_range.h
  private static final long CLOSE_RANGE_UNSHARE = 2;
  private static final long CLOSE_RANGE_CLOEXEC = 4;

  private DescriptorCalls() {}

  static void register(Registry registry) {
    registry.onSuccess((t, c) -> t.descriptors().close(c.intArg(0)), "close");
    registry.onFailure(DescriptorCalls::closeFailed, "close");
    registry.onSuccess(DescriptorCalls::closeRange, "close_range");
    registry.onSuccess(DescriptorCalls::dup, "dup", "dup2");
    registry.onSuccess(DescriptorCalls::dup3, "dup3");
    registry.onSuccess(DescriptorCalls::fcntl, "fcntl", "fcntl64");
    registry.onSuccess(DescriptorCalls::ioctl, "ioctl");
    registry.onSuccess((t, c) -> pair(t, c, 0, "pipe", 0), "pipe");
    registry.onSuccess((t, c) -> pair(t, c, 0, "pipe", c.arg(1)), "pipe2");
    registry.onSuccess((t, c) -> pair(t, c, 3, "socketpair", c.arg(1)), "socketpair");
    registerMakers(registry);
    registerTransfers(registry);
  }

  /** Makers of descriptors that are neither file nor socket, by where their flags are. */
  private static void registerMakers(Registry registry) {
    registry.onSuccess((t, c) -> make(t, c, "epoll", c.arg(0)), "epoll_create1");
    registry.onSuccess((t, c) -> make(t, c, "eventfd", c.arg(1)), "eventfd2");
    registry.onSuccess((t, c) -> make(t, c, "timerfd", c.arg(1)), "timerfd_create");
    registry.onSuccess((t, c) -> make(t, c, "inotify", c.arg(0)), "inotify_init1");
    registry.onSuccess((t, c) -> make(t, c, "signalfd", c.arg(3)), "signalfd4");
    registry.onSuccess(
        (t, c) -> make(t, c, "memfd", (c.arg(1) & 1) != 0 ? OpenFlags.O_CLOEXEC : 0),
        "memfd_create");
    registry.onSuccess((t, c) -> make(t, c, "pidfd", OpenFlags.O_CLOEXEC), "pidfd_open");
    registry.onSuccess((t, c) -> make(t, c, "pidfd_getfd", OpenFlags.O_CLOEXEC), "pidfd_getfd");
    registry.onSuccess((t, c) -> make(t, c, "io_uring", OpenFlags.O_CLOEXEC), "io_uring_setup");
  }

  private static void registerTransfers(Registry registry) {
    registry.onSuccess((t, c) -> read(t, c, 0), "read", "pread64", "readv", "preadv", "preadv2");
    registry.onSuccess(
        (t, c) -> written(t, c, 0), "write", "pwrite64", "writev", "pwritev", "pwritev2");
    registry.onSuccess((t, c) -> moved(t, c, 1, 0), "sendfile", "sendfile64");
    registry.onSuccess((t, c) -> moved(t, c, 0, 1), "tee");
    registry.onSuccess((t, c) -> moved(t, c, 0, 2), "splice", "copy_file_range");
  }

  private static void make(ThreadState thread, CompletedCall call, String kind, long flags) {
    thread
        .descriptors()
        .put((int) call.result(), new OpenOther(kind), OpenFlags.closeOnExec(flags));
  }

  /** close(2): Linux releases the descriptor whatever error it then returns, unless it was none. */
  private static void closeFailed(ThreadState thread, CompletedCall call) {
    if (call.returned().errno() != EBADF) {
      thread.descriptors().close(call.intArg(0));
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
        descriptors.close(fd);
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
      default -> {}
    }
  }

  private static void ioctl(ThreadState thread, CompletedCall call) {
    switch (call.intArg(1)) {
      case FIOCLEX -> thread.descriptors().setCloseOnExec(call.intArg(0), true);
      case FIONCLEX -> thread.descriptors().setCloseOnExec(call.intArg(0), false);
      default -> {}
    }
  }

  private static void pair(
      ThreadState thread, CompletedCall call, int argument, String kind, long flags) {
    Capture capture = call.captureAtReturn(argument, Capture.Form.MEMORY);
    if (capture == null || capture.bytes().length() < 2 * Integer.BYTES) {
      return;
    }
    OpenOther opened = new OpenOther(kind);
    boolean closeOnExec = OpenFlags.closeOnExec(flags);
    thread.descriptors().put(littleEndian(capture.bytes(), 0), opened, closeOnExec);
    thread.descriptors().put(littleEndian(capture.bytes(), 4), opened, closeOnExec);
  }

  static int littleEndian(ByteString bytes, int offset) {
    return bytes.at(offset)
        | bytes.at(offset + 1) << 8
        | bytes.at(offset + 2) << 16
        | bytes.at(offset + 3) << 24;
  }

  private static void read(ThreadState thread, CompletedCall call, int argument) {
    Descriptor descriptor = thread.descriptors().get(call.intArg(argument));
    if (descriptor != null) {
      descriptor.description().read(call.result());
    }
  }

  private static void written(ThreadState thread, CompletedCall call, int argument) {
    Descriptor descriptor = thread.descriptors().get(call.intArg(argument));
    if (descriptor != null) {
      descriptor.description().written(call.result());
    }
  }

  private static void moved(ThreadState thread, CompletedCall call, int from, int to) {
    read(thread, call, from);
    written(thread, call, to);
  }

  /** The file that a descriptor argument stands for; null if it is none or not known. */
  static @Nullable FileActivity file(ThreadState thread, CompletedCall call, int argument) {
    Descriptor descriptor = thread.descriptors().get(call.intArg(argument));
    return descriptor != null && descriptor.description() instanceof OpenFile open
        ? open.file()
        : null;
  }
}
