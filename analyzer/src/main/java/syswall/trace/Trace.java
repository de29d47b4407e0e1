package syswall.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import syswall.event.Event;
import syswall.event.Event.CallDecided;
import syswall.event.Event.DescriptorInherited;
import syswall.event.Event.PolicyLoaded;
import syswall.event.Event.ProcessAttached;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.ProgramExecuted;
import syswall.event.Event.RulesCounted;
import syswall.event.Event.SessionEnded;
import syswall.event.Event.SessionStarted;
import syswall.event.Event.SignalDelivered;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.event.Event.ThreadContinued;
import syswall.event.Event.ThreadExited;
import syswall.event.Event.ThreadStarted;
import syswall.event.Event.ThreadStopped;
import syswall.event.Verdict;
import syswall.replay.CompletedCall;
import syswall.replay.Projection;
import syswall.state.SessionState;
import syswall.syscall.CallFilter;

/**
 * Replays a session and hands what a {@link Selection} selects of it to a {@link TraceForm}. It
 * folds the whole session, so that what is shown is right for its moment.
 */
public final class Trace implements Projection {
  private final Selection selection;
  private final SessionState state = new SessionState();
  private final TraceMoment moment = new TraceMoment(state);
  private final PathFilter paths;
  private final TraceForm form;
  private final Map<Long, PendingCall> pendingBySequence = new HashMap<>();
  private long sinceNs;
  private long untilNs = Long.MAX_VALUE;

  /**
   * A trace of what is selected.
   *
   * @param form makes the form it is written in
   */
  public Trace(Selection selection, Function<TraceMoment, TraceForm> form) {
    this.selection = selection;
    this.form = form.apply(moment);
    paths = new PathFilter(selection.path(), state.processes());
  }

  /** Writes the calls that have not returned: to be called after the last event. */
  public void finish() {
    List<PendingCall> pending = new ArrayList<>(pendingBySequence.values());
    pending.sort(Comparator.comparingLong(call -> call.entered().sequence()));
    pending.forEach(call -> onUnfinished(call.entered()));
  }

  @Override
  public void onEvent(Event event) {
    state.onEvent(event);
  }

  @Override
  public void on(SyscallEntered event) {
    state.on(event);
    CallFilter calls = selection.calls();
    if ((calls == null || calls.shows(event.abi(), event.number()))
        && isInTime(event)
        && isOfThread(event.tid())
        && paths.shows(event)) {
      pendingBySequence.put(event.sequence(), new PendingCall(event, moment));
      event.accept(form);
    }
  }

  /** With {@code --blocked} the decision is shown if its call is, which needs it to be told. */
  @Override
  public void onDecided(SyscallEntered entered, CallDecided decided) {
    PendingCall pending = pendingBySequence.get(entered.sequence());
    if (pending != null && decided.verdict() != Verdict.ALLOW) {
      pending.block();
      if (selection.blockedOnly() && selection.events().contains(decided.sequence())) {
        decided.accept(form);
      }
    }
  }

  @Override
  public void onReturned(CompletedCall call) {
    PendingCall pending = end(call.entered(), call.returned(), call.returned().failed());
    state.onReturned(call);
    if (pending != null) {
      form.returned(call.entered(), call.returned());
    }
  }

  @Override
  public void onInterrupted(SyscallEntered entered, SyscallInterrupted interrupted) {
    PendingCall pending = end(entered, interrupted, false);
    state.onInterrupted(entered, interrupted);
    if (pending != null) {
      form.interrupted(entered, interrupted);
    }
  }

  @Override
  public void onUnfinished(SyscallEntered entered) {
    if (end(entered, entered, false) != null) {
      form.unfinished(entered);
    }
  }

  /** The call that ends, if it is shown; the moment is then that of its entry. */
  private @Nullable PendingCall end(SyscallEntered entered, Event end, boolean failed) {
    PendingCall pending = pendingBySequence.remove(entered.sequence());
    boolean shown =
        pending != null
            && (failed || !selection.failedOnly())
            && (pending.isBlocked() || !selection.blockedOnly())
            && (selection.events().contains(entered.sequence())
                || selection.events().contains(end.sequence()));
    if (pending == null || !shown) {
      return null;
    }
    moment.of(pending);
    return pending;
  }

  private boolean isInTime(Event event) {
    return event.timeNs() >= sinceNs && event.timeNs() <= untilNs;
  }

  private boolean isOfThread(int tid) {
    return selection.pid() == 0 || selection.pid() == tid || selection.pid() == moment.pid(tid);
  }

  private void show(Event event, int tid) {
    if (!selection.callsOnly()
        && isInTime(event)
        && selection.events().contains(event.sequence())
        && isOfThread(tid)) {
      event.accept(form);
    }
  }

  @Override
  public void on(SessionStarted event) {
    state.on(event);
    Moment since = selection.since();
    Moment until = selection.until();
    sinceNs = since == null ? 0 : since.sinceStart(event.startedEpochNs());
    untilNs = until == null ? Long.MAX_VALUE : until.sinceStart(event.startedEpochNs());
    show(event, 0);
  }

  @Override
  public void on(PolicyLoaded event) {
    show(event, 0);
  }

  @Override
  public void on(DescriptorInherited event) {
    state.on(event);
    show(event, 0);
  }

  @Override
  public void on(ProcessStarted event) {
    state.on(event);
    show(event, event.pid());
  }

  @Override
  public void on(ProcessAttached event) {
    state.on(event);
    show(event, event.pid());
  }

  @Override
  public void on(ThreadStarted event) {
    state.on(event);
    show(event, event.tid());
  }

  @Override
  public void on(ProgramExecuted event) {
    state.on(event);
    show(event, event.pid());
  }

  @Override
  public void on(CallDecided event) {
    state.on(event);
    show(event, event.tid());
  }

  @Override
  public void on(SignalDelivered event) {
    state.on(event);
    show(event, event.tid());
  }

  @Override
  public void on(ThreadStopped event) {
    state.on(event);
    show(event, event.tid());
  }

  @Override
  public void on(ThreadContinued event) {
    state.on(event);
    show(event, event.tid());
  }

  /** Shown while its process is known. */
  @Override
  public void on(ThreadExited event) {
    show(event, event.tid());
    state.on(event);
  }

  @Override
  public void on(ProcessExited event) {
    show(event, event.pid());
    state.on(event);
  }

  @Override
  public void on(RulesCounted event) {
    show(event, 0);
  }

  @Override
  public void on(SessionEnded event) {
    state.on(event);
    show(event, 0);
  }
}
