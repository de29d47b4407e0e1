package syswall.firewall;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.linux.Errors;
import syswall.linux.LocalProcess;
import syswall.linux.ProcStatus;
import syswall.syscall.FileAccess;
import syswall.tracer.Stop;

/**
 * What no policy allows, because it would take a program out of the firewall's sight: calls that
 * the checks do not understand, what reaches for the tracer itself or types in its place, and what
 * makes a process that is not traced act in the program's.
 */
final class SelfProtection {
  /** What decisions of this kind are called. */
  static final String RULE = "self-protection";

  private static final String MEM = "/mem";

  /** The class of calls that put input into a terminal. */
  private static final String TYPING = "typing";

  private static final int X32 = 0x4000_0000;
  private static final int IOCTL = 16;
  private static final int PTRACE = 101;
  private static final int KILL = 62;
  private static final int TKILL = 200;
  private static final int TGKILL = 234;
  private static final int PRLIMIT64 = 302;
  private static final int PROCESS_VM_READV = 310;
  private static final int PROCESS_VM_WRITEV = 311;
  private static final int PERF_EVENT_OPEN = 298;
  private static final int KCMP = 312;
  private static final int SECCOMP = 317;
  private static final int PIDFD_OPEN = 434;
  private static final int CLONE3 = 435;
  private static final int PIDFD_GETFD = 438;
  private static final int RT_SIGQUEUEINFO = 129;
  private static final int RT_TGSIGQUEUEINFO = 297;
  private static final int SECCOMP_SET_MODE_FILTER = 1;
  private static final int SECCOMP_FILTER_FLAG_NEW_LISTENER = 8;

  private final int tracer = LocalProcess.pid();
  private static final int CHANGES =
      FileAccess.WRITE.bit() | FileAccess.CREATE.bit() | FileAccess.DELETE.bit();

  private final List<ByteString> guarded;

  /**
   * Guards the tracer and its files.
   *
   * @param guarded absolute paths: with a slash behind it a directory, such as the journal, in
   *     which nothing is opened or changed; without, a file that is not changed
   */
  SelfProtection(List<ByteString> guarded) {
    this.guarded = List.copyOf(guarded);
  }

  /** Why a call is refused by its registers alone; 0 if it is not. */
  int refusal(Stop.SyscallEnter call) {
    if (call.abi() == Abi.I386 || (call.number() & X32) != 0) {
      return Errors.ENOSYS;
    }
    return switch (call.number()) {
      // its flags are in memory, where another thread could add CLONE_UNTRACED: libraries go on
      // with clone(2)
      case CLONE3 -> Errors.ENOSYS;
      case SECCOMP ->
          call.arg0() == SECCOMP_SET_MODE_FILTER
                  && (call.arg1() & SECCOMP_FILTER_FLAG_NEW_LISTENER) != 0
              ? Errors.EPERM
              : 0;
      // who is traced has no second tracer: this would be one of another process; likewise, of
      // whose descriptor it is the register does not tell
      case PTRACE, PIDFD_GETFD -> Errors.EPERM;
      case PROCESS_VM_READV, PROCESS_VM_WRITEV -> isTraced(call.arg0()) ? 0 : Errors.EPERM;
      case KILL, TKILL, PRLIMIT64, PIDFD_OPEN, RT_SIGQUEUEINFO ->
          isTracer(call.arg0()) ? Errors.EPERM : 0;
      case PERF_EVENT_OPEN -> isTracer(call.arg1()) ? Errors.EPERM : 0;
      case KCMP -> isTracer(call.arg0()) || isTracer(call.arg1()) ? Errors.EPERM : 0;
      case TGKILL, RT_TGSIGQUEUEINFO ->
          isTracer(call.arg0()) || isTracer(call.arg1()) ? Errors.EPERM : 0;
      // the terminal may be the one that answers to questions are read from
      case IOCTL -> call.row() != null && call.row().classes().contains(TYPING) ? Errors.EPERM : 0;
      default -> 0;
    };
  }

  /**
   * Whether a file is the tracer's own, or the memory of a process that is not traced.
   *
   * @param accesses what the call wants with it, a set of {@link FileAccess}; if it takes its name
   *     away, what the tracer's are in is guarded, too
   */
  boolean guards(ByteString file, int accesses) {
    boolean renames = FileAccess.DELETE.isIn(accesses);
    for (ByteString own : guarded) {
      boolean isDirectory = own.at(own.length() - 1) == '/';
      if ((isDirectory ? file.startsWith(own) : file.equals(own) && (accesses & CHANGES) != 0)
          || (renames && own.startsWith(file.plus(ByteString.of("/"))))) {
        return true;
      }
    }
    return isOfForeignProcess(new String(file.toByteArray(), StandardCharsets.ISO_8859_1));
  }

  /** Wherever proc(5) is mounted: each of its processes has a directory, unlisted threads too. */
  private boolean isOfForeignProcess(String file) {
    for (int at = file.indexOf('/'); at >= 0; at = file.indexOf('/', at + 1)) {
      int id = number(file, at + 1);
      if (id > 0 && isProc(file.substring(0, at))) {
        return isTracer(id) || (file.endsWith(MEM) && !isTraced(id));
      }
    }
    return false;
  }

  private static boolean isProc(String directory) {
    return LocalProcess.exists((directory + "/thread-self").getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The component that begins there, if it is a number; else 0. */
  private static int number(String file, int from) {
    long number = 0;
    int i = from;
    for (; i < file.length() && file.charAt(i) >= '0' && file.charAt(i) <= '9'; i++) {
      number = Math.min(10 * number + file.charAt(i) - '0', Integer.MAX_VALUE);
    }
    return i == file.length() || file.charAt(i) == '/' ? (int) number : 0;
  }

  /** Whether a thread is traced by this process; also if there is none, as the kernel will say. */
  private boolean isTraced(long id) {
    try {
      return isTracer(ProcStatus.read(Path.of("/proc/" + (int) id + "/status")).tracer());
    } catch (FileNotFoundException | NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      return false; // for lack of descriptors, say
    }
  }

  private boolean isTracer(long id) {
    return (int) id == tracer
        || LocalProcess.exists(("/proc/self/task/" + (int) id).getBytes(StandardCharsets.US_ASCII));
  }
}
