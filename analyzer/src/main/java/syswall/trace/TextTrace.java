package syswall.trace;

import java.util.function.Consumer;
import syswall.decode.CallText;
import syswall.decode.DescriptorNames;
import syswall.decode.EventText;
import syswall.decode.SecondsText;
import syswall.decode.SelectionText;
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

/**
 * A trace as lines in strace's notation: {@code 0.001234 [pid 4711] close(3</etc/passwd>) = 0}.
 * They are those of {@code record -vv}, with times and names of descriptors. A session's start, its
 * end and what it inherited are no lines.
 */
public final class TextTrace implements TraceForm {
  /**
   * How lines look.
   *
   * @param times in front of them
   * @param durations whether calls end with how long they took
   * @param descriptorNames whether descriptors are named
   * @param contentLimit how many bytes of what is read or written are shown
   */
  public record Style(
      Timestamps times, boolean durations, boolean descriptorNames, int contentLimit) {}

  private final TraceMoment moment;
  private final Style style;
  private final CallText calls;
  private final Consumer<StringBuilder> lines;
  private final StringBuilder line = new StringBuilder();

  /**
   * Writes lines.
   *
   * @param lines takes each, without its end; what it is given is used again for the next
   */
  public TextTrace(TraceMoment moment, Style style, Consumer<StringBuilder> lines) {
    this.moment = moment;
    this.style = style;
    this.lines = lines;
    calls = new CallText(style.descriptorNames ? moment : DescriptorNames.NONE, style.contentLimit);
  }

  private StringBuilder start(Event event, int tid) {
    line.setLength(0);
    style.times.append(event.timeNs(), moment.startedEpochNs(), line);
    return line.append("[pid ").append(tid).append("] ");
  }

  private void event(Event event, int tid, String text) {
    lines.accept(start(event, tid).append(text));
  }

  private void appendDuration(long ns) {
    if (style.durations) {
      line.append(" <");
      SecondsText.append(ns, line);
      line.append('>');
    }
  }

  /** Under the number that lives on, should an execve have changed it; at the time of the entry. */
  @Override
  public void returned(SyscallEntered call, SyscallReturned end) {
    calls.appendReturned(call, end, start(call, end.tid()));
    appendDuration(end.durationNs());
    lines.accept(line);
  }

  @Override
  public void interrupted(SyscallEntered call, SyscallInterrupted end) {
    calls.appendInterrupted(call, end, start(call, end.tid()));
    appendDuration(end.durationNs());
    lines.accept(line);
  }

  @Override
  public void unfinished(SyscallEntered call) {
    calls.appendUnfinished(call, start(call, call.tid()));
    lines.accept(line);
  }

  @Override
  public void on(ProcessStarted event) {
    event(event, event.pid(), EventText.of(event));
  }

  @Override
  public void on(ProcessAttached event) {
    event(event, event.pid(), EventText.of(event));
  }

  @Override
  public void on(ThreadStarted event) {
    event(event, event.tid(), EventText.of(event));
  }

  @Override
  public void on(ProgramExecuted event) {
    event(event, event.pid(), EventText.of(event));
  }

  @Override
  public void on(CallDecided event) {
    event(event, event.tid(), EventText.of(event));
  }

  @Override
  public void on(SignalDelivered event) {
    event(event, event.tid(), EventText.of(event));
  }

  @Override
  public void on(ThreadStopped event) {
    event(event, event.tid(), EventText.of(event));
  }

  @Override
  public void on(ThreadContinued event) {
    event(event, event.tid(), EventText.of(event));
  }

  @Override
  public void on(ThreadExited event) {
    event(event, event.tid(), EventText.of(event));
  }

  @Override
  public void on(ProcessExited event) {
    event(event, event.pid(), EventText.of(event));
  }

  @Override
  public void on(SessionStarted event) {
    String selection = SelectionText.of(event);
    if (!selection.isEmpty()) {
      event(event, "--- " + selection + " ---");
    }
  }

  @Override
  public void on(PolicyLoaded event) {
    event(event, EventText.of(event));
  }

  private void event(Event event, String text) {
    line.setLength(0);
    style.times.append(event.timeNs(), moment.startedEpochNs(), line);
    lines.accept(line.append(text));
  }

  @Override
  public void on(DescriptorInherited event) {}

  @Override
  public void on(RulesCounted event) {}

  @Override
  public void on(SessionEnded event) {}
}
