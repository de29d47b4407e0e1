package syswall.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import syswall.bench.Mutation.Kind;
import syswall.bench.SessionCalls.Call;
import syswall.bench.SessionCalls.Lifetime;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Event;
import syswall.event.Event.ProgramExecuted;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallReturned;
import syswall.syscall.ArgKind;
import syswall.syscall.Errno;

/** All the mutations of one kind that a session allows. The random source decides on details. */
final class Mutations {
  private static final int ENOENT = 2;
  private static final int EIO = 5;
  private static final int EACCES = 13;
  private static final int EMFILE = 24;
  private static final int ENOSPC = 28;
  private static final int EROFS = 30;
  private static final int ENETUNREACH = 101;
  private static final int ETIMEDOUT = 110;
  private static final int ECONNREFUSED = 111;
  private static final int EINPROGRESS = 115;
  private static final int SO_ERROR = 4;
  private static final int O_CREAT = 0x40;
  private static final int O_APPEND = 0x400;
  private static final int O_TRUNC = 0x200;
  private static final int OPENAT = 257;
  private static final int READ = 0;
  private static final int CLOSE = 3;
  private static final int COMMAND_NOT_FOUND = 127;

  /** Higher than programs have them. */
  private static final int ADDED_FD = 199;

  private final SessionCalls session;
  private final Random random;
  private final List<Mutation> found = new ArrayList<>();

  private Mutations(SessionCalls session, Random random) {
    this.session = session;
    this.random = random;
  }

  static List<Mutation> of(Kind kind, SessionCalls session, Random random) {
    Mutations mutations = new Mutations(session, random);
    for (Call call : session.calls) {
      if (!call.failed() || call.is("connect")) {
        mutations.find(kind, call);
      }
    }
    return mutations.found;
  }

  private void find(Kind kind, Call call) {
    switch (kind) {
      case FAIL -> fail(call);
      case DROP -> drop(call);
      case ADD -> add(call);
      case CHANGE -> change(call);
      case CONTENT -> content(call);
      case EXIT -> exit(call);
    }
  }

  private void fail(Call call) {
    Lifetime lifetime = session.lifetime(call);
    if (call.is("execve")) {
      failExecve(call);
    } else if (call.is("connect")) {
      failConnect(call, lifetime);
    } else if (lifetime != null && !lifetime.shared && !call.resource().isEmpty()) {
      if (call.equals(lifetime.opener) && call.takes(ArgKind.PATH)) {
        boolean creates = (call.entered().arg(call.is("open") ? 1 : 2) & O_CREAT) != 0;
        fail(
            call,
            creates ? one(EACCES, ENOSPC, EROFS) : one(ENOENT, EACCES, EMFILE),
            lifetime.users);
      } else if (call.is("read", "pread64")) {
        fail(call, EIO, laterUsers(lifetime, call, "read", "pread64"));
      } else if (call.is("write", "pwrite64")) {
        fail(call, one(ENOSPC, EIO), laterUsers(lifetime, call, "write", "pwrite64"));
      }
    } else if (onlyNames(call)) {
      boolean looks = call.syscall().classes().contains("stat") || call.is("access", "readlink");
      fail(call, looks ? one(ENOENT, EACCES) : one(EACCES, ENOSPC, EROFS), List.of());
    }
  }

  private void fail(Call call, int errno, List<Call> dependents) {
    add(
        Kind.FAIL,
        call,
        call.resource(),
        Errno.name(errno),
        edit -> {
          edit.replace(call.returned(), Changed.result(call.returned(), -errno));
          dependents.forEach(dependent -> remove(dependent, edit));
        });
  }

  private void failExecve(Call call) {
    if (call.pid() == session.firstPid || !Death.isPossible(session, call.pid())) {
      return;
    }
    int errno = one(ENOENT, EACCES);
    add(
        Kind.FAIL,
        call,
        call.resource(),
        Errno.name(errno),
        true,
        edit -> {
          edit.replace(call.returned(), Changed.result(call.returned(), -errno));
          for (Event event : session.events) {
            // Behind it there may be a further one, which Death removes with its calls.
            if (event instanceof ProgramExecuted executed
                && executed.pid() == call.pid()
                && executed.sequence() > call.entered().sequence()) {
              edit.remove(event);
            }
          }
          String complaint = call.program() + ": " + Errno.text(errno);
          Death.after(call, COMMAND_NOT_FOUND, complaint, session, edit);
        });
  }

  /** Of an asynchronous connect the outcome is told later, by SO_ERROR. */
  private void failConnect(Call call, Lifetime lifetime) {
    if (lifetime == null || lifetime.shared || (call.failed() && !isAsync(call))) {
      return;
    }
    Call known =
        isAsync(call)
            ? laterUsers(lifetime, call).stream()
                .filter(Mutations::asksOutcome)
                .findFirst()
                .orElse(null)
            : call;
    if (known == null) {
      return;
    }
    int errno = one(ECONNREFUSED, ETIMEDOUT, ENETUNREACH);
    SyscallReturned told = known.returned();
    SyscallReturned failed =
        isAsync(call)
            ? Changed.returned(
                told, 0, Changed.bytes(told.captures(), 3, Capture.Form.MEMORY, number(errno)))
            : Changed.result(told, -errno);
    add(
        Kind.FAIL,
        known,
        call.resource(),
        Errno.name(errno),
        edit -> {
          edit.replace(told, failed);
          laterUsers(lifetime, known).stream()
              .filter(user -> !user.equals(lifetime.close))
              .forEach(user -> remove(user, edit));
        });
  }

  private static ByteString number(int value) {
    return ByteString.copyOf(new byte[] {(byte) value, 0, 0, 0});
  }

  private static boolean isAsync(Call call) {
    return call.returned().errno() == EINPROGRESS;
  }

  private static boolean asksOutcome(Call call) {
    return call.is("getsockopt")
        && call.entered().arg(1) == 1
        && call.entered().arg(2) == SO_ERROR
        && !call.failed();
  }

  private void drop(Call call) {
    Lifetime lifetime = session.lifetime(call);
    boolean opens = lifetime != null && call.equals(lifetime.opener) && !lifetime.shared;
    if ((opens && call.takes(ArgKind.PATH)) || onlyNames(call)) {
      add(
          Kind.DROP,
          call,
          call.resource(),
          "",
          false,
          edit -> {
            remove(call, edit);
            if (opens) {
              lifetime.users.forEach(user -> remove(user, edit));
            }
          });
    }
  }

  private void add(Call call) {
    if (!call.returnsDescriptor() || !call.takes(ArgKind.PATH)) {
      return;
    }
    String path = call.resource() + ".d/override.conf";
    boolean exists = random.nextBoolean();
    SyscallReturned at = call.returned();
    SyscallEntered open = Changed.entered(at, OPENAT, SessionCalls.AT_FDCWD, path, 0);
    add(
        Kind.ADD,
        call,
        path,
        exists ? "" : Errno.name(ENOENT),
        false,
        edit -> {
          if (!exists) {
            edit.append(at, open, Changed.returned(at, -ENOENT));
            return;
          }
          ByteString data = ByteString.of("verbose=1\n");
          edit.append(
              at,
              open,
              Changed.returned(at, ADDED_FD),
              Changed.entered(at, READ, ADDED_FD, 0x7000, 4096),
              Changed.returned(
                  at,
                  data.length(),
                  List.of(new Capture(1, Capture.Form.MEMORY, Capture.Extent.WHOLE, data))),
              Changed.entered(at, CLOSE, ADDED_FD),
              Changed.returned(at, 0));
        });
  }

  private void change(Call call) {
    if (call.is("connect") && (!call.failed() || isAsync(call))) {
      changeAddress(call);
    } else if (call.is("execve") && call.pid() != session.firstPid) {
      changeArguments(call);
    } else if (call.takes(ArgKind.PATH) && (call.returnsDescriptor() || onlyNames(call))) {
      if (call.is("openat") && call.returnsDescriptor() && random.nextBoolean()) {
        changeFlags(call);
      } else {
        changePath(call);
      }
    }
  }

  private void changePath(Call call) {
    for (Capture capture : call.entered().captures()) {
      if (capture.form() == Capture.Form.STRING && capture.bytes().length() > 1) {
        ByteString path = capture.bytes().plus(ByteString.of(".new"));
        changeCaptures(call, call.resource() + ".new", "", capture, path);
        return;
      }
    }
  }

  private void changeAddress(Call call) {
    for (Capture capture : call.entered().captures()) {
      byte[] bytes = capture.bytes().toByteArray();
      if (capture.form() == Capture.Form.SOCKADDR && bytes.length >= 16 && bytes[0] == 2) {
        bytes[7] ^= 4; // the last number of the IPv4 address
        String old = call.resource();
        String host = Integer.toString(bytes[7] & 0xff);
        String now = old.replaceFirst("[0-9]+(:[0-9]+)?$", host + "$1");
        changeCaptures(call, now, "", capture, ByteString.copyOf(bytes));
      }
    }
  }

  private void changeCaptures(
      Call call, String resource, String outcome, Capture capture, ByteString bytes) {
    SyscallEntered entered = call.entered();
    List<Capture> captures =
        Changed.bytes(entered.captures(), capture.argument(), capture.form(), bytes);
    add(
        Kind.CHANGE,
        call,
        resource,
        outcome,
        false,
        edit -> edit.replace(entered, Changed.captures(entered, captures)));
  }

  private void changeFlags(Call call) {
    long flags = call.entered().arg(2);
    boolean writes = (flags & 3) != 0;
    long changed = writes ? flags ^ (O_TRUNC | O_APPEND) : flags | 2;
    add(
        Kind.CHANGE,
        call,
        call.resource(),
        "",
        false,
        edit -> edit.replace(call.entered(), Changed.argument(call.entered(), 2, changed)));
  }

  private void changeArguments(Call call) {
    ByteString extra = ByteString.of("--verbose\0");
    ByteString argv = SessionCalls.captured(call.entered().captures(), 1, Capture.Form.STRINGS);
    if (argv == null) {
      return;
    }
    List<Capture> captures =
        Changed.bytes(call.entered().captures(), 1, Capture.Form.STRINGS, argv.plus(extra));
    add(
        Kind.CHANGE,
        call,
        "--verbose",
        "",
        false,
        edit -> {
          edit.replace(call.entered(), Changed.captures(call.entered(), captures));
          for (long i = call.entered().sequence(); i < call.returned().sequence(); i++) {
            if (session.events.get((int) i) instanceof ProgramExecuted e && e.pid() == call.pid()) {
              List<ByteString> more = new ArrayList<>(e.argv());
              more.add(ByteString.of("--verbose"));
              edit.replace(
                  e,
                  new ProgramExecuted(
                      e.sequence(), e.timeNs(), e.pid(), e.formerTid(), e.executable(), more));
            }
          }
        });
  }

  private void content(Call call) {
    Lifetime lifetime = session.lifetime(call);
    ByteString bytes = SessionCalls.captured(call.returned().captures(), 1, Capture.Form.MEMORY);
    boolean isFile =
        call.resource().startsWith("/") && !call.resource().matches("/(proc|dev|sys)/.*|.*\\.so.*");
    if (lifetime == null || !isFile || !call.is("read", "pread64") || bytes == null) {
      return;
    }
    if (bytes.length() > 0) {
      byte[] changed = bytes.toByteArray();
      changed[random.nextInt(changed.length)] ^= 1;
      List<Capture> captures =
          Changed.bytes(
              call.returned().captures(), 1, Capture.Form.MEMORY, ByteString.copyOf(changed));
      add(
          Kind.CONTENT,
          call,
          call.resource(),
          "",
          edit ->
              edit.replace(
                  call.returned(),
                  Changed.returned(call.returned(), call.returned().result(), captures)));
    }
  }

  /** At the last call of a process that can die. */
  private void exit(Call call) {
    if (!Death.isPossible(session, call.pid()) || call.is("execve")) {
      return;
    }
    SyscallEntered last = session.exitCalls.get(call.pid());
    if (call.equals(session.lastCalls.get(call.pid()))) {
      int code = 3 + random.nextInt(100);
      add(
          Kind.EXIT,
          call,
          "",
          Integer.toString(code),
          false,
          edit -> {
            edit.replace(last, Changed.argument(last, 0, code));
            Death.exit(call.pid(), code, session, edit);
          });
    }
  }

  /** A mutation after which the process may give up. */
  private void add(
      Kind kind, Call call, String resource, String outcome, Consumer<JournalEdit> edit) {
    // A program that lacks a library does not go on.
    boolean fatal =
        Death.isPossible(session, call.pid())
            && !call.is("execve")
            && (resource.contains(".so") || random.nextBoolean());
    if (!fatal) {
      add(kind, call, resource, outcome, false, edit);
      return;
    }
    String complaint = call.program() + ": " + resource + ": " + outcome;
    add(
        kind,
        call,
        resource,
        outcome,
        true,
        edits -> {
          edit.accept(edits);
          Death.after(call, 1, complaint, session, edits);
        });
  }

  private void add(
      Kind kind,
      Call call,
      String resource,
      String outcome,
      boolean fatal,
      Consumer<JournalEdit> edit) {
    String change =
        kind
            + " "
            + call.syscall().name()
            + " "
            + resource
            + (outcome.isEmpty() ? "" : " " + outcome);
    found.add(new Mutation(kind, call, resource, outcome, change, fatal, edit));
  }

  /** A call that names a file and leaves nothing behind in its process. */
  private static boolean onlyNames(Call call) {
    return call.takes(ArgKind.PATH)
        && !call.failed()
        && call.syscall().result().kind() != ArgKind.FD
        && !call.resource().isEmpty()
        && !call.is("execve", "execveat");
  }

  private static List<Call> laterUsers(Lifetime lifetime, Call call, String... names) {
    return lifetime.users.stream()
        .filter(user -> user.entered().sequence() > call.returned().sequence())
        .filter(user -> names.length == 0 || user.is(names))
        .toList();
  }

  private static void remove(Call call, JournalEdit edit) {
    edit.remove(call.entered());
    edit.remove(call.returned());
  }

  private int one(int... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
