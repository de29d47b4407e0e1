package syswall.firewall;

import java.nio.charset.StandardCharsets;
import java.util.List;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.linux.Errors;
import syswall.linux.LocalProcess;
import syswall.tracer.Stop;

/**
 * What no policy allows, because it would take a program out of the firewall's sight: calls that
 * the checks do not understand, and what reaches for the tracer itself.
 */
final class SelfProtection {
  /** What decisions of this kind are called. */
  static final String RULE = "self-protection";

  private static final ByteString PROC = ByteString.of("/proc/");
  private static final int X32 = 0x4000_0000;
  private static final int PTRACE = 101;
  private static final int KILL = 62;
  private static final int TKILL = 200;
  private static final int TGKILL = 234;
  private static final int PRLIMIT64 = 302;
  private static final int PROCESS_VM_READV = 310;
  private static final int PROCESS_VM_WRITEV = 311;
  private static final int SECCOMP = 317;
  private static final int PIDFD_OPEN = 434;
  private static final int CLONE3 = 435;
  private static final int RT_SIGQUEUEINFO = 129;
  private static final int RT_TGSIGQUEUEINFO = 297;
  private static final int SECCOMP_SET_MODE_FILTER = 1;
  private static final int SECCOMP_FILTER_FLAG_NEW_LISTENER = 8;

  private final int tracer = LocalProcess.pid();
  private final List<ByteString> directories;

  /**
   * Guards the tracer and its files.
   *
   * @param directories absolute paths, within which nothing is changed: the journal
   */
  SelfProtection(List<ByteString> directories) {
    this.directories = List.copyOf(directories);
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
      case PTRACE -> isTracer(call.arg1()) ? Errors.EPERM : 0;
      case KILL,
          TKILL,
          PRLIMIT64,
          PROCESS_VM_READV,
          PROCESS_VM_WRITEV,
          PIDFD_OPEN,
          RT_SIGQUEUEINFO ->
          isTracer(call.arg0()) ? Errors.EPERM : 0;
      case TGKILL, RT_TGSIGQUEUEINFO ->
          isTracer(call.arg0()) || isTracer(call.arg1()) ? Errors.EPERM : 0;
      default -> 0;
    };
  }

  /** Whether a file is the tracer's own. */
  boolean guards(ByteString file) {
    if (file.startsWith(PROC)) {
      // its threads have directories there, too, though they are not listed
      int id = number(file, PROC.length());
      return id > 0 && isTracer(id);
    }
    for (ByteString directory : directories) {
      if (file.startsWith(directory)) {
        return true;
      }
    }
    return false;
  }

  /** The number that begins there; 0 if none does. */
  private static int number(ByteString text, int from) {
    long number = 0;
    for (int i = from; i < text.length() && text.at(i) >= '0' && text.at(i) <= '9'; i++) {
      number = Math.min(10 * number + text.at(i) - '0', Integer.MAX_VALUE);
    }
    return (int) number;
  }

  private boolean isTracer(long id) {
    return (int) id == tracer
        || LocalProcess.exists(("/proc/self/task/" + (int) id).getBytes(StandardCharsets.US_ASCII));
  }
}
