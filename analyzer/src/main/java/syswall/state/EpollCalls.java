package syswall.state;

import syswall.event.Capture;
import syswall.replay.CompletedCall;
import syswall.state.CallEffects.Registry;

/** The effects of calls on epoll instances: epoll(7). */
final class EpollCalls {
  // linux/eventpoll.h
  private static final int EPOLL_CTL_ADD = 1;
  private static final int EPOLL_CTL_DEL = 2;
  private static final int EPOLL_CTL_MOD = 3;

  private final OpenDescriptions descriptions;

  private EpollCalls(OpenDescriptions descriptions) {
    this.descriptions = descriptions;
  }

  static void register(OpenDescriptions descriptions, Registry registry) {
    EpollCalls calls = new EpollCalls(descriptions);
    registry.onSuccess((t, c) -> calls.create(t, c, 0), "epoll_create");
    registry.onSuccess((t, c) -> calls.create(t, c, c.arg(0)), "epoll_create1");
    registry.onSuccess(EpollCalls::control, "epoll_ctl");
  }

  private void create(ThreadState thread, CompletedCall call, long flags) {
    OpenEpoll epoll = descriptions.made(thread.process().pid(), new OpenEpoll());
    thread.descriptors().put((int) call.result(), epoll, OpenFlags.closeOnExec(flags));
  }

  private static void control(ThreadState thread, CompletedCall call) {
    Descriptor epoll = thread.descriptors().get(call.intArg(0));
    Descriptor target = thread.descriptors().get(call.intArg(2));
    if (epoll == null || target == null || !(epoll.description() instanceof OpenEpoll open)) {
      return;
    }
    OpenEpoll.Interest interest = new OpenEpoll.Interest(call.intArg(2), target.description());
    switch (call.intArg(1)) {
      case EPOLL_CTL_ADD, EPOLL_CTL_MOD -> open.put(interest, events(call));
      case EPOLL_CTL_DEL -> open.remove(interest);
      default -> {}
    }
  }

  /** {@code struct epoll_event} begins with the 32 bits of events. */
  private static int events(CompletedCall call) {
    Capture event = call.captureAtEntry(3, Capture.Form.MEMORY);
    return event == null || event.bytes().length() < Integer.BYTES ? 0 : event.bytes().intAt(0);
  }
}
