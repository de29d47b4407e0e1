package syswall.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import syswall.bench.Mutation.Kind;
import syswall.bench.SessionCalls.Call;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Event.ProgramExecuted;
import syswall.event.Event.SyscallEntered;
import syswall.syscall.ArgKind;

/** Calls have another path, address, flags or arguments. */
final class ChangedCalls extends Mutations {
  private static final int O_APPEND = 0x400;
  private static final int O_TRUNC = 0x200;

  ChangedCalls(SessionCalls session, Random random) {
    super(session, random);
  }

  @Override
  void find(Call call) {
    if (call.is("connect")) {
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
}
