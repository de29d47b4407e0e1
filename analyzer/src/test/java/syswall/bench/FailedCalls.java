package syswall.bench;

import java.util.List;
import java.util.Random;
import syswall.bench.Mutation.Kind;
import syswall.bench.SessionCalls.Call;
import syswall.bench.SessionCalls.Lifetime;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Event;
import syswall.event.Event.ProgramExecuted;
import syswall.event.Event.SyscallReturned;
import syswall.syscall.ArgKind;
import syswall.syscall.Errno;

/** Calls that succeeded fail, and what depends on them does not happen. */
final class FailedCalls extends Mutations {
  private static final int ENOENT = 2;
  private static final int EIO = 5;
  private static final int EACCES = 13;
  private static final int EMFILE = 24;
  private static final int ENOSPC = 28;
  private static final int EROFS = 30;
  private static final int ENETUNREACH = 101;
  private static final int ETIMEDOUT = 110;
  private static final int ECONNREFUSED = 111;
  private static final int SO_ERROR = 4;
  private static final int O_CREAT = 0x40;
  private static final int COMMAND_NOT_FOUND = 127;

  FailedCalls(SessionCalls session, Random random) {
    super(session, random);
  }

  @Override
  void find(Call call) {
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
    if (lifetime == null || lifetime.shared) {
      return;
    }
    Call known =
        call.isAsynchronous()
            ? laterUsers(lifetime, call).stream()
                .filter(FailedCalls::asksOutcome)
                .findFirst()
                .orElse(null)
            : call;
    if (known == null) {
      return;
    }
    int errno = one(ECONNREFUSED, ETIMEDOUT, ENETUNREACH);
    SyscallReturned told = known.returned();
    SyscallReturned failed =
        call.isAsynchronous()
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

  private static boolean asksOutcome(Call call) {
    return call.is("getsockopt")
        && call.entered().arg(1) == 1
        && call.entered().arg(2) == SO_ERROR
        && !call.failed();
  }
}
