package syswall.export;

import syswall.decode.DecisionText;
import syswall.event.ByteString;
import syswall.event.Event.CallDecided;
import syswall.event.Event.SessionStarted;
import syswall.event.Event.SyscallEntered;
import syswall.history.CallTarget;
import syswall.history.CallTargets;
import syswall.replay.Projection;
import syswall.state.SessionState;
import syswall.syscall.Errno;

/** Writes {@link Table#DECISIONS}: told by a replay behind the state that it asks. */
final class DecisionRows implements Projection {
  private final SessionState state;
  private final Rows rows;
  private final CallTargets targets;

  DecisionRows(SessionState state, Rows rows) {
    this.state = state;
    this.rows = rows;
    targets = new CallTargets(state.processes());
  }

  @Override
  public void onDecided(SyscallEntered call, CallDecided decided) {
    SessionStarted started = state.started();
    long startedEpochNs = started == null ? 0 : started.startedEpochNs();
    Rows row = rows.begin(call.sequence(), call.timeNs(), startedEpochNs);
    row.number(state.processes().pid(call.tid())).number(call.tid());
    row.text(DecisionText.verdict(decided.verdict(), decided.kills()));
    row.text(ByteString.of(decided.decidedBy())).text(ByteString.of(decided.rule()));
    CallTarget target = targets.of(call);
    row.text(CallTarget.name(call)).target(target, target.address());
    told(row, decided).end();
  }

  /** What the program got in place of the call's result. */
  private static Rows told(Rows row, CallDecided decided) {
    return switch (decided.verdict()) {
      case ALLOW -> row.none();
      case HARD_BLOCK ->
          decided.kills() ? row.none() : row.text(Errno.name((int) -decided.fakeResult()));
      case SOFT_BLOCK -> row.number(decided.fakeResult());
    };
  }
}
