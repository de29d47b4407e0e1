package syswall.export;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import syswall.decode.ReadableText;
import syswall.event.ByteString;
import syswall.event.Event;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.history.CallTarget;
import syswall.replay.CompletedCall;
import syswall.replay.Projection;
import syswall.replay.Replay;
import syswall.state.ProcessState;
import syswall.state.SessionState;
import syswall.state.ThreadState;

/**
 * Folded stacks, from which flame graphs are drawn (flamegraph.pl, inferno, speedscope): a line for
 * each program, below those that started it, and each of its calls, {@code make;cc;read 1234}, with
 * the microseconds that these took in all, waiting included, rounded up.
 */
public final class FoldedExport implements SessionExport {
  private static final long MICRO_NS = 1_000;
  private static final ByteString SLASH = ByteString.of("/");

  private final Writer out;
  private final boolean severalSessions;
  private final SortedMap<String, Long> durationsNs = new TreeMap<>();

  /**
   * Writes stacks, in their alphabetical order, when this is closed.
   *
   * @param out closed with this
   * @param severalSessions whether the name of the session is at the bottom of each stack
   */
  public FoldedExport(Writer out, boolean severalSessions) {
    this.out = out;
    this.severalSessions = severalSessions;
  }

  @Override
  public void add(String session, Supplier<@Nullable Event> events) {
    String bottom = severalSessions ? frame(ByteString.of(session)) + ";" : "";
    SessionState state = new SessionState();
    Replay.run(events, state, new Calls(state, bottom));
  }

  /** Text of a stack: a semicolon would be the end of a frame. */
  private static String frame(ByteString name) {
    return ReadableText.of(name).replace(";", "\\x3b");
  }

  private static ByteString baseName(ByteString path) {
    for (int i = path.length() - 1; i >= 0; i--) {
      if (path.at(i) == '/') {
        return i == path.length() - 1 ? SLASH : path.substring(i + 1, path.length());
      }
    }
    return path;
  }

  private final class Calls implements Projection {
    private final SessionState state;
    private final String bottom;

    Calls(SessionState state, String bottom) {
      this.state = state;
      this.bottom = bottom;
    }

    @Override
    public void onReturned(CompletedCall call) {
      took(call.tid(), call.entered(), call.returned().durationNs());
    }

    @Override
    public void onInterrupted(SyscallEntered entered, SyscallInterrupted interrupted) {
      took(entered.tid(), entered, interrupted.durationNs());
    }

    @Override
    public void onUnfinished(SyscallEntered entered) {
      took(entered.tid(), entered, state.lastNs() - entered.timeNs());
    }

    private void took(int tid, SyscallEntered call, long ns) {
      ThreadState thread = state.processes().thread(tid);
      StringBuilder stack = new StringBuilder(bottom);
      if (thread != null) {
        append(thread.process(), Long.MAX_VALUE, stack);
      }
      stack.append(CallTarget.name(call));
      durationsNs.merge(stack.toString(), ns, Long::sum);
    }

    /** What a process ran at a time, behind what its creators ran when they created it. */
    private void append(ProcessState process, long atNs, StringBuilder stack) {
      ProcessState parent = process.parent();
      if (parent != null) {
        append(parent, process.startedNs(), stack);
      }
      for (int i = process.images().size() - 1; i >= 0; i--) {
        if (process.images().get(i).timeNs() <= atNs) {
          stack.append(frame(baseName(process.images().get(i).executable()))).append(';');
          return;
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (Writer closing = out) {
      for (Map.Entry<String, Long> stack : durationsNs.entrySet()) {
        long micros = (stack.getValue() + MICRO_NS - 1) / MICRO_NS;
        closing.write(stack.getKey() + " " + micros + "\n");
      }
    }
  }
}
