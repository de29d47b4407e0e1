package syswall.firewall;

import java.util.List;
import syswall.event.ByteString;
import syswall.policy.FakeResult;
import syswall.syscall.ArgKind;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;
import syswall.tracer.Answer;

/** What a soft block does in a call's place, so that the program can go on as if it had worked. */
final class Pretence {
  private static final int SOCKET = 41;
  private static final int MEMFD_CREATE = 319;
  private static final long MFD_CLOEXEC = 1;
  private static final long AF_UNIX = 1;
  private static final long SOCK_STREAM = 1;
  private static final long SOCK_FLAGS = 02004000; // SOCK_CLOEXEC, SOCK_NONBLOCK
  private static final long MAX_RW_COUNT = 0x7ffff000; // read(2): what one call moves at most

  private Pretence() {}

  /** What is done in place of a call. */
  static Answer of(FakeResult result, CheckedCall call) {
    if (result instanceof FakeResult.Returned returned) {
      return new Answer.Skip(returned.result());
    }
    if (result instanceof FakeResult.Opened opened) {
      return open(opened.stand(), call);
    }
    return usual(call);
  }

  private static Answer usual(CheckedCall call) {
    Syscall row = call.row();
    return switch (row.result().kind()) {
      case FD -> open(standIn(row), call);
      case SIZE -> new Answer.Skip(moved(row, call));
      default -> new Answer.Skip(0);
    };
  }

  private static FakeResult.Stand standIn(Syscall row) {
    return row.name().equals("socket") ? FakeResult.Stand.SOCKETPAIR : FakeResult.Stand.DEV_NULL;
  }

  private static Answer open(FakeResult.Stand stand, CheckedCall call) {
    return switch (stand) {
      case DEV_NULL -> call.how().pretend();
      case EMPTY ->
          new Answer.Replace(
              MEMFD_CREATE,
              List.of(
                  Answer.Argument.sealed(ByteString.of("empty")), Answer.Argument.of(MFD_CLOEXEC)));
      case SOCKETPAIR ->
          new Answer.Replace(
              SOCKET,
              List.of(
                  Answer.Argument.of(AF_UNIX),
                  Answer.Argument.of(SOCK_STREAM | (call.argument(1) & SOCK_FLAGS)),
                  Answer.Argument.of(0)));
    };
  }

  /** All bytes of what the call writes; none of what it reads, which is the end of a file. */
  private static long moved(Syscall row, CheckedCall call) {
    Parameter content = row.content();
    if (content == null) {
      return 0;
    }
    if (content.kind() == ArgKind.BUFFER) {
      return Math.min(call.argument(content.extent().lengthArgument()), MAX_RW_COUNT);
    }
    return content.kind() == ArgKind.IOVEC || content.kind() == ArgKind.MSGHDR
        ? Math.min(call.vectorBytes(content), MAX_RW_COUNT)
        : 0;
  }
}
