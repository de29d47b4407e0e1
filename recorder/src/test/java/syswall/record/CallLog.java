package syswall.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.ProgramExecuted;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.event.Event.SyscallReturned;
import syswall.event.Event.ThreadStarted;
import syswall.event.EventHandler;

/**
 * The calls of a journal, each thread's in order, in the notation of the kernel's tracepoints:
 * {@code NR 257 (ffffff9c, 7f00, 0, 0, 0, 0)} and {@code = 3}.
 */
final class CallLog implements EventHandler.Ignoring {
  private final Map<Integer, List<String>> threads = new HashMap<>();
  private final Map<Integer, Integer> takeovers = new HashMap<>();
  private int firstPid;

  /** Each thread's calls. */
  Map<Integer, List<String>> threads() {
    return threads;
  }

  /** The process that the recorder launched. */
  int firstPid() {
    return firstPid;
  }

  /**
   * Where in the calls of a process's first thread another one's begin, which took its number by
   * execve(2); -1 if none did.
   */
  int takeover(int tid) {
    return takeovers.getOrDefault(tid, -1);
  }

  private void add(int tid, String line) {
    threads.computeIfAbsent(tid, unused -> new ArrayList<>()).add(line);
  }

  @Override
  public void on(ProcessStarted e) {
    firstPid = firstPid == 0 ? e.pid() : firstPid;
    threads.put(e.pid(), new ArrayList<>());
  }

  @Override
  public void on(ThreadStarted e) {
    threads.put(e.tid(), new ArrayList<>());
  }

  @Override
  public void on(ProgramExecuted e) {
    if (e.formerTid() != e.pid()) {
      takeovers.put(e.pid(), threads.getOrDefault(e.pid(), List.of()).size());
    }
  }

  @Override
  public void on(SyscallEntered e) {
    add(
        e.tid(),
        "NR %d (%x, %x, %x, %x, %x, %x)"
            .formatted(e.number(), e.arg0(), e.arg1(), e.arg2(), e.arg3(), e.arg4(), e.arg5()));
  }

  @Override
  public void on(SyscallReturned e) {
    add(e.tid(), "= " + e.result());
  }

  @Override
  public void on(SyscallInterrupted e) {
    add(e.tid(), "= -" + e.restartCode());
  }
}
