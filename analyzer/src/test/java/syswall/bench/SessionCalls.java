package syswall.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import syswall.decode.SocketAddress;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Event;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.ProgramExecuted;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallReturned;
import syswall.event.Event.ThreadStarted;
import syswall.replay.CompletedCall;
import syswall.replay.Projection;
import syswall.replay.Replay;
import syswall.state.PathArgument;
import syswall.state.ProcessTable;
import syswall.state.SessionState;
import syswall.syscall.ArgKind;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/**
 * The calls of a session, with the process and program that made each and what it was about; which
 * of them use the same descriptor; and which processes ended how.
 */
final class SessionCalls implements Projection {
  static final int AT_FDCWD = -100;
  private static final int EINPROGRESS = 115;

  /**
   * A call that returned.
   *
   * @param program the last component of the executable's path
   * @param resource the absolute path or the address that it names, or the path that its descriptor
   *     was opened as; empty if none is known
   */
  record Call(
      int pid,
      String program,
      Syscall syscall,
      String resource,
      SyscallEntered entered,
      SyscallReturned returned) {
    boolean failed() {
      return returned.failed();
    }

    boolean is(String... names) {
      return List.of(names).contains(syscall.name());
    }

    /** Whether another does the same to the same, by the same program, with the same outcome. */
    boolean isLike(Call other) {
      return syscall.equals(other.syscall)
          && program.equals(other.program)
          && resource.equals(other.resource)
          && returned.errno() == other.returned.errno();
    }

    /** Whether it goes on behind its return: connect(2). */
    boolean isAsynchronous() {
      return is("connect") && returned.errno() == EINPROGRESS;
    }

    /** Whether an argument is of a kind. */
    boolean takes(ArgKind kind) {
      return syscall.parameters().stream().anyMatch(parameter -> parameter.kind() == kind);
    }

    boolean returnsDescriptor() {
      return syscall.result().kind() == ArgKind.FD && !failed();
    }
  }

  /** How many calls are like one, of this session or another. */
  long times(Call call) {
    return calls.stream().filter(call::isLike).count();
  }

  /** A descriptor from the call that made it to the one that closed it. */
  static final class Lifetime {
    final Call opener;
    final List<Call> users = new ArrayList<>();
    @Nullable Call close;

    /**
     * Whether others may have it too, or something else depends on it: it was copied, or forked.
     */
    boolean shared;

    Lifetime(Call opener) {
      this.opener = opener;
    }
  }

  private record Open(int pid, int fd) {}

  final List<Event> events;
  final List<Call> calls = new ArrayList<>();

  /** Those that were closed by a call. */
  final List<Lifetime> lifetimes = new ArrayList<>();

  final Map<Integer, ProcessExited> exits = new HashMap<>();

  /** The calls in which processes ended. */
  final Map<Integer, SyscallEntered> exitCalls = new HashMap<>();

  /** Processes that made others, or threads. */
  final Set<Integer> parents = new HashSet<>();

  /** Processes that had more than one thread. */
  final Set<Integer> threaded = new HashSet<>();

  /** What each process executed last. */
  final Map<Integer, String> programs = new HashMap<>();

  /** The last call of each process that returned. */
  final Map<Integer, Call> lastCalls = new HashMap<>();

  final int firstPid;

  private final SessionState state = new SessionState();
  private final IdentityHashMap<SyscallEntered, String> resources = new IdentityHashMap<>();
  private final IdentityHashMap<Call, Lifetime> lifetimeOf = new IdentityHashMap<>();
  private final Map<Open, Lifetime> open = new HashMap<>();

  SessionCalls(List<Event> events) {
    this.events = events;
    Iterator<Event> iterator = events.iterator();
    Supplier<@Nullable Event> source = () -> iterator.hasNext() ? iterator.next() : null;
    Replay.run(source, state, this);
    firstPid =
        events.stream()
            .filter(ProcessStarted.class::isInstance)
            .mapToInt(event -> ((ProcessStarted) event).pid())
            .findFirst()
            .orElse(0);
  }

  /** The lifetime that a call uses or begins, if it was closed. */
  @Nullable Lifetime lifetime(Call call) {
    return lifetimeOf.get(call);
  }

  @Override
  public void on(ProcessStarted event) {
    int creator = pid(event.creatorTid());
    parents.add(creator);
    programs.put(event.pid(), programs.getOrDefault(creator, ""));
    open.forEach((key, lifetime) -> lifetime.shared |= key.pid == creator);
  }

  @Override
  public void on(ThreadStarted event) {
    parents.add(event.pid());
    threaded.add(event.pid());
  }

  @Override
  public void on(ProgramExecuted event) {
    String path = event.executable().text();
    programs.put(event.pid(), path.substring(path.lastIndexOf('/') + 1));
    open.keySet().removeIf(key -> key.pid == event.pid());
  }

  @Override
  public void on(SyscallEntered event) {
    resources.put(event, resource(event)); // where it leads now: a call may change that
  }

  @Override
  public void onUnfinished(SyscallEntered entered) {
    exitCalls.put(pid(entered.tid()), entered);
  }

  @Override
  public void on(ProcessExited event) {
    exits.put(event.pid(), event);
  }

  @Override
  public void onReturned(CompletedCall completed) {
    Syscall syscall = SyscallTable.find(completed.entered());
    if (syscall == null) {
      return;
    }
    int pid = pid(completed.tid());
    Call call =
        new Call(
            pid,
            programs.getOrDefault(pid, ""),
            syscall,
            resources.getOrDefault(completed.entered(), ""),
            completed.entered(),
            completed.returned());
    calls.add(call);
    lastCalls.put(pid, call);
    use(call);
  }

  private void use(Call call) {
    for (Parameter parameter : call.syscall.parameters()) {
      if (parameter.kind() == ArgKind.FD || parameter.kind() == ArgKind.DIRFD) {
        Open key = new Open(call.pid, (int) call.entered.arg(parameter.index()));
        Lifetime lifetime = open.get(key);
        if (lifetime != null) {
          lifetime.users.add(call);
          lifetime.shared |= call.returnsDescriptor() || call.is("fchdir");
          if (call.is("close") && !call.failed()) {
            lifetime.close = call;
            lifetimes.add(lifetime);
            lifetimeOf.put(lifetime.opener, lifetime);
            lifetime.users.forEach(user -> lifetimeOf.put(user, lifetime));
            open.remove(key);
          }
        }
      }
    }
    if (call.returnsDescriptor()) {
      open.put(new Open(call.pid, (int) call.returned.result()), new Lifetime(call));
    }
    if (call.is("close_range")) {
      open.keySet().removeIf(key -> key.pid == call.pid);
    }
  }

  private int pid(int tid) {
    int pid = state.processes().pid(tid);
    return pid <= 0 ? tid : pid;
  }

  private String resource(SyscallEntered call) {
    Syscall syscall = SyscallTable.find(call);
    if (syscall == null) {
      return "";
    }
    ProcessTable processes = state.processes();
    for (PathArgument argument : PathArgument.of(syscall)) {
      ByteString path = captured(call.captures(), argument.path(), Capture.Form.STRING);
      if (path != null && path.length() > 0) {
        int dirfd = argument.dirfd() < 0 ? AT_FDCWD : (int) call.arg(argument.dirfd());
        return processes.resolve(call.tid(), dirfd, path).text();
      }
    }
    for (Capture capture : call.captures()) {
      if (capture.form() == Capture.Form.SOCKADDR) {
        return SocketAddress.decode(capture.bytes()).endpoint();
      }
    }
    if (!syscall.parameters().isEmpty() && syscall.parameters().get(0).kind() == ArgKind.FD) {
      Lifetime lifetime = open.get(new Open(pid(call.tid()), (int) call.arg(0)));
      return lifetime == null ? "" : lifetime.opener.resource;
    }
    return "";
  }

  static @Nullable ByteString captured(List<Capture> captures, int argument, Capture.Form form) {
    for (Capture capture : captures) {
      if (capture.argument() == argument && capture.form() == form) {
        return capture.bytes();
      }
    }
    return null;
  }
}
