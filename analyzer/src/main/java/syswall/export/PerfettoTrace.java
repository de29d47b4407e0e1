package syswall.export;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
import syswall.state.ProcessState;
import syswall.syscall.Errno;
import syswall.syscall.FlagSet;
import syswall.syscall.Signals;
import syswall.trace.TraceForm;
import syswall.trace.TraceMoment;

/**
 * A session as tracks: one a thread, below its process; calls are slices on it, what happens to it
 * are instants, and arrows lead to what it starts or sends signals to.
 */
final class PerfettoTrace implements TraceForm {
  /** As much of what is read or written as {@code show} prints by default. */
  private static final int CONTENT_LIMIT = 32;

  private static final long SET_NAME = FlagSet.of("prctl_option").numberOf("PR_SET_NAME");
  private static final int LONGEST_NAME = 15;

  private final TraceMoment moment;
  private final PerfettoPackets packets;
  private final CallText calls;
  private final Map<Integer, Long> processTracks = new HashMap<>();
  private final Map<Integer, Long> threadTracks = new HashMap<>();
  private long tracks;
  private long startedNs;

  PerfettoTrace(TraceMoment moment, PerfettoPackets packets) {
    this.moment = moment;
    this.packets = packets;
    calls = new CallText(moment, CONTENT_LIMIT);
  }

  private PerfettoPackets at(int type, int tid, long timeNs) {
    return packets.event(type, threadTracks.getOrDefault(tid, 0L), startedNs + timeNs);
  }

  private PerfettoPackets instant(Event event, int tid, String category, String name) {
    return at(PerfettoPackets.INSTANT, tid, event.timeNs())
        .name(category, name)
        .note("event", event.sequence());
  }

  @Override
  public void on(SessionStarted event) {
    startedNs = event.startedMonotonicNs();
    packets.clock(event.startedEpochNs(), startedNs);
  }

  @Override
  public void on(SyscallEntered event) {
    at(PerfettoPackets.SLICE_BEGIN, event.tid(), event.timeNs())
        .name("syscall", CallTarget.name(event))
        .note("event", event.sequence())
        .end();
  }

  @Override
  public void returned(SyscallEntered call, SyscallReturned end) {
    PerfettoPackets slice = at(PerfettoPackets.SLICE_END, call.tid(), end.timeNs());
    if (end.failed()) {
      slice.note("error", Errno.name(end.errno()));
    }
    slice.note("text", calls.returned(call, end)).end();
    if (call.arg0() == SET_NAME && !end.failed() && CallTarget.name(call).startsWith("prctl")) {
      nameThread(call);
    }
  }

  @Override
  public void interrupted(SyscallEntered call, SyscallInterrupted end) {
    at(PerfettoPackets.SLICE_END, call.tid(), end.timeNs())
        .note("error", Errno.name(end.restartCode()))
        .note("text", calls.interrupted(call, end))
        .end();
  }

  @Override
  public void unfinished(SyscallEntered call) {
    at(PerfettoPackets.SLICE_END, call.tid(), moment.nowNs())
        .note("text", calls.unfinished(call))
        .end();
  }

  @Override
  public void on(ProcessStarted event) {
    int pid = event.pid();
    processTracks.put(pid, ++tracks);
    packets.process(tracks, pid, nameOf(pid));
    started(event, pid, pid, event.creatorTid());
  }

  @Override
  public void on(ProcessAttached event) {
    int pid = event.pid();
    processTracks.put(pid, ++tracks);
    packets.process(tracks, pid, nameOf(pid));
    started(event, pid, pid, ThreadStarted.ATTACHED);
  }

  @Override
  public void on(ThreadStarted event) {
    started(event, event.pid(), event.tid(), event.creatorTid());
  }

  private void started(Event event, int pid, int tid, int creatorTid) {
    threadTracks.put(tid, ++tracks);
    describe(pid, tid, tid == pid ? programOf(pid) : "");
    arrow(event, creatorTid, "starts " + tid, tid, "started");
  }

  private void describe(int pid, int tid, String name) {
    packets.thread(
        threadTracks.getOrDefault(tid, 0L),
        processTracks.getOrDefault(pid, 0L),
        pid,
        tid,
        name.isEmpty() ? "thread " + tid : name);
  }

  /** An instant and, if it is known from where it came, another one that leads to it. */
  private void arrow(Event event, int fromTid, String cause, int tid, String name) {
    long flow = event.sequence() + 1; // 0 would be none
    boolean known = fromTid != tid && threadTracks.containsKey(fromTid);
    if (known) {
      instant(event, fromTid, "process", cause).flow(flow).end();
    }
    PerfettoPackets instant = instant(event, tid, "process", name);
    if (known) {
      instant.flowEnd(flow);
    }
    instant.end();
  }

  @Override
  public void on(ProgramExecuted event) {
    int pid = event.pid();
    packets.process(processTracks.getOrDefault(pid, 0L), pid, nameOf(pid));
    describe(pid, pid, programOf(pid));
    String program = ReadableText.of(event.executable());
    instant(event, pid, "process", "executed " + program)
        .note("arguments", ReadableText.ofArguments(event.argv()))
        .end();
  }

  private String nameOf(int pid) {
    ProcessState.Image image = image(pid);
    return image == null ? "" : ReadableText.ofArguments(image.argv());
  }

  private String programOf(int pid) {
    ProcessState.Image image = image(pid);
    String path = image == null ? "" : ReadableText.of(image.executable());
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private ProcessState.@Nullable Image image(int pid) {
    ProcessState process = moment.processes().process(pid);
    return process == null ? null : process.image();
  }

  /** PR_SET_NAME of prctl(2): the kernel keeps the first 15 bytes. */
  private void nameThread(SyscallEntered call) {
    for (Capture capture : call.captures()) {
      if (capture.argument() == 1 && capture.form() == Capture.Form.STRING) {
        ByteString name = capture.bytes();
        ByteString kept = name.substring(0, Math.min(LONGEST_NAME, name.length()));
        describe(moment.pid(call.tid()), call.tid(), ReadableText.of(kept));
      }
    }
  }

  @Override
  public void on(CallDecided event) {
    String rule = ReadableText.of(ByteString.of(event.rule()));
    instant(event, event.tid(), "decision", BareText.of(EventText.of(event)))
        .note("rule", rule)
        .end();
  }

  @Override
  public void on(SignalDelivered event) {
    String signal = Signals.name(event.signal());
    arrow(event, event.senderPid(), "sends " + signal, event.tid(), signal);
  }

  @Override
  public void on(ThreadStopped event) {
    instant(event, event.tid(), "process", BareText.of(EventText.of(event))).end();
  }

  @Override
  public void on(ThreadContinued event) {
    instant(event, event.tid(), "process", BareText.of(EventText.of(event))).end();
  }

  @Override
  public void on(ThreadExited event) {
    instant(event, event.tid(), "process", BareText.of(EventText.of(event))).end();
    threadTracks.remove(event.tid());
  }

  @Override
  public void on(ProcessExited event) {
    instant(event, event.pid(), "process", BareText.of(EventText.of(event))).end();
    processTracks.remove(event.pid());
    threadTracks.remove(event.pid());
  }

  @Override
  public void on(PolicyLoaded event) {}

  @Override
  public void on(DescriptorInherited event) {}

  @Override
  public void on(RulesCounted event) {}

  @Override
  public void on(SessionEnded event) {}
}
