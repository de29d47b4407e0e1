package syswall.replay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.CallSelection;
import syswall.event.Capture;
import syswall.event.EndReason;
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
import syswall.event.Verdict;
import syswall.journal.JournalAppender;
import syswall.journal.JournalFormat;
import syswall.syscall.SyscallTable;

/**
 * A session written by hand: {@code session.call(100, "openat", AT_FDCWD, "in", 0).returns(3)}. It
 * begins with process {@link #FIRST} in {@code /wood}; each event is a microsecond after the one
 * before.
 */
public final class Recorded {
  /** The first process. */
  public static final int FIRST = 100;

  public static final int AT_FDCWD = -100;

  private static final long TICK_NS = 1_000;

  private final List<Event> events = new ArrayList<>();
  private long timeNs;

  /** A session of a program in {@code /wood}. */
  public Recorded(String... argv) {
    this(CallSelection.ALL, argv);
  }

  /** The same of which only some calls were recorded. */
  public Recorded(CallSelection selection, String... argv) {
    this(selection, List.of(argv));
    process(FIRST, 0, 0);
  }

  /** A session that will attach to processes. */
  public static Recorded following(String... argv) {
    return new Recorded(CallSelection.ALL, List.of(argv));
  }

  private Recorded(CallSelection selection, List<String> argv) {
    add(
        (n, t) ->
            new SessionStarted(
                n,
                t,
                JournalFormat.VERSION,
                "0.1.0",
                strings(argv.toArray(String[]::new)),
                ByteString.of("/wood"),
                List.of(),
                1000,
                1000,
                "Linux 6.18.44",
                "x86_64",
                "box",
                1_767_225_600_000_000_000L,
                0,
                "ptrace",
                selection));
  }

  /** The events so far. */
  public List<Event> events() {
    return List.copyOf(events);
  }

  /** Writes a journal with the events so far. */
  public void write(Path session) throws IOException {
    try (JournalAppender journal = JournalAppender.create(session)) {
      for (Event event : events) {
        journal.append(event);
      }
    }
  }

  /** The first so many events, as a source. */
  public Supplier<@Nullable Event> source(int count) {
    Iterator<Event> iterator = events().subList(0, count).iterator();
    return () -> iterator.hasNext() ? iterator.next() : null;
  }

  /** All events, as a source. */
  public Supplier<@Nullable Event> source() {
    return source(events.size());
  }

  /** A policy, with rules as {@code "ID: TEXT"}. */
  public Recorded policy(String source, String defaultAction, String... rules) {
    List<PolicyLoaded.Rule> parsed =
        Stream.of(rules)
            .map(rule -> rule.split(": ", 2))
            .map(parts -> new PolicyLoaded.Rule(parts[0], parts[1]))
            .toList();
    return add((n, t) -> new PolicyLoaded(n, t, source, defaultAction, parsed));
  }

  /** How often the rules of the policies decided. */
  public Recorded counted(Long... counts) {
    return add((n, t) -> new RulesCounted(n, t, List.of(counts)));
  }

  public Recorded inherits(int fd, String target) {
    return inherits(fd, target, 2);
  }

  /** With flags of open(2). */
  public Recorded inherits(int fd, String target, int flags) {
    return add((n, t) -> new DescriptorInherited(n, t, fd, ByteString.of(target), flags, 0));
  }

  /** A process was running already, with what was inherited since the last one. */
  public Recorded attached(int pid, int parentPid, int callsUnderWay, String... argv) {
    return add(
        (n, t) ->
            new ProcessAttached(
                n,
                t,
                pid,
                parentPid,
                ByteString.of("/bin/" + argv[0]),
                strings(argv),
                ByteString.of("/den"),
                ByteString.of("/"),
                List.of(),
                callsUnderWay));
  }

  public Recorded process(int pid, int creatorTid, long cloneFlags) {
    return add((n, t) -> new ProcessStarted(n, t, pid, creatorTid, cloneFlags));
  }

  public Recorded thread(int tid, int pid, int creatorTid, long cloneFlags) {
    return add((n, t) -> new ThreadStarted(n, t, tid, pid, creatorTid, cloneFlags));
  }

  public Recorded executes(int pid, int formerTid, String executable, String... argv) {
    return add(
        (n, t) ->
            new ProgramExecuted(n, t, pid, formerTid, ByteString.of(executable), strings(argv)));
  }

  public Recorded signal(int tid, int signal) {
    return add((n, t) -> new SignalDelivered(n, t, tid, signal, 0, 0, 0, 0));
  }

  /** A process sends a signal to a thread. */
  public Recorded signal(int tid, int signal, int senderPid) {
    return add((n, t) -> new SignalDelivered(n, t, tid, signal, 0, senderPid, 0, 0));
  }

  /** Job control stops a thread and lets it go on. */
  public Recorded stopsAndGoesOn(int tid, int signal) {
    add((n, t) -> new ThreadStopped(n, t, tid, signal));
    return add((n, t) -> new ThreadContinued(n, t, tid));
  }

  public Recorded threadExits(int tid) {
    return add((n, t) -> new ThreadExited(n, t, tid, 0));
  }

  /** With a wait(2) status: {@code code << 8}, or a signal. */
  public Recorded exits(int pid, int waitStatus) {
    return add((n, t) -> new ProcessExited(n, t, pid, waitStatus));
  }

  public Recorded ends(int exitStatus) {
    return ends(EndReason.COMPLETED, exitStatus);
  }

  public Recorded ends(EndReason reason, int exitStatus) {
    return add((n, t) -> new SessionEnded(n, t, reason, exitStatus));
  }

  /** Time passes before the next event. */
  public Recorded pause(long ns) {
    timeNs += ns;
    return this;
  }

  /**
   * A 64-bit call; each argument is a number, a {@code String} that is captured as a path, or an
   * {@link Place}, {@link In}, {@link Gathered}, {@link Out} or {@link Address}.
   */
  public Pending call(int tid, String name, Object... arguments) {
    return call(Abi.X86_64, tid, name, arguments);
  }

  public Pending call(Abi abi, int tid, String name, Object... arguments) {
    long[] registers = new long[6];
    List<Capture> in = new ArrayList<>();
    List<Capture> out = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      Object argument = arguments[i];
      int index = i;
      registers[i] = argument instanceof Number number ? number.longValue() : 0x7000 + i;
      if (argument instanceof String text) {
        in.add(whole(i, Capture.Form.STRING, ByteString.of(text)));
      } else if (argument instanceof Address address) {
        in.add(whole(i, Capture.Form.SOCKADDR, address.bytes));
      } else if (argument instanceof Place path) {
        in.add(whole(i, Capture.Form.STRING, ByteString.of(path.text)));
        out.add(whole(i, path.place.form, path.place.bytes));
      } else if (argument instanceof In read) {
        in.add(whole(i, read.form, read.bytes));
      } else if (argument instanceof Gathered gathered) {
        gathered.parts.forEach(part -> in.add(whole(index, part.form, part.bytes)));
      } else if (argument instanceof Out written) {
        out.add(whole(i, written.form, written.bytes));
      }
    }
    add(
        (n, t) ->
            new SyscallEntered(
                n,
                t,
                tid,
                abi,
                number(abi, name),
                registers[0],
                registers[1],
                registers[2],
                registers[3],
                registers[4],
                registers[5],
                in));
    return new Pending(tid, out);
  }

  /** A 64-bit call by its number, with what was captured of it. */
  public Recorded captured(int tid, int number, Capture capture) {
    return add(
        (n, t) ->
            new SyscallEntered(n, t, tid, Abi.X86_64, number, 0, 0, 0, 0, 0, 0, List.of(capture)));
  }

  /** A call that was entered. */
  public final class Pending {
    private final int tid;
    private final List<Capture> captures;
    private long durationNs = TICK_NS;

    private Pending(int tid, List<Capture> captures) {
      this.tid = tid;
      this.captures = captures;
    }

    /** The call takes this long. */
    public Pending lasting(long ns) {
      timeNs += ns - TICK_NS;
      durationNs = ns;
      return this;
    }

    /** The firewall decides about it. */
    public Pending decided(Verdict verdict) {
      return decided(verdict, 0, "rule", "r1");
    }

    /** The firewall, or who it was, decides about it. */
    public Pending decided(Verdict verdict, long fakeResult, String by, String rule) {
      add((n, t) -> new CallDecided(n, t, tid, verdict, fakeResult, by, rule, ByteString.EMPTY));
      return this;
    }

    /** A person is asked about it, and answers after a while. */
    public Pending asked(String question, long waitNs, Verdict verdict) {
      timeNs += waitNs - TICK_NS;
      ByteString text = ByteString.of(question);
      add((n, t) -> new CallDecided(n, t, tid, verdict, 0, "user", "ask", text));
      return this;
    }

    /** A rule forbids it with an error. */
    public Recorded blocked(String rule, int errno) {
      return decided(Verdict.HARD_BLOCK, -errno, "rule", rule).fails(errno);
    }

    /** A rule has the program told that it worked. */
    public Recorded faked(String rule, long result) {
      return decided(Verdict.SOFT_BLOCK, result, "rule", rule).returns(result);
    }

    /** A rule kills the process in it. */
    public Recorded killed(String rule) {
      decided(Verdict.HARD_BLOCK, 0, "rule", rule);
      return exits(tid, 9);
    }

    public Recorded returns(long result) {
      return returnsTo(tid, result);
    }

    /** As execve returns to the thread that has become the leader. */
    public Recorded returnsTo(int otherTid, long result) {
      List<Capture> written = result < 0 ? List.of() : captures;
      return add((n, t) -> new SyscallReturned(n, t, otherTid, result, durationNs, written));
    }

    public Recorded fails(int errno) {
      return returns(-errno);
    }

    public Recorded interrupted() {
      return add((n, t) -> new SyscallInterrupted(n, t, tid, 512, durationNs));
    }

    /** Its thread dies in it, or the list ends, or an exec comes first. */
    public Recorded unfinished() {
      return Recorded.this;
    }
  }

  /** What the kernel reads where an argument points. */
  public record In(Capture.Form form, ByteString bytes) {
    /** The same, written by the kernel. */
    public Out out() {
      return new Out(form, bytes);
    }
  }

  /** What the kernel reads in several places to which an argument leads. */
  public record Gathered(List<In> parts) {}

  /** A path of which it is captured, too, where it led. */
  public record Place(String text, Out place) {}

  /** What the kernel writes where an argument points. */
  public record Out(Capture.Form form, ByteString bytes) {}

  /** A socket address that the kernel reads. */
  public record Address(ByteString bytes) {
    /** The same, written by the kernel. */
    public Out out() {
      return new Out(Capture.Form.SOCKADDR, bytes);
    }
  }

  /** Two descriptors, as pipe(2) writes them. */
  public static Out pair(int first, int second) {
    ByteBuffer buffer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    return new Out(
        Capture.Form.MEMORY, ByteString.copyOf(buffer.putInt(first).putInt(second).array()));
  }

  /** A 32-bit number, as getsockopt(2) writes one. */
  public static Out number(int value) {
    ByteBuffer buffer = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    return new Out(Capture.Form.MEMORY, ByteString.copyOf(buffer.putInt(value).array()));
  }

  /** The ancillary data of a message that passes descriptors: SCM_RIGHTS of unix(7). */
  public static In rights(int... fds) {
    int length = 16 + 4 * fds.length;
    ByteBuffer buffer = ByteBuffer.allocate(length + 7 & -8).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(length).putInt(1).putInt(1);
    for (int fd : fds) {
      buffer.putInt(fd);
    }
    return new In(Capture.Form.CONTROL, ByteString.copyOf(buffer.array()));
  }

  /** Text, as getcwd(2) writes it. */
  public static Out text(String text) {
    return new Out(Capture.Form.MEMORY, ByteString.of(text + "\0"));
  }

  /** An IPv4 address of 127.0.0.0/8. */
  public static Address loopback(int last, int port) {
    byte[] bytes = {2, 0, (byte) (port >> 8), (byte) port, 127, 0, 0, (byte) last};
    return new Address(ByteString.copyOf(bytes));
  }

  /** A Unix socket's path. */
  public static Address unix(String path) {
    return new Address(ByteString.of("\1\0" + path + "\0"));
  }

  private interface Numbered {
    Event at(long sequence, long timeNs);
  }

  private Recorded add(Numbered event) {
    timeNs += events.isEmpty() ? 0 : TICK_NS;
    events.add(event.at(events.size(), timeNs));
    return this;
  }

  private static Capture whole(int argument, Capture.Form form, ByteString bytes) {
    return new Capture(argument, form, Capture.Extent.WHOLE, bytes);
  }

  private static List<ByteString> strings(String... texts) {
    return List.of(texts).stream().map(ByteString::of).toList();
  }

  private static int number(Abi abi, String name) {
    SyscallTable table = SyscallTable.of(abi);
    for (int number = 0; number < 1024; number++) {
      if (table.name(number).equals(name)) {
        return number;
      }
    }
    throw new IllegalArgumentException(name);
  }
}
