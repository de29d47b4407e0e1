package syswall.bench;

import java.util.ArrayList;
import java.util.List;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallReturned;

/** Events of calls as they are, but for one thing, and new ones. */
final class Changed {
  private static final int FIRST_INSERTED_ADDRESS = 0x7000;

  private Changed() {}

  static SyscallReturned result(SyscallReturned call, long result) {
    List<Capture> captures = result < 0 ? List.of() : call.captures();
    return returned(call, result, captures);
  }

  static SyscallReturned returned(SyscallReturned call, long result, List<Capture> captures) {
    return new SyscallReturned(
        call.sequence(), call.timeNs(), call.tid(), result, call.durationNs(), captures);
  }

  static SyscallEntered argument(SyscallEntered call, int index, long value) {
    long[] args = new long[6];
    for (int i = 0; i < args.length; i++) {
      args[i] = i == index ? value : call.arg(i);
    }
    return entered(call, call.number(), args, call.captures());
  }

  static SyscallEntered captures(SyscallEntered call, List<Capture> captures) {
    long[] args = new long[6];
    for (int i = 0; i < args.length; i++) {
      args[i] = call.arg(i);
    }
    return entered(call, call.number(), args, captures);
  }

  /** Captures of which those of one argument in one form hold other bytes. */
  static List<Capture> bytes(
      List<Capture> captures, int argument, Capture.Form form, ByteString bytes) {
    List<Capture> changed = new ArrayList<>();
    for (Capture capture : captures) {
      boolean here = capture.argument() == argument && capture.form() == form;
      boolean digest = capture.argument() == argument && capture.form() == Capture.Form.DIGEST;
      changed.add(
          here
              ? new Capture(argument, form, capture.extent(), bytes)
              : digest ? another(capture) : capture);
    }
    return changed;
  }

  /** Other bytes have another checksum, of which it does not matter which. */
  private static Capture another(Capture digest) {
    byte[] bytes = digest.bytes().toByteArray();
    bytes[0] ^= 1;
    return new Capture(digest.argument(), digest.form(), digest.extent(), ByteString.copyOf(bytes));
  }

  /** The entry of a call at another time. */
  static SyscallEntered at(long timeNs, SyscallEntered call) {
    return new SyscallEntered(
        call.sequence(),
        timeNs,
        call.tid(),
        call.abi(),
        call.number(),
        call.arg(0),
        call.arg(1),
        call.arg(2),
        call.arg(3),
        call.arg(4),
        call.arg(5),
        call.captures());
  }

  /** The return of a call at the time of another's. */
  static SyscallReturned at(SyscallReturned other, SyscallReturned call) {
    return returned(other, call.result(), call.captures());
  }

  /** A call like none before, at the time and by the thread of another event. */
  static SyscallEntered entered(SyscallReturned after, int number, Object... arguments) {
    long[] args = new long[6];
    List<Capture> captures = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof Number value) {
        args[i] = value.longValue();
      } else {
        args[i] = FIRST_INSERTED_ADDRESS;
        Capture.Form form =
            arguments[i] instanceof String ? Capture.Form.STRING : Capture.Form.MEMORY;
        ByteString bytes =
            arguments[i] instanceof String text ? ByteString.of(text) : (ByteString) arguments[i];
        captures.add(new Capture(i, form, Capture.Extent.WHOLE, bytes));
      }
    }
    SyscallEntered at =
        new SyscallEntered(
            0, after.timeNs(), after.tid(), Abi.X86_64, 0, 0, 0, 0, 0, 0, 0, List.of());
    return entered(at, number, args, captures);
  }

  /** The return of an {@link #entered inserted} call. */
  static SyscallReturned returned(SyscallReturned after, long result) {
    return returned(after, result, List.of());
  }

  private static SyscallEntered entered(
      SyscallEntered at, int number, long[] args, List<Capture> captures) {
    return new SyscallEntered(
        at.sequence(),
        at.timeNs(),
        at.tid(),
        at.abi(),
        number,
        args[0],
        args[1],
        args[2],
        args[3],
        args[4],
        args[5],
        captures);
  }
}
