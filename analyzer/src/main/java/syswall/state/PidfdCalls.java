package syswall.state;

import syswall.replay.CompletedCall;
import syswall.state.CallEffects.Registry;

/** The effects of calls on descriptors that stand for processes. */
final class PidfdCalls {
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
  }

  private void open(ThreadState thread, CompletedCall call) {
    OpenPidfd pidfd = descriptions.made(thread.process().pid(), new OpenPidfd(call.intArg(0)));
    thread.descriptors().put((int) call.result(), pidfd, true);
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
