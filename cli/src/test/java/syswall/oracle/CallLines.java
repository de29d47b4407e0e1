package syswall.oracle;

import java.util.ArrayList;
import java.util.List;
import syswall.decode.CallText;
import syswall.decode.DescriptorNames;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.replay.CompletedCall;
import syswall.replay.Projection;

/** The calls of a session's first process, as syswall writes them. */
final class CallLines implements Projection {
  private static final CallText TEXT = new CallText(DescriptorNames.NONE, 32);

  private final List<String> lines = new ArrayList<>();
  private int firstPid;

  /** A line for each call, in the order in which the calls ended. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void on(ProcessStarted event) {
    if (event.creatorTid() == 0) {
      firstPid = event.pid();
    }
  }

  @Override
  public void onReturned(CompletedCall call) {
    add(call.entered(), TEXT.returned(call.entered(), call.returned()));
  }

  @Override
  public void onInterrupted(SyscallEntered entered, SyscallInterrupted interrupted) {
    add(entered, TEXT.interrupted(entered, interrupted));
  }

  @Override
  public void onUnfinished(SyscallEntered entered) {
    add(entered, TEXT.unfinished(entered));
  }

  private void add(SyscallEntered entered, String line) {
    if (entered.tid() == firstPid) {
      lines.add(line);
    }
  }
}
