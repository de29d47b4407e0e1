package syswall.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.CallSelection;
import syswall.event.Capture;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.ProgramExecuted;
import syswall.event.Event.SignalDelivered;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.event.Event.SyscallReturned;
import syswall.event.Event.ThreadContinued;
import syswall.event.Event.ThreadExited;
import syswall.event.Event.ThreadStarted;
import syswall.event.Event.ThreadStopped;
import syswall.event.EventHandler;
import syswall.syscall.SyscallTable;

/**
 * The events of each thread in the notation of {@code tracee.h}: told by the tracee itself, or
 * derived from a journal. Of captures only strings are told.
 */
final class Narration implements EventHandler.Ignoring {
  /** Which argument of execve(2) is the argument vector. */
  private static final int ARGV = 1;

  /** The sixth argument of the calls by which a tracee narrates. */
  private static final long TELL = 0x7e117e11L;

  private final SortedMap<Integer, List<String>> threads = new TreeMap<>();
  private final Set<Integer> narrating = new HashSet<>();
  private int launched;
  private boolean running;

  /** What a tracee printed. */
  static Narration told(String stdout) {
    var narration = new Narration();
    for (String line : stdout.lines().toList()) {
      int space = line.indexOf(' ');
      narration.tell(Integer.parseInt(line.substring(0, space)), line.substring(space + 1));
    }
    return narration;
  }

  /** What is left of it where only some calls are recorded. */
  Narration chosen(CallSelection selection) {
    var chosen = new Narration();
    threads.forEach(
        (tid, lines) -> {
          boolean leftOut = false;
          for (String line : lines) {
            String word = line.substring(0, (line + " ").indexOf(' '));
            boolean ofCall = List.of("capture", "return", "interrupted").contains(word);
            if (word.startsWith("enter")) {
              leftOut = !isChosen(word, line.split(" ", -1)[1], selection);
            } else if (word.equals("executed")) {
              leftOut = false; // what returns next is the execve, perhaps another thread's
            }
            if (!leftOut || !(ofCall || word.startsWith("enter"))) {
              chosen.tell(tid, line);
            }
          }
        });
    return chosen;
  }

  private static boolean isChosen(String enter, String name, CallSelection selection) {
    Abi abi = enter.equals("enter32") ? Abi.I386 : Abi.X86_64;
    for (int number = 0; number < 512; number++) {
      if (SyscallTable.of(abi).name(number).equals(name)) {
        return selection.includes(abi, number);
      }
    }
    return true;
  }

  /** How many threads narrate. */
  int threads() {
    return threads.size();
  }

  /** Asserts that a journal says what the tracee said, thread by thread, line by line. */
  static void assertSame(Narration told, Narration journalled) {
    for (Map.Entry<Integer, List<String>> thread : told.threads.entrySet()) {
      List<String> expected = thread.getValue();
      List<String> actual = journalled.threads.getOrDefault(thread.getKey(), List.of());
      int same = 0;
      while (same < expected.size()
          && same < actual.size()
          && expected.get(same).equals(actual.get(same))) {
        same++;
      }
      if (same < expected.size() || same < actual.size()) {
        assertEquals(around(expected, same), around(actual, same), "thread " + thread.getKey());
      }
    }
    assertEquals(told.threads.keySet(), journalled.threads.keySet());
  }

  /** The lines around the first one that differs. */
  private static String around(List<String> lines, int index) {
    return String.join(
        "\n", lines.subList(Math.max(0, index - 8), Math.min(lines.size(), index + 8)));
  }

  private void tell(int tid, String event) {
    threads.computeIfAbsent(tid, unused -> new ArrayList<>()).add(event);
  }

  /** The program's own start is not its to narrate: up to the return of its execve. */
  private boolean isLaunch(int tid) {
    return tid == launched && !running;
  }

  @Override
  public void on(ProcessStarted e) {
    if (launched == 0) {
      launched = e.pid();
    } else {
      tell(
          e.pid(),
          "started process %d by %d 0x%x".formatted(e.pid(), e.creatorTid(), e.cloneFlags()));
    }
  }

  @Override
  public void on(ThreadStarted e) {
    tell(
        e.tid(), "started thread %d by %d 0x%x".formatted(e.pid(), e.creatorTid(), e.cloneFlags()));
  }

  @Override
  public void on(ProgramExecuted e) {
    if (isLaunch(e.pid())) {
      return;
    }
    narrating.remove(e.pid());
    String by = e.formerTid() == e.pid() ? "" : " by " + e.formerTid();
    tell(e.pid(), "executed" + by + " " + quoted(e.executable()) + " " + quoted(e.argv()));
  }

  @Override
  public void on(SyscallEntered e) {
    if (e.arg5() == TELL) {
      narrating.add(e.tid());
    } else if (!isLaunch(e.tid())) {
      tell(
          e.tid(),
          "enter%s %s 0x%x 0x%x 0x%x 0x%x 0x%x 0x%x"
              .formatted(
                  e.abi() == Abi.I386 ? "32" : "",
                  SyscallTable.of(e.abi()).name(e.number()),
                  e.arg0(),
                  e.arg1(),
                  e.arg2(),
                  e.arg3(),
                  e.arg4(),
                  e.arg5()));
      e.captures().forEach(capture -> tell(e.tid(), capture));
    }
  }

  private void tell(int tid, Capture capture) {
    if (capture.form() == Capture.Form.STRINGS && capture.argument() != ARGV) {
      return; // tracees do not tell their environment
    }
    String start =
        "capture %d %s "
            .formatted(capture.argument(), capture.extent().name().toLowerCase(Locale.ROOT));
    switch (capture.form()) {
      case STRING -> tell(tid, start + quoted(capture.bytes()));
      case STRINGS -> tell(tid, start + quoted(split(capture.bytes())));
      case SOCKADDR, MEMORY, VECTOR, CONTENT, CONTROL, ENTRIES, DIGEST -> {}
    }
  }

  @Override
  public void on(SyscallReturned e) {
    if (isLaunch(e.tid())) {
      running = true;
    } else if (!narrating.remove(e.tid())) {
      tell(e.tid(), "return " + e.result());
    }
  }

  @Override
  public void on(SyscallInterrupted e) {
    if (!narrating.remove(e.tid())) {
      tell(e.tid(), "interrupted " + e.restartCode());
    }
  }

  @Override
  public void on(SignalDelivered e) {
    tell(e.tid(), "signal %d %d from %d".formatted(e.signal(), e.code(), e.senderPid()));
  }

  @Override
  public void on(ThreadStopped e) {
    tell(e.tid(), "stopped " + e.signal());
  }

  @Override
  public void on(ThreadContinued e) {
    tell(e.tid(), "continued");
  }

  @Override
  public void on(ThreadExited e) {
    tell(e.tid(), "exited 0x%x".formatted(e.waitStatus()));
  }

  @Override
  public void on(ProcessExited e) {
    tell(e.pid(), "exited 0x%x".formatted(e.waitStatus()));
  }

  /** The strings of a {@link Capture.Form#STRINGS}, each ended by a NUL. */
  private static List<ByteString> split(ByteString strings) {
    var parts = new ArrayList<ByteString>();
    int start = 0;
    for (int i = 0; i < strings.length(); i++) {
      if (strings.at(i) == 0) {
        parts.add(strings.substring(start, i));
        start = i + 1;
      }
    }
    return parts;
  }

  private static String quoted(List<ByteString> strings) {
    return String.join(" ", strings.stream().map(Narration::quoted).toList());
  }

  private static String quoted(ByteString bytes) {
    var text = new StringBuilder("\"");
    for (int i = 0; i < bytes.length(); i++) {
      int b = bytes.at(i);
      if (b < ' ' || b > '~' || b == '"' || b == '\\') {
        text.append("\\x%02x".formatted(b));
      } else {
        text.append((char) b);
      }
    }
    return text.append('"').toString();
  }
}
