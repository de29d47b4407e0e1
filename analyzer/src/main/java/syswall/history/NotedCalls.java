package syswall.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import syswall.decode.CallText;
import syswall.decode.DescriptorNames;
import syswall.event.Event.SessionStarted;
import syswall.event.Event.SyscallEntered;
import syswall.replay.CompletedCall;
import syswall.replay.Projection;
import syswall.state.ProcessTable;
import syswall.syscall.ArgKind;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/** Calls that succeeded and that few programs make, because of what they can do to others. */
public final class NotedCalls implements Projection {
  /** Why a call is noted. */
  public enum Reason {
    /** It changes what the process may do: its users, groups or capabilities. */
    PRIVILEGES,
    /** It makes a file run as its owner or group: S_ISUID and S_ISGID of inode(7). */
    SET_USER_ID,
    /** It traces another process, reads or writes its memory, or takes its descriptors. */
    OTHER_PROCESS,
    /** It enters or makes another namespace or root directory. */
    NAMESPACE,
    /** It changes the machine for everybody: mounts, modules, names, clocks. */
    SYSTEM
  }

  /**
   * Calls of one name about the same.
   *
   * @param reason why they are noted
   * @param text the first of them, as strace writes it
   * @param pid the process that made the first
   * @param event its entry
   */
  public record Row(Reason reason, String text, int pid, long event) {}

  private static final Map<String, Reason> REASONS = new HashMap<>();

  private static final String TABLE =
      """
      PRIVILEGES setuid setgid setreuid setregid setresuid setresgid setgroups capset
      SET_USER_ID chmod fchmod fchmodat fchmodat2
      OTHER_PROCESS ptrace process_vm_readv process_vm_writev pidfd_getfd
      NAMESPACE unshare setns chroot pivot_root
      SYSTEM mount umount umount2 move_mount init_module finit_module delete_module kexec_load
      SYSTEM kexec_file_load reboot swapon swapoff sethostname setdomainname settimeofday
      SYSTEM clock_settime ioperm iopl bpf
      """;

  static {
    for (String line : TABLE.lines().toList()) {
      List<String> words = List.of(line.split(" ", -1));
      words
          .subList(1, words.size())
          .forEach(name -> REASONS.put(name, Reason.valueOf(words.get(0))));
    }
  }

  private static final int SET_ID_BITS = 06000;

  private record Key(String name, CallTarget target) {}

  private final ProcessTable processes;
  private final CallTargets targets;
  private final CallText texts = new CallText(DescriptorNames.NONE, 32);
  private final Map<Key, Row> rows = new LinkedHashMap<>();
  private int uid;
  private int gid;

  /**
   * None yet.
   *
   * @param processes as they are before a call that returns changes them
   */
  NotedCalls(ProcessTable processes) {
    this.processes = processes;
    targets = new CallTargets(processes);
  }

  /** In the order of the first of each; a view. */
  public Collection<Row> rows() {
    return Collections.unmodifiableCollection(rows.values());
  }

  @Override
  public void on(SessionStarted event) {
    uid = event.uid();
    gid = event.gid();
  }

  @Override
  public void onReturned(CompletedCall call) {
    if (call.returned().failed() || !call.made()) {
      return;
    }
    Syscall syscall = SyscallTable.find(call.entered());
    Reason reason = syscall == null ? null : REASONS.get(syscall.name());
    if (syscall == null || reason == null || changesNothing(reason, syscall, call.entered())) {
      return;
    }
    CallTarget target = targets.of(call.entered());
    Key key = new Key(syscall.name(), target);
    if (!rows.containsKey(key)) {
      String text = texts.returned(call.entered(), call.returned());
      int pid = processes.pid(call.tid());
      rows.put(key, new Row(reason, text, pid, call.entered().sequence()));
    }
  }

  private boolean changesNothing(Reason reason, Syscall syscall, SyscallEntered call) {
    return switch (reason) {
      case PRIVILEGES -> {
        List<Long> ids = arguments(syscall, ArgKind.ID, call);
        int own = syscall.name().contains("gid") ? gid : uid;
        yield !ids.isEmpty()
            && ids.stream().allMatch(id -> id.intValue() == own || id.intValue() == -1);
      }
      case SET_USER_ID ->
          arguments(syscall, ArgKind.MODE, call).stream()
              .allMatch(mode -> (mode & SET_ID_BITS) == 0);
      case OTHER_PROCESS, NAMESPACE, SYSTEM -> false;
    };
  }

  private static List<Long> arguments(Syscall syscall, ArgKind kind, SyscallEntered call) {
    List<Long> arguments = new ArrayList<>();
    for (Parameter parameter : syscall.parameters()) {
      if (parameter.kind() == kind) {
        arguments.add(call.arg(parameter.index()));
      }
    }
    return arguments;
  }
}
