package syswall.decode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import syswall.event.ByteString;
import syswall.event.Event.CallDecided;
import syswall.event.Event.DescriptorInherited;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.ProgramExecuted;
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
import syswall.event.EventHandler;
import syswall.syscall.Signals;

/**
 * Writes events as lines while they happen: {@code record -v} shows processes and signals, {@code
 * record -vv} also each call, once it has returned. Not thread-safe: events come in journal order.
 */
public final class LiveTrace implements EventHandler {
  /** As much as strace writes of data. */
  private static final int CONTENT_LIMIT = 32;

  private static final int NANOS_PER_MICRO = 1000;
  private static final int MICROS_PER_SECOND = 1_000_000;

  private final boolean showsCalls;
  private final Consumer<String> lines;
  private final Map<Integer, SyscallEntered> enteredByTid = new HashMap<>();
  private final CallText calls = new CallText(DescriptorNames.NONE, CONTENT_LIMIT);

  private LiveTrace(boolean showsCalls, Consumer<String> lines) {
    this.showsCalls = showsCalls;
    this.lines = lines;
  }

  /** Shows process starts, program executions, exits and signals; each line without its end. */
  public static LiveTrace ofProcesses(Consumer<String> lines) {
    return new LiveTrace(false, lines);
  }

  /** Shows the calls too. */
  public static LiveTrace ofCalls(Consumer<String> lines) {
    return new LiveTrace(true, lines);
  }

  private void line(int tid, String text) {
    lines.accept("[pid " + tid + "] " + text);
  }

  @Override
  public void on(SyscallEntered event) {
    if (showsCalls) {
      enteredByTid.put(event.tid(), event);
    }
  }

  @Override
  public void on(SyscallReturned event) {
    SyscallEntered call = enteredByTid.remove(event.tid());
    if (call != null) {
      line(event.tid(), calls.returned(call, event) + duration(event.durationNs()));
    }
  }

  @Override
  public void on(SyscallInterrupted event) {
    SyscallEntered call = enteredByTid.remove(event.tid());
    if (call != null) {
      line(event.tid(), calls.interrupted(call, event) + duration(event.durationNs()));
    }
  }

  /** Seconds with six decimals: {@code <0.000012>}. */
  private static String duration(long ns) {
    long micros = ns / NANOS_PER_MICRO;
    String decimals = Long.toString(MICROS_PER_SECOND + micros % MICROS_PER_SECOND).substring(1);
    return " <" + micros / MICROS_PER_SECOND + "." + decimals + ">";
  }

  private void leaveUnfinished(int tid) {
    SyscallEntered call = enteredByTid.remove(tid);
    if (call != null) {
      line(tid, calls.unfinished(call));
    }
  }

  @Override
  public void on(ProcessStarted event) {
    line(event.pid(), "+++ process started" + creator(event.creatorTid()) + " +++");
  }

  @Override
  public void on(ThreadStarted event) {
    line(
        event.tid(),
        "+++ thread of " + event.pid() + " started" + creator(event.creatorTid()) + " +++");
  }

  private static String creator(int tid) {
    return tid == 0 ? "" : " by " + tid;
  }

  @Override
  public void on(ProgramExecuted event) {
    SyscallEntered execve = enteredByTid.remove(event.formerTid());
    leaveUnfinished(event.pid());
    if (execve != null) {
      enteredByTid.put(event.pid(), execve);
    }
    line(
        event.pid(),
        "+++ executed "
            + QuotedText.quoted(event.executable())
            + " "
            + list(event.argv())
            + " +++");
  }

  private static String list(List<ByteString> strings) {
    return "[" + String.join(", ", strings.stream().map(QuotedText::quoted).toList()) + "]";
  }

  @Override
  public void on(SignalDelivered event) {
    StringBuilder text = new StringBuilder("--- ").append(Signals.name(event.signal()));
    text.append(" {si_code=").append(event.code());
    if (event.senderPid() != 0) {
      text.append(", si_pid=").append(event.senderPid());
      text.append(", si_uid=").append(Integer.toUnsignedString(event.senderUid()));
    }
    if (event.address() != 0) {
      text.append(", si_addr=0x").append(Long.toHexString(event.address()));
    }
    line(event.tid(), text.append("} ---").toString());
  }

  @Override
  public void on(ThreadStopped event) {
    line(event.tid(), "--- stopped by " + Signals.name(event.signal()) + " ---");
  }

  @Override
  public void on(ThreadContinued event) {
    line(event.tid(), "--- continued ---");
  }

  @Override
  public void on(ThreadExited event) {
    leaveUnfinished(event.tid());
    if (showsCalls) {
      line(event.tid(), "+++ thread ended +++");
    }
  }

  @Override
  public void on(ProcessExited event) {
    leaveUnfinished(event.pid());
    String how =
        event.signal() == 0
            ? "exited with " + event.exitCode()
            : "killed by "
                + Signals.name(event.signal())
                + (event.dumpedCore() ? " (core dumped)" : "");
    line(event.pid(), "+++ " + how + " +++");
  }

  @Override
  public void on(CallDecided event) {
    String verdict =
        switch (event.verdict()) {
          case ALLOW -> "allowed";
          case HARD_BLOCK -> "hard blocked";
          case SOFT_BLOCK -> "soft blocked";
        };
    String decider = QuotedText.plain(ByteString.of(event.decidedBy()));
    String rule =
        event.rule().isEmpty() ? "" : " " + QuotedText.quoted(ByteString.of(event.rule()));
    line(event.tid(), "--- " + verdict + " by " + decider + rule + " ---");
  }

  @Override
  public void on(SessionStarted event) {}

  @Override
  public void on(DescriptorInherited event) {}

  @Override
  public void on(SessionEnded event) {}
}
