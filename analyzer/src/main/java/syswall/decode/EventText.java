package syswall.decode;

import java.util.List;
import syswall.event.ByteString;
import syswall.event.Event.CallDecided;
import syswall.event.Event.PolicyLoaded;
import syswall.event.Event.ProcessAttached;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.ProgramExecuted;
import syswall.event.Event.SignalDelivered;
import syswall.event.Event.ThreadContinued;
import syswall.event.Event.ThreadExited;
import syswall.event.Event.ThreadStarted;
import syswall.event.Event.ThreadStopped;
import syswall.syscall.Signals;

/**
 * The text of events that are no calls, as live and replayed traces print it behind the thread:
 * {@code +++ exited with 0 +++}. Printable ASCII.
 */
public final class EventText {
  private EventText() {}

  /** A policy governs the session. */
  public static String of(PolicyLoaded event) {
    int rules = event.rules().size();
    String otherwise =
        event.defaultAction().isEmpty()
            ? ""
            : ", otherwise " + QuotedText.plain(event.defaultAction());
    return "--- policy "
        + QuotedText.quoted(ByteString.of(event.source()))
        + ", "
        + (rules == 1 ? "1 rule" : rules + " rules")
        + otherwise
        + " ---";
  }

  /** A process began. */
  public static String of(ProcessStarted event) {
    return "+++ process started" + creator(event.creatorTid()) + " +++";
  }

  /** A process was running already. */
  public static String of(ProcessAttached event) {
    return "+++ attached to, child of "
        + event.parentPid()
        + ", runs "
        + QuotedText.quoted(event.executable())
        + " "
        + list(event.argv())
        + " +++";
  }

  /** A thread began, or was running already. */
  public static String of(ThreadStarted event) {
    String how =
        event.creatorTid() == ThreadStarted.ATTACHED
            ? "attached to"
            : "started" + creator(event.creatorTid());
    return "+++ thread of " + event.pid() + " " + how + " +++";
  }

  private static String creator(int tid) {
    return tid == 0 ? "" : " by " + tid;
  }

  /** A process runs another program. */
  public static String of(ProgramExecuted event) {
    return "+++ executed "
        + QuotedText.quoted(event.executable())
        + " "
        + list(event.argv())
        + " +++";
  }

  private static String list(List<ByteString> strings) {
    return "[" + String.join(", ", strings.stream().map(QuotedText::quoted).toList()) + "]";
  }

  /** A signal was delivered. */
  public static String of(SignalDelivered event) {
    StringBuilder text = new StringBuilder("--- ").append(Signals.name(event.signal()));
    text.append(" {si_code=").append(event.code());
    if (event.senderPid() != 0) {
      text.append(", si_pid=").append(event.senderPid());
      text.append(", si_uid=").append(Integer.toUnsignedString(event.senderUid()));
    }
    if (event.address() != 0) {
      text.append(", si_addr=0x").append(Long.toHexString(event.address()));
    }
    return text.append("} ---").toString();
  }

  /** Job control stopped a thread. */
  public static String of(ThreadStopped event) {
    return "--- stopped by " + Signals.name(event.signal()) + " ---";
  }

  /** Job control let a thread go on. */
  public static String of(@SuppressWarnings("unused") ThreadContinued event) {
    return "--- continued ---";
  }

  /** A thread ended. */
  public static String of(@SuppressWarnings("unused") ThreadExited event) {
    return "+++ thread ended +++";
  }

  /** A process ended. */
  public static String of(ProcessExited event) {
    String how =
        event.signal() == 0
            ? "exited with " + event.exitCode()
            : "killed by "
                + Signals.name(event.signal())
                + (event.dumpedCore() ? " (core dumped)" : "");
    return "+++ " + how + " +++";
  }

  /** The firewall decided. */
  public static String of(CallDecided event) {
    String verdict =
        switch (event.verdict()) {
          case ALLOW -> "allowed";
          case HARD_BLOCK -> "hard blocked";
          case SOFT_BLOCK -> "soft blocked";
        };
    String decider = QuotedText.plain(event.decidedBy());
    String rule =
        event.rule().isEmpty() ? "" : " " + QuotedText.quoted(ByteString.of(event.rule()));
    String question =
        event.question().length() == 0
            ? ""
            : ", asked for \"" + QuotedText.plain(event.question()) + "\"";
    return "--- " + verdict + " by " + decider + rule + question + " ---";
  }
}
