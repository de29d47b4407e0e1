package syswall.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import syswall.linux.Errors;
import syswall.linux.LocalProcess;
import syswall.linux.ProcStatus;
import syswall.syscall.Errno;

/** Why a process cannot be attached to, and what can be done about it, in one line for the user. */
final class Obstacle {
  private static final Path YAMA = Path.of("/proc/sys/kernel/yama/ptrace_scope");

  /** PF_KTHREAD of the kernel's linux/sched.h, in the ninth field of proc_pid_stat(5). */
  private static final long PF_KTHREAD = 0x00200000;

  private Obstacle() {}

  /** What can be seen to be in the way; null if nothing can. */
  static @Nullable String of(int pid) {
    ProcStatus status;
    try {
      status = ProcStatus.read(Path.of("/proc/" + pid + "/status"));
    } catch (IOException e) {
      return "there is no process " + pid;
    }
    if (pid == LocalProcess.pid()) {
      return "process " + pid + " is syswall itself, which cannot follow itself";
    }
    if (isAncestor(pid)) {
      return "process "
          + pid
          + " started this syswall, which might wait for it while it is stopped:"
          + " run syswall from another terminal";
    }
    if (status.pid() != pid) {
      return pid + " is a thread of process " + status.pid() + ": name that";
    }
    if (status.isDead()) {
      return status.isOutlived()
          ? "process " + pid + " has lost its first thread: such cannot be followed"
          : "process " + pid + " has ended; only its parent has not noticed yet";
    }
    if (status.tracer() != 0) {
      return "process "
          + pid
          + " is traced already, by "
          + status.tracer()
          + " ("
          + name(status.tracer())
          + "): a process can have one tracer only";
    }
    if (isOfKernel(pid)) {
      return "process " + pid + " is part of the kernel: it makes no calls";
    }
    return mayBeRead(pid) ? null : refused(pid, Errors.EPERM);
  }

  /** What needs the rights that ptrace(2) calls PTRACE_MODE_READ: less than attaching does. */
  private static boolean mayBeRead(int pid) {
    try {
      Files.readSymbolicLink(Path.of("/proc/" + pid + "/exe"));
      return true;
    } catch (AccessDeniedException e) {
      return false;
    } catch (IOException e) {
      return true; // it has none any more
    }
  }

  /** Why PTRACE_SEIZE was refused, as ptrace(2) explains its EPERM, or another error. */
  static String of(int pid, int errno) {
    String seen = of(pid);
    return seen == null ? refused(pid, errno) : seen; // it has come to be since it was looked for
  }

  private static String refused(int pid, int errno) {
    String refused = "process " + pid + " cannot be attached to: " + Errno.text(errno);
    if (errno != Errors.EPERM) {
      return refused;
    }
    long uid = uid(pid);
    if (LocalProcess.uid() != 0 && uid != LocalProcess.uid()) {
      return refused + "; it is user " + uid + "'s: run syswall as that user, or as root";
    }
    return switch (yama()) {
      case "1" -> refused + "; kernel.yama.ptrace_scope is 1: run syswall as root, or set it to 0";
      case "2" -> refused + "; kernel.yama.ptrace_scope is 2: run syswall as root";
      case "3" -> refused + "; kernel.yama.ptrace_scope is 3: nobody may until the next boot";
      default ->
          refused + "; does it have more rights than you, or a container's profile forbid it?";
    };
  }

  private static boolean isAncestor(int pid) {
    Optional<ProcessHandle> ancestor = ProcessHandle.current().parent();
    while (ancestor.isPresent() && ancestor.get().pid() != pid) {
      ancestor = ancestor.get().parent();
    }
    return ancestor.isPresent();
  }

  private static long uid(int pid) {
    try {
      return ProcStatus.read(Path.of("/proc/" + pid + "/status")).uid();
    } catch (IOException e) {
      return LocalProcess.uid();
    }
  }

  private static boolean isOfKernel(int pid) {
    String stat = text(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    return fields.length > 6 && (Long.parseLong(fields[6]) & PF_KTHREAD) != 0;
  }

  private static String name(int pid) {
    return text(Path.of("/proc/" + pid + "/comm"));
  }

  private static String yama() {
    return text(YAMA);
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
