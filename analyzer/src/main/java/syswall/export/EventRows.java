package syswall.export;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import syswall.decode.CallText;
import syswall.decode.EventText;
import syswall.decode.ReadableText;
import syswall.event.ByteString;
import syswall.event.Capture;
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
import syswall.event.Event.SyscallReturned;
import syswall.event.Event.ThreadContinued;
import syswall.event.Event.ThreadExited;
import syswall.event.Event.ThreadStarted;
import syswall.event.Event.ThreadStopped;
import syswall.history.CallTarget;
import syswall.history.CallTargets;
import syswall.syscall.ArgKind;
import syswall.syscall.Errno;
import syswall.syscall.Signals;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;
import syswall.trace.TraceForm;
import syswall.trace.TraceMoment;

/** Writes {@link Table#EVENTS}. */
final class EventRows implements TraceForm {
  /** As much of what is read or written as {@code show} prints by default. */
  private static final int CONTENT_LIMIT = 32;

  private final TraceMoment moment;
  private final Rows rows;
  private final CallText calls;
  private final CallTargets targets;
  private final Map<Integer, CallTarget> begunByTid = new HashMap<>();
  private final StringBuilder text = new StringBuilder();

  EventRows(TraceMoment moment, Rows rows) {
    this.moment = moment;
    this.rows = rows;
    calls = new CallText(moment, CONTENT_LIMIT);
    targets = new CallTargets(moment.processes());
  }

  @Override
  public void on(SyscallEntered event) {
    begunByTid.put(event.tid(), targets.of(event));
  }

  @Override
  public void returned(SyscallEntered call, SyscallReturned end) {
    Rows row = call(call, end.tid(), end.captures());
    if (end.failed()) {
      row.number(-1).text(Errno.name(end.errno()));
    } else {
      result(row, call, end.result()).none();
    }
    row.number(end.durationNs()).number(end.sequence());
    text.setLength(0);
    calls.appendReturned(call, end, text);
    row.text(text).end();
  }

  private static Rows result(Rows row, SyscallEntered call, long result) {
    Syscall syscall = SyscallTable.find(call);
    ArgKind kind = syscall == null ? ArgKind.HEX : syscall.result().kind();
    return kind == ArgKind.HEX || kind == ArgKind.ADDRESS || kind == ArgKind.FLAGS
        ? row.hex(result)
        : row.number(result);
  }

  @Override
  public void interrupted(SyscallEntered call, SyscallInterrupted end) {
    Rows row = call(call, end.tid(), List.of());
    row.none().text(Errno.name(end.restartCode())).number(end.durationNs());
    row.number(end.sequence());
    text.setLength(0);
    calls.appendInterrupted(call, end, text);
    row.text(text).end();
  }

  @Override
  public void unfinished(SyscallEntered call) {
    Rows row = call(call, call.tid(), List.of()).none(4);
    text.setLength(0);
    calls.appendUnfinished(call, text);
    row.text(text).end();
  }

  /** A call's row up to its address. */
  private Rows call(SyscallEntered call, int tid, List<Capture> written) {
    CallTarget begun = begunByTid.remove(call.tid());
    CallTarget target = begun == null ? CallTarget.NONE : begun;
    Rows row = rows.begin(call.sequence(), call.timeNs(), moment.startedEpochNs());
    row.number(moment.pid(tid)).number(tid).text("call").text(CallTarget.name(call));
    return row.target(target, target.address().length() == 0 ? peer(written) : target.address());
  }

  private static ByteString peer(List<Capture> written) {
    for (Capture capture : written) {
      if (capture.form() == Capture.Form.SOCKADDR && capture.bytes().length() > 1) {
        return capture.bytes();
      }
    }
    return ByteString.EMPTY;
  }

  private void event(Event event, int tid, String kind, CharSequence name, String shown) {
    Rows row = rows.begin(event.sequence(), event.timeNs(), moment.startedEpochNs());
    if (tid == 0) {
      row.none(2);
    } else {
      row.number(moment.pid(tid)).number(tid);
    }
    row.text(kind).text(name).none(7).text(shown).end();
  }

  @Override
  public void on(SessionStarted event) {
    event(event, 0, "session_started", "", ReadableText.ofArguments(event.argv()));
  }

  @Override
  public void on(PolicyLoaded event) {
    String source = ReadableText.of(ByteString.of(event.source()));
    event(event, 0, "policy_loaded", source, BareText.of(EventText.of(event)));
  }

  @Override
  public void on(DescriptorInherited event) {
    Rows row = rows.begin(event.sequence(), event.timeNs(), moment.startedEpochNs());
    row.none(2).text("descriptor_inherited").none().text(event.target()).none(2);
    row.number(event.fd()).none(4).end();
  }

  @Override
  public void on(ProcessStarted event) {
    event(event, event.pid(), "process_started", "", BareText.of(EventText.of(event)));
  }

  @Override
  public void on(ProcessAttached event) {
    Rows row = rows.begin(event.sequence(), event.timeNs(), moment.startedEpochNs());
    row.number(event.pid()).number(event.pid()).text("process_attached").none();
    row.text(event.executable()).none(6).text(ReadableText.ofArguments(event.argv())).end();
  }

  @Override
  public void on(ThreadStarted event) {
    event(event, event.tid(), "thread_started", "", BareText.of(EventText.of(event)));
  }

  @Override
  public void on(ProgramExecuted event) {
    Rows row = rows.begin(event.sequence(), event.timeNs(), moment.startedEpochNs());
    row.number(event.pid()).number(event.pid()).text("program_executed").none();
    row.text(event.executable()).none(6).text(ReadableText.ofArguments(event.argv())).end();
  }

  @Override
  public void on(CallDecided event) {
    String rule = ReadableText.of(ByteString.of(event.rule()));
    event(event, event.tid(), "call_decided", rule, BareText.of(EventText.of(event)));
  }

  @Override
  public void on(SignalDelivered event) {
    String signal = Signals.name(event.signal());
    event(event, event.tid(), "signal_delivered", signal, BareText.of(EventText.of(event)));
  }

  @Override
  public void on(ThreadStopped event) {
    String signal = Signals.name(event.signal());
    event(event, event.tid(), "thread_stopped", signal, BareText.of(EventText.of(event)));
  }

  @Override
  public void on(ThreadContinued event) {
    event(event, event.tid(), "thread_continued", "", BareText.of(EventText.of(event)));
  }

  @Override
  public void on(ThreadExited event) {
    event(event, event.tid(), "thread_exited", "", BareText.of(EventText.of(event)));
  }

  @Override
  public void on(ProcessExited event) {
    event(event, event.pid(), "process_exited", "", BareText.of(EventText.of(event)));
  }

  @Override
  public void on(RulesCounted event) {
    long used = event.counts().stream().filter(count -> count != 0).count();
    event(event, 0, "rules_counted", "", used + " of " + event.counts().size() + " rules decided");
  }

  @Override
  public void on(SessionEnded event) {
    String reason = event.reason().name().toLowerCase(Locale.ROOT);
    event(event, 0, "session_ended", reason, "exit status " + event.exitStatus());
  }
}
