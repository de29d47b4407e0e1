package syswall.state;

import syswall.event.Capture;
import syswall.replay.CompletedCall;
import syswall.state.CallEffects.Registry;

/** The effects of calls on descriptors that stand for processes. */
final class PidfdCalls {
  private static final long CLONE_PIDFD = 0x1000; // linux/sched.h

  private final OpenDescriptions descriptions;
  private final ProcessTable processes;

  private PidfdCalls(OpenDescriptions descriptions, ProcessTable processes) {
    this.descriptions = descriptions;
    this.processes = processes;
  }

  static void register(OpenDescriptions descriptions, ProcessTable processes, Registry registry) {
    PidfdCalls calls = new PidfdCalls(descriptions, processes);
    registry.onSuccess(calls::open, "pidfd_open");
    registry.onSuccess(calls::getfd, "pidfd_getfd");
    registry.onSuccess((t, c) -> calls.cloned(t, c, c.arg(0)), "clone");
    registry.onSuccess((t, c) -> calls.cloned(t, c, clone3Flags(c)), "clone3");
  }

  private void open(ThreadState thread, CompletedCall call) {
    OpenPidfd pidfd = descriptions.made(thread.process().pid(), new OpenPidfd(call.intArg(0)));
    thread.descriptors().put((int) call.result(), pidfd, true);
  }

  /** clone(2) with CLONE_PIDFD gives the creator a descriptor, the lowest that is free. */
  private void cloned(ThreadState thread, CompletedCall call, long flags) {
    if ((flags & CLONE_PIDFD) != 0) {
      OpenPidfd pidfd =
          descriptions.made(thread.process().pid(), new OpenPidfd((int) call.result()));
      thread.descriptors().put(thread.descriptors().lowestFree(), pidfd, true);
    }
  }

  /** {@code struct clone_args} of linux/sched.h begins with the 64-bit flags. */
  private static long clone3Flags(CompletedCall call) {
    Capture args = call.captureAtEntry(0, Capture.Form.MEMORY);
    return args == null || args.bytes().length() < Long.BYTES ? 0 : args.bytes().intAt(0);
  }

  /** pidfd_getfd(2): one more descriptor of what another process has open. */
  private void getfd(ThreadState thread, CompletedCall call) {
    Descriptor pidfd = thread.descriptors().get(call.intArg(0));
    Descriptor theirs = null;
    if (pidfd != null && pidfd.description() instanceof OpenPidfd open) {
      DescriptorTable table = processes.descriptors(open.pid());
      theirs = table == null ? null : table.get(call.intArg(1));
    }
    OpenDescription description =
        theirs == null
            ? descriptions.made(thread.process().pid(), new OpenOther("pidfd_getfd"))
            : theirs.description();
    thread.descriptors().put((int) call.result(), description, true);
  }
}
