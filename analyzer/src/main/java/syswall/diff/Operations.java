package syswall.diff;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.event.Event.SyscallEntered;
import syswall.replay.CompletedCall;
import syswall.state.OpenFlags;
import syswall.syscall.ArgKind;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/**
 * What calls do, in words: calls that differ in how they are told where share a word, and calls
 * that say only how threads were scheduled or memory laid out have none. Names become words once.
 */
final class Operations {
  static final String STAT = "stat";
  static final String STAT_OPEN = "fstat";
  static final String BIND = "bind";
  static final String OPEN = "open";
  static final String OPEN_TO_WRITE = "open to write";
  static final String FORK = "fork";

  /** What a fork that succeeded does: which process began says more, but not when. */
  static final String START = "start a process";

  /** What a fork does that makes but a thread. */
  static final String START_THREAD = "start a thread";

  private static final String ACCESS = "access";

  /** By what access(2) asks for: X_OK, W_OK and R_OK of unistd.h are 1, 2 and 4. */
  private static final List<String> ACCESSES =
      List.of(
          ACCESS,
          ACCESS + " to execute",
          ACCESS + " to write",
          ACCESS + " to write and execute",
          ACCESS + " to read",
          ACCESS + " to read and execute",
          ACCESS + " to read and write",
          ACCESS + " to read, write and execute");

  private static final int NUMBERS = 1024;
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final int ETIMEDOUT = 110;
  private static final int EINPROGRESS = 115;

  private static final Map<String, String> WORDS = new HashMap<>();

  static {
    word(STAT, "stat", "lstat", "fstat", "newfstatat", "statx", "stat64", "lstat64", "fstat64");
    word(STAT, "fstatat64");
    word(OPEN, "open", "openat", "openat2");
    word(OPEN_TO_WRITE, "creat");
    word(ACCESS, "access", "faccessat", "faccessat2");
    word("readlink", "readlink", "readlinkat");
    word("make directory", "mkdir", "mkdirat");
    word("make node", "mknod", "mknodat");
    word("symlink", "symlink", "symlinkat");
    word("link", "link", "linkat");
    word("rename", "rename", "renameat", "renameat2");
    word("delete", "unlink", "unlinkat", "rmdir");
    word("change mode", "chmod", "fchmod", "fchmodat", "fchmodat2");
    word("change owner", "chown", "fchown", "lchown", "fchownat");
    word("set times", "utime", "utimes", "utimensat", "futimesat");
    word("truncate", "truncate", "ftruncate", "fallocate");
    word("list", "getdents", "getdents64");
    word("execute", "execve", "execveat");
    word("map", "mmap", "mmap2");
    word("read", "read", "readv", "pread64", "preadv", "preadv2");
    word("write", "write", "writev", "pwrite64", "pwritev", "pwritev2");
    word("send", "sendto", "sendmsg", "sendmmsg");
    word("receive", "recvfrom", "recvmsg", "recvmmsg");
    word(FORK, "fork", "vfork", "clone", "clone3");
    word("pipe", "pipe", "pipe2");
    word("dup", "dup", "dup2", "dup3");
    word("accept", "accept", "accept4");
  }

  /** How often they are made, and with what outcome, is the scheduler's doing. */
  private static final Set<String> SCHEDULING =
      Set.of(
          "futex",
          "futex_wait",
          "futex_wake",
          "futex_waitv",
          "restart_syscall",
          "poll",
          "ppoll",
          "select",
          "pselect6",
          "epoll_wait",
          "epoll_pwait",
          "epoll_pwait2",
          "epoll_ctl",
          "wait4",
          "waitid",
          "waitpid",
          "nanosleep",
          "clock_nanosleep",
          "sched_yield",
          "rt_sigtimedwait",
          "rt_sigsuspend",
          "pause",
          "kill",
          "tgkill",
          "tkill",
          "madvise",
          "rseq",
          "membarrier",
          "munmap",
          "rt_sigreturn",
          "sched_getaffinity",
          "sched_setaffinity",
          "close");

  /** For these EAGAIN means that something is used up or taken, not that it is too early. */
  private static final Set<String> EAGAIN_COUNTS =
      Set.of("fork", "vfork", "clone", "clone3", "flock", "fcntl", "mlock", "setuid", "mmap");

  /** The class of calls that say nothing of what a descriptor refers to. */
  private static final String BOOKKEEPING = "bookkeeping";

  private static final int ALWAYS = -2;

  /**
   * Who calls these goes on with whatever comes first, if the argument is not 0: without
   * descriptors they only wait.
   */
  private static final Map<String, Integer> AWAITS =
      Map.of(
          "poll",
          1,
          "ppoll",
          1,
          "select",
          0,
          "_newselect",
          0,
          "pselect6",
          0,
          "epoll_wait",
          ALWAYS,
          "epoll_pwait",
          ALWAYS,
          "epoll_pwait2",
          ALWAYS,
          "io_getevents",
          ALWAYS,
          "io_uring_enter",
          ALWAYS);

  private static final Set<String> MAKES = Set.of("mkdir", "mkdirat", "mknod", "mknodat");

  private final Row[] rows64 = rows(Abi.X86_64);
  private final Row[] rows32 = rows(Abi.I386);

  /**
   * What is known of a call's number.
   *
   * @param word for what it does; null if it says nothing
   * @param onDescriptor whether its first argument is a descriptor
   * @param againCounts whether its EAGAIN is a failure
   * @param makes whether it makes what it names, which must not be there yet
   * @param awaits the argument that says of how many things it waits for the first to happen; -1 if
   *     it does not wait so
   * @param openFlags the argument that holds the flags of open(2); -1 if there is none
   * @param permissions the argument that holds what access(2) asks for; -1 if there is none
   * @param variesInBookkeeping whether some calls of this number do nothing but to a descriptor
   */
  record Row(
      @Nullable String word,
      boolean onDescriptor,
      boolean againCounts,
      boolean makes,
      int awaits,
      int openFlags,
      int permissions,
      boolean variesInBookkeeping) {
    /** Whether a failure tells more than that it was too early, or that a signal came. */
    boolean counts(int errno) {
      return switch (errno) {
        case EINTR, ETIMEDOUT, EINPROGRESS -> false;
        case EAGAIN -> againCounts;
        default -> true;
      };
    }

    /** Whether a call of this number waits for the first of several things to happen. */
    boolean awaits(CompletedCall call) {
      return awaits == ALWAYS || (awaits >= 0 && call.arg(awaits) != 0);
    }

    /** Whether a call of this number makes what it names, which must not be there yet. */
    boolean makes(CompletedCall call) {
      long exclusively = OpenFlags.O_CREAT | OpenFlags.O_EXCL;
      return makes || (openFlags >= 0 && (call.arg(openFlags) & exclusively) == exclusively);
    }

    /** What a call of this number does: of opens, whether to read or to write; access to what. */
    @Nullable String word(SyscallEntered call) {
      if (permissions >= 0) {
        return ACCESSES.get((int) call.arg(permissions) & 7);
      }
      return openFlags < 0 ? word : open(call.arg(openFlags));
    }
  }

  /** Of a call of which nothing is known. */
  static final Row NOTHING = new Row(null, false, false, false, -1, -1, -1, false);

  private static void word(String word, String... names) {
    for (String name : names) {
      WORDS.put(name, word);
    }
  }

  Row of(SyscallEntered call) {
    Row[] rows =
        switch (call.abi()) {
          case X86_64 -> rows64;
          case I386 -> rows32;
        };
    int number = call.number();
    Row row = number >= 0 && number < NUMBERS ? rows[number] : NOTHING;
    return row.variesInBookkeeping && isBookkeeping(call) ? NOTHING : row;
  }

  private static boolean isBookkeeping(SyscallEntered call) {
    Syscall variant = SyscallTable.find(call);
    return variant != null && variant.classes().contains(BOOKKEEPING);
  }

  /** What an open with these flags of open(2) is for. */
  static String open(long flags) {
    boolean writes =
        (flags & OpenFlags.O_PATH) == 0 && (flags & OpenFlags.O_ACCMODE) != OpenFlags.O_RDONLY;
    return writes ? OPEN_TO_WRITE : OPEN;
  }

  /** What an operation is called that is done to an open file: what stat(2) tells, for one. */
  static String onOpen(String operation) {
    return operation.equals(STAT) ? STAT_OPEN : operation;
  }

  /** Whether an operation starts a process or a thread. */
  static boolean isStart(String operation) {
    return operation.equals(START) || operation.equals(START_THREAD);
  }

  /** Whether an operation only asks about a file. */
  static boolean asks(String operation) {
    return operation.equals(STAT)
        || operation.equals(STAT_OPEN)
        || operation.equals("readlink")
        || operation.startsWith(ACCESS);
  }

  private static Row[] rows(Abi abi) {
    SyscallTable table = SyscallTable.of(abi);
    Row[] rows = new Row[NUMBERS];
    for (int number = 0; number < NUMBERS; number++) {
      Syscall call = table.find(number);
      boolean varies =
          table.variants(number).stream().anyMatch(row -> row.classes().contains(BOOKKEEPING));
      rows[number] = call == null ? NOTHING : row(call, varies);
    }
    return rows;
  }

  private static Row row(Syscall call, boolean variesInBookkeeping) {
    String name = call.name();
    ArgKind first = call.parameters().isEmpty() ? ArgKind.NONE : call.parameters().get(0).kind();
    boolean onDescriptor = first == ArgKind.FD || first == ArgKind.DIRFD;
    return new Row(
        SCHEDULING.contains(name) ? null : WORDS.getOrDefault(name, name),
        onDescriptor,
        EAGAIN_COUNTS.contains(name),
        MAKES.contains(name),
        AWAITS.getOrDefault(name, -1),
        switch (name) {
          case "open" -> 1;
          case "openat" -> 2;
          default -> -1;
        },
        switch (name) {
          case "access" -> 1;
          case "faccessat", "faccessat2" -> 2;
          default -> -1;
        },
        variesInBookkeeping);
  }
}
