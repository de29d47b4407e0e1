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
  private static final int MEMFD_CREATE = 319;
  private static final long MFD_CLOEXEC = 1;
  private static final long MAX_RW_COUNT = 0x7ffff000; // read(2): what one call moves at most

  private Pretence() {}

  /** What is done in place of a call. */
  static Answer of(FakeResult result, CheckedCall call, StandIns standIns) {
    if (result instanceof FakeResult.Returned returned) {
      return new Answer.Skip(returned.result());
    }
    if (result instanceof FakeResult.Opened opened && call.row().result().kind() == ArgKind.FD) {
      return open(opened.stand(), call, standIns);
    }
    return usual(call, standIns);
  }

  private static Answer usual(CheckedCall call, StandIns standIns) {
    Syscall row = call.row();
    if (row.name().equals("connect")) {
      return standIns.connect(call);
    }
    if (row.parameters().stream().anyMatch(p -> p.kind() == ArgKind.FD_PAIR_OUT)) {
      return Answer.PROCEED; // who has both ends is alone with them
    }
    return switch (row.result().kind()) {
      case FD -> open(standIn(row), call, standIns);
      case SIZE -> new Answer.Skip(moved(call));
      default -> new Answer.Skip(0);
    };
  }

  private static FakeResult.Stand standIn(Syscall row) {
    return row.classes().contains("network") ? FakeResult.Stand.SOCKETPAIR : FakeResult.Stand.EMPTY;
  }

  private static Answer open(FakeResult.Stand stand, CheckedCall call, StandIns standIns) {
    boolean opens = CheckedCall.opened(call.row()) != null;
    return switch (stand) {
      case DEV_NULL -> call.how().pretend();
      case EMPTY ->
          new Answer.Replace(
              MEMFD_CREATE,
              List.of(
                  Answer.Argument.sealed(ByteString.of("empty")),
                  Answer.Argument.of(opens && !call.how().closesOnExec() ? 0 : MFD_CLOEXEC)));
      case SOCKETPAIR -> standIns.socket(call);
    };
  }

  /** All bytes of what the call writes; none of what it reads, which is the end of a file. */
  static long moved(CheckedCall call) {
    Parameter content = call.row().content();
    if (content == null) {
      return 0;
    }
    if (content.kind() == ArgKind.BUFFER) {
      return Math.min(call.argument(content.extent().lengthArgument()), MAX_RW_COUNT);
    }
    long address = call.argument(content.index());
    return switch (content.kind()) {
      case IOVEC ->
          Math.min(
              call.vectorBytes(address, call.argument(content.extent().lengthArgument())),
              MAX_RW_COUNT);
      case MSGHDR -> Math.min(call.messageBytes(address), MAX_RW_COUNT);
      default -> 0;
    };
  }
}
