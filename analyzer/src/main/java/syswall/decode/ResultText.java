package syswall.decode;

import syswall.syscall.FlagSet;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;

/** What a successful call returned, with what strace says about it in parentheses. */
final class ResultText {
  private static final long F_GETFD = 1;
  private static final long F_GETFL = 3;
  private static final long F_GET_SEALS = 1034;

  private ResultText() {}

  static ArgumentPrinter of(Syscall row) {
    Parameter result = row.result();
    return switch (row.name()) {
      case "poll" -> (call, out) -> ReadyText.appendPolled(false, call, out);
      case "ppoll" -> (call, out) -> ReadyText.appendPolled(true, call, out);
      case "select", "_newselect" ->
          (call, out) -> ReadyText.appendSelected(", tv_usec=", call, out);
      case "pselect6" -> (call, out) -> ReadyText.appendSelected(", tv_nsec=", call, out);
      case "ioprio_get" -> ResultText::appendPriority;
      case "time" -> ResultText::appendTime;
      default -> result.set() == null ? ofKind(result) : ofSet(row, FlagSet.of(result.set()));
    };
  }

  private static ArgumentPrinter ofKind(Parameter result) {
    return switch (result.kind()) {
      case FD -> (call, out) -> call.appendNewFd((int) call.result(), out);
      case SIZE -> (call, out) -> NumberText.appendUnsigned(call.result(), out);
      case HEX, DEV -> (call, out) -> NumberText.appendHex(narrow(call.result(), call), out);
      case ADDRESS -> (call, out) -> appendAddress(narrow(call.result(), call), out);
      case ID -> (call, out) -> NumberText.appendId((int) call.result(), out);
      case MODE -> (call, out) -> NumberText.appendMode((int) call.result(), out);
      case SIGNAL -> (call, out) -> appendSignal(call.result(), out);
      case NONE -> (call, out) -> out.append('?');
      default -> (call, out) -> out.append(call.result());
    };
  }

  private static long narrow(long result, ShownCall call) {
    return call.isI386() ? result & 0xffff_ffffL : result;
  }

  private static void appendAddress(long address, StringBuilder out) {
    if (address == 0) {
      out.append('0');
    } else {
      NumberText.appendHex(address, out);
    }
  }

  private static void appendSignal(long signal, StringBuilder out) {
    out.append(signal);
    if (signal > 0) {
      out.append(" (");
      NumberText.appendSignal((int) signal, out);
      out.append(')');
    }
  }

  /** A number whose bits or value have names: {@code 0x8002 (flags O_RDWR|O_LARGEFILE)}. */
  private static ArgumentPrinter ofSet(Syscall row, FlagSet set) {
    boolean decimal =
        switch (row.name()) {
          case "sched_getscheduler" -> true;
          case "prctl" -> !set.name().equals("securebits");
          default -> false;
        };
    boolean namesZero = !row.name().equals("fcntl") && !row.name().equals("fcntl64");
    return (call, out) -> {
      long result = call.result();
      if (decimal) {
        out.append(result);
      } else {
        NumberText.appendHex(result, out);
      }
      long op = call.arg(1);
      if (namesZero || op == F_GETFL || result != 0) {
        out.append(namesZero ? " (" : label(op));
        set.append(result, out);
        out.append(')');
      }
    };
  }

  private static String label(long op) {
    return op == F_GETFD || op == F_GETFL ? " (flags " : op == F_GET_SEALS ? " (seals " : " (";
  }

  private static void appendPriority(ShownCall call, StringBuilder out) {
    out.append(call.result()).append(" (");
    SpecialText.appendPriority((int) call.result(), out);
    out.append(')');
  }

  private static void appendTime(ShownCall call, StringBuilder out) {
    long seconds = call.result();
    out.append(seconds);
    if (TimeText.hasDate(seconds)) {
      out.append(" (");
      TimeText.appendDate(seconds, 0, 9, out);
      out.append(')');
    }
  }
}
