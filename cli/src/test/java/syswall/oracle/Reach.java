package syswall.oracle;

import java.util.Set;
import syswall.event.Capture;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallReturned;
import syswall.syscall.ArgKind;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/** Of which facts that are compared with the kernel a call may change any. */
enum Reach {
  /** None. */
  NOTHING,
  /** The descriptors of those who share the caller's table. */
  TABLE,
  /** Where the descriptions stand that others may share. */
  OFFSETS,
  /** Names and directories, which may be anyone's. */
  EVERYTHING;

  private static final int EBADF = 9;
  private static final long CLONE_PIDFD = 0x1000; // linux/sched.h

  // fcntl(2) and ioctl(2): those that leave the descriptors alone are too many to set samples aside
  private static final Set<Integer> FCNTLS = Set.of(0, 2, 1030); // F_DUPFD, F_SETFD, .._CLOEXEC
  private static final Set<Integer> IOCTLS =
      Set.of(0x5450, 0x5451, 0x5441); // FIONCLEX, FIOCLEX, TIOCGPTPEER

  private static final Set<String> ON_TABLES =
      Set.of(
          "close",
          "close_range",
          "execve",
          "execveat",
          "exit",
          "exit_group",
          "pipe",
          "pipe2",
          "recvmmsg",
          "recvmsg",
          "setns",
          "socketpair",
          "unshare");

  private static final Set<String> ON_EVERYTHING =
      Set.of(
          "chdir",
          "chroot",
          "fchdir",
          "mount",
          "move_mount",
          "pivot_root",
          "rename",
          "renameat",
          "renameat2",
          "rmdir",
          "umount2",
          "unlink",
          "unlinkat");

  private static final Set<String> ON_OFFSETS =
      Set.of(
          "copy_file_range",
          "getdents",
          "getdents64",
          "lseek",
          "read",
          "readv",
          "preadv2",
          "pwritev2",
          "sendfile",
          "splice",
          "write",
          "writev");

  /** Those that change the table as the last thing they do: none sleeps any more after that. */
  private static final Set<String> AT_LAST =
      Set.of("accept", "accept4", "creat", "open", "openat", "openat2", "recvmsg");

  /** What a call may change. */
  static Reach of(SyscallEntered call) {
    Syscall row = SyscallTable.find(call);
    if (row == null) {
      return NOTHING;
    }
    String name = row.name();
    return switch (name) {
      case "fcntl", "fcntl64" -> FCNTLS.contains((int) call.arg1()) ? TABLE : NOTHING;
      case "ioctl" -> IOCTLS.contains((int) call.arg1()) ? TABLE : NOTHING;
      case "clone" -> (call.arg0() & CLONE_PIDFD) != 0 ? TABLE : NOTHING;
      case "clone3" -> (clone3Flags(call) & CLONE_PIDFD) != 0 ? TABLE : NOTHING;
      default -> {
        if (ON_EVERYTHING.contains(name)) {
          yield EVERYTHING;
        }
        if (ON_OFFSETS.contains(name)) {
          yield OFFSETS;
        }
        boolean onTable = ON_TABLES.contains(name) || row.result().kind() == ArgKind.FD;
        yield onTable ? TABLE : NOTHING;
      }
    };
  }

  /** linux/sched.h: struct clone_args begins with the flags, of which the low half is enough. */
  private static long clone3Flags(SyscallEntered call) {
    for (Capture capture : call.captures()) {
      if (capture.argument() == 0 && capture.bytes().length() >= Integer.BYTES) {
        return capture.bytes().at(0) | capture.bytes().at(1) << 8;
      }
    }
    return 0;
  }

  /** Whether a thread that is asleep in this call has not changed anything yet. */
  static boolean comesLast(SyscallEntered call) {
    Syscall row = SyscallTable.find(call);
    return row != null && AT_LAST.contains(row.name());
  }

  /** Whether a call that returned has changed anything; close(2) does so even if it fails. */
  static boolean tookEffect(SyscallEntered call, SyscallReturned returned) {
    Syscall row = SyscallTable.find(call);
    boolean closed = row != null && row.name().equals("close") && returned.errno() != EBADF;
    return closed || !returned.failed();
  }
}
