package syswall.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import syswall.bench.Mutation.Kind;
import syswall.bench.SessionCalls.Call;
import syswall.bench.SessionCalls.Lifetime;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallReturned;
import syswall.syscall.ArgKind;
import syswall.syscall.Errno;

/** Calls that do not happen or are made in addition, other data, other exits. */
final class OtherMutations extends Mutations {
  private static final int ENOENT = 2;
  private static final int OPENAT = 257;
  private static final int READ = 0;
  private static final int CLOSE = 3;

  /** Higher than programs have them. */
  private static final int ADDED_FD = 199;

  private final Kind kind;

  /** The last call of each process that only names something. */
  private final Map<Integer, Call> previous = new HashMap<>();

  OtherMutations(Kind kind, SessionCalls session, Random random) {
    super(session, random);
    this.kind = kind;
  }

  @Override
  void find(Call call) {
    switch (kind) {
      case DROP -> drop(call);
      case ADD -> add(call);
      case CONTENT -> content(call);
      case EXIT -> exit(call);
      case REPEAT -> repeat(call);
      case SWAP -> swap(call);
      case FAIL, CHANGE -> throw new IllegalArgumentException(kind.toString());
    }
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

  private void repeat(Call call) {
    if (onlyNames(call) && !session.threaded.contains(call.pid())) {
      add(
          Kind.REPEAT,
          call,
          call.resource(),
          "",
          false,
          edit ->
              edit.append(
                  call.returned(),
                  Changed.at(call.returned().timeNs(), call.entered()),
                  call.returned()));
    }
  }

  private void swap(Call call) {
    if (!onlyNames(call) || !isAbsolute(call) || session.threaded.contains(call.pid())) {
      return;
    }
    Call other = previous.put(call.pid(), call);
    if (other != null && !other.resource().equals(call.resource())) {
      add(
          Kind.SWAP,
          call,
          call.resource(),
          "",
          false,
          edit -> {
            edit.replace(other.entered(), Changed.at(other.entered().timeNs(), call.entered()));
            edit.replace(other.returned(), Changed.at(other.returned(), call.returned()));
            edit.replace(call.entered(), Changed.at(call.entered().timeNs(), other.entered()));
            edit.replace(call.returned(), Changed.at(call.returned(), other.returned()));
          });
    }
  }

  /** Else it may need a descriptor that is opened or closed in between. */
  private static boolean isAbsolute(Call call) {
    return call.entered().captures().stream()
        .filter(capture -> capture.form() == Capture.Form.STRING)
        .allMatch(capture -> capture.bytes().length() > 0 && capture.bytes().at(0) == '/');
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
}
