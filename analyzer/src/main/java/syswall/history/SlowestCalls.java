package syswall.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import syswall.replay.CompletedCall;
import syswall.replay.Projection;
import syswall.state.ProcessTable;
import syswall.syscall.ArgKind;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/** The calls that took longest, waiting included, with what they were about. */
public final class SlowestCalls implements Projection {
  /** How many it keeps. */
  public static final int LIMIT = 20;

  /**
   * One of them.
   *
   * @param event its entry
   * @param pid the process that made it
   * @param name the syscall's name; a 32-bit call's ends in {@code (i386)}
   * @param target what it was about
   * @param pipe whether it was about a pipe
   * @param otherPid the process that it returned, as wait4(2) and fork(2) do; 0 if none
   * @param errno why it failed; 0 if it did not
   * @param durationNs nanoseconds from entry to return
   */
  public record Row(
      long event,
      int pid,
      String name,
      CallTarget target,
      boolean pipe,
      int otherPid,
      int errno,
      long durationNs) {}

  private static final Comparator<Row> LONGEST_FIRST =
      Comparator.comparingLong(Row::durationNs).reversed().thenComparingLong(Row::event);

  private final ProcessTable processes;
  private final CallTargets targets;
  private final List<Row> rows = new ArrayList<>();
  private long shortestNs = -1;

  /**
   * None yet.
   *
   * @param processes as they are before a call that returns changes them
   */
  SlowestCalls(ProcessTable processes) {
    this.processes = processes;
    targets = new CallTargets(processes);
  }

  /** The longest first; a copy. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  @Override
  public void onReturned(CompletedCall call) {
    long durationNs = call.returned().durationNs();
    if (durationNs <= shortestNs) {
      return;
    }
    rows.add(
        new Row(
            call.entered().sequence(),
            processes.pid(call.tid()),
            CallTarget.name(call.entered()),
            targets.of(call.entered()),
            targets.isPipe(call.entered()),
            otherPid(call),
            call.returned().errno(),
            durationNs));
    rows.sort(LONGEST_FIRST);
    if (rows.size() > LIMIT) {
      rows.remove(LIMIT);
      shortestNs = rows.get(LIMIT - 1).durationNs();
    }
  }

  private static int otherPid(CompletedCall call) {
    Syscall syscall = SyscallTable.find(call.entered());
    boolean isProcess = syscall != null && syscall.result().kind() == ArgKind.PID;
    return isProcess && call.result() > 0 ? (int) call.result() : 0;
  }
}
