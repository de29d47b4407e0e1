package syswall.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.CallSelection;
import syswall.event.Capture;
import syswall.event.EndReason;
import syswall.event.Event;
import syswall.event.Event.DescriptorInherited;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.ProgramExecuted;
import syswall.event.Event.SessionEnded;
import syswall.event.Event.SessionStarted;
import syswall.event.Event.SignalDelivered;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallReturned;
import syswall.journal.JournalAppender;
import syswall.journal.JournalFormat;

/**
 * Writes a journal of any length that looks like a build: a shell has up to eight processes at
 * work, and for each that exits it starts another. The same seed gives the same events. Arguments:
 * the session to create, how many events, then if wanted the seed, and of how many stats one ends
 * otherwise than with the seed alone.
 */
public final class SyntheticJournal {
  private static final int SHELL = 1000;
  private static final int WORKERS = 8;
  private static final int SIGCHLD = 17;
  private static final int NEWFSTATAT = 262;
  private static final int ENOENT = 2;
  private static final ByteString[] PATHS = paths();

  private interface Numbered {
    Event at(long sequence, long timeNs);
  }

  private final Random random;
  private final Queue<Numbered> queue = new ArrayDeque<>();
  private final List<SyntheticProcess> alive = new ArrayList<>();
  private final Map<Integer, SyntheticProcess.Call> pending = new HashMap<>();
  private int lastPid = SHELL;
  private long timeNs;
  private final int otherwise;
  private int stats;

  private SyntheticJournal(long seed, int otherwise) {
    this.otherwise = otherwise;
    random = new Random(seed);
    queue.add(SyntheticJournal::started);
    for (int fd = 0; fd < 3; fd++) {
      int number = fd;
      queue.add((n, t) -> new DescriptorInherited(n, t, number, ByteString.of("/dev/pts/0"), 2, 0));
    }
    queue.add((n, t) -> new ProcessStarted(n, t, SHELL, 0, 0));
  }

  public static void main(String[] arguments) throws IOException {
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1;
    int otherwise = arguments.length > 3 ? Integer.parseInt(arguments[3]) : Integer.MAX_VALUE;
    write(Path.of(arguments[0]), Long.parseLong(arguments[1]), seed, otherwise);
  }

  /** Writes a complete session. */
  public static void write(Path session, long events, long seed) throws IOException {
    write(session, events, seed, Integer.MAX_VALUE);
  }

  /** Writes a complete session in which one of so many stats ends otherwise. */
  static void write(Path session, long events, long seed, int otherwise) throws IOException {
    SyntheticJournal journal = new SyntheticJournal(seed, otherwise);
    try (JournalAppender appender = JournalAppender.create(session)) {
      for (long sequence = 0; sequence < events - 1; sequence++) {
        appender.append(journal.next(sequence));
      }
      appender.append(new SessionEnded(events - 1, journal.timeNs, EndReason.COMPLETED, 0));
    }
  }

  /** One of many paths, some much more often than others. */
  static ByteString path(Random random) {
    int most = random.nextInt(PATHS.length) + 1;
    return PATHS[random.nextInt(most)];
  }

  private Event next(long sequence) {
    while (queue.isEmpty()) {
      step();
    }
    timeNs += 500 + random.nextInt(4_000);
    return queue.remove().at(sequence, timeNs);
  }

  private void step() {
    if (alive.size() < WORKERS) {
      start();
      return;
    }
    SyntheticProcess process = alive.get(random.nextInt(WORKERS));
    SyntheticProcess.Call call = pending.remove(process.pid);
    if (call != null) {
      leave(process.pid, call);
    } else if (process.isDone()) {
      exit(process);
    } else {
      call = process.next();
      pending.put(process.pid, call);
      enter(process.pid, call);
    }
  }

  private void start() {
    lastPid = lastPid >= 32_767 ? SHELL + 1 : lastPid + 1;
    int pid = lastPid;
    alive.add(new SyntheticProcess(pid, 500 + random.nextInt(20_000), random));
    SyntheticProcess.Call clone = SyntheticProcess.Call.of(56, pid, 0x1200011, 0, 0, 0, 0);
    enter(SHELL, clone);
    queue.add((n, t) -> new ProcessStarted(n, t, pid, SHELL, 0x1200000));
    leave(SHELL, clone);
    ByteString program = path(random);
    SyntheticProcess.Call execve =
        SyntheticProcess.Call.of(59, 0).with(0, Capture.Form.STRING, program);
    enter(pid, execve);
    List<ByteString> argv = List.of(program, ByteString.of("-o"), path(random));
    queue.add((n, t) -> new ProgramExecuted(n, t, pid, pid, program, argv));
    leave(pid, execve);
  }

  private void exit(SyntheticProcess process) {
    alive.remove(process);
    int pid = process.pid;
    SyntheticProcess.Call wait = SyntheticProcess.Call.of(61, pid, -1, 0, 0, 0);
    enter(SHELL, wait);
    enter(pid, SyntheticProcess.Call.of(231, 0, 0));
    queue.add((n, t) -> new ProcessExited(n, t, pid, 0));
    leave(SHELL, wait);
    queue.add((n, t) -> new SignalDelivered(n, t, SHELL, SIGCHLD, 1, pid, 1000, 0));
  }

  private void enter(int tid, SyntheticProcess.Call call) {
    List<Long> args = call.args();
    queue.add(
        (n, t) ->
            new SyscallEntered(
                n,
                t,
                tid,
                Abi.X86_64,
                call.number(),
                args.get(0),
                args.get(1),
                args.get(2),
                args.get(3),
                args.get(4),
                args.get(5),
                call.captures()));
  }

  private void leave(int tid, SyntheticProcess.Call call) {
    boolean isOther = call.number() == NEWFSTATAT && ++stats % otherwise == 0;
    long result = !isOther ? call.result() : call.result() == 0 ? -ENOENT : 0;
    queue.add((n, t) -> new SyscallReturned(n, t, tid, result, 900 + n % 4_000, call.written()));
  }

  private static Event started(long sequence, long timeNs) {
    return new SessionStarted(
        sequence,
        timeNs,
        JournalFormat.VERSION,
        "0.1.0",
        List.of(ByteString.of("sh"), ByteString.of("build.sh")),
        ByteString.of("/home/ada/work"),
        List.of(ByteString.of("LANG=C"), ByteString.of("HOME=/home/ada")),
        1000,
        1000,
        "Linux 6.12.1",
        "x86_64",
        "host",
        1_700_000_000_000_000_000L,
        123_456_789L,
        "ptrace",
        CallSelection.ALL);
  }

  private static ByteString[] paths() {
    Random random = new Random(2);
    String[] trees = {
      "/usr/include/c++/12/bits/", "/home/ada/work/src/main/java/org/wood/", "/usr/share/doc/",
      "/home/ada/work/build/objects/", "/tmp/cc", "/usr/lib/gcc/x86_64-linux-gnu/12/"
    };
    ByteString[] paths = new ByteString[20_000];
    for (int i = 0; i < paths.length; i++) {
      String tree = trees[random.nextInt(trees.length)];
      String name = Integer.toString(random.nextInt(Integer.MAX_VALUE), 36);
      paths[i] = ByteString.of(tree + name + (i % 3 == 0 ? "/" + i : "") + ".x");
    }
    return paths;
  }
}
