package syswall.decode;

import syswall.event.Capture.Form;
import syswall.syscall.FlagSet;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;

/** Prepares the printers of a row's arguments: registers by kind, targets by what was captured. */
final class ArgumentText {
  /** AT_FDCWD of linux/fcntl.h. */
  private static final int AT_FDCWD = -100;

  private static final int TASK_NAME_LIMIT = 15;

  private ArgumentText() {}

  /** The printer of one argument of a row. */
  static ArgumentPrinter of(Syscall row, Parameter parameter) {
    int i = parameter.index();
    return switch (row.name() + "." + parameter.name()) {
      case "clone3.cl_args" -> CloneText::appendArguments;
      case "setsockopt.optval" -> SpecialText::appendOption;
      case "getsockopt.optval" ->
          "so_error".equals(parameter.extent().layout())
              ? StructArgument.atExit(parameter, "so_error")
              : SpecialText::appendAskedOption;
      case "capget.datap" -> (call, out) -> SpecialText.appendCapabilities(true, call, out);
      case "capset.datap" -> (call, out) -> SpecialText.appendCapabilities(false, call, out);
      case "getrandom.buf" -> (call, out) -> DataText.appendRandom(i, call, out);
      case "getcwd.buf" -> (call, out) -> DataText.appendDirectory(i, call, out);
      case "time.tloc" -> (call, out) -> SpecialText.appendTime(i, call, out);
      case "futex.wake_op" ->
          (call, out) -> SpecialText.appendWakeOperation((int) call.arg(i), out);
      case "ioprio_set.ioprio" -> (call, out) -> SpecialText.appendPriority((int) call.arg(i), out);
      case "socket.protocol" -> protocol(parameter);
      case "syslog.type" -> syslogType(parameter);
      case "setxattr.value", "lsetxattr.value", "fsetxattr.value" ->
          (call, out) -> DataText.appendAttribute(call.atEnter(i, Form.MEMORY), i, call, out);
      case "getxattr.value", "lgetxattr.value", "fgetxattr.value" ->
          (call, out) -> DataText.appendAttribute(call.atExit(i, Form.MEMORY), i, call, out);
      case "prctl.name" -> prctlName(parameter);
      case "sched_setaffinity.mask" ->
          (call, out) -> SpecialText.appendProcessors(i, false, call, out);
      case "sched_getaffinity.mask" ->
          (call, out) -> SpecialText.appendProcessors(i, true, call, out);
      case "wait4.wstatus", "waitpid.wstatus" ->
          StructArgument.ifPositive(parameter, "wait_status");
      case "wait4.rusage" -> StructArgument.ifPositive(parameter, "rusage");
      case "sendfile.offset", "sendfile64.offset" ->
          (call, out) -> SpecialText.appendOffset(i, true, call, out);
      default ->
          "sigset".equals(parameter.extent().layout())
              ? signalSet(row, parameter)
              : ofKind(parameter);
    };
  }

  /** The kernel takes sets of one size only. */
  private static ArgumentPrinter signalSet(Syscall row, Parameter parameter) {
    ArgumentPrinter set = ofKind(parameter);
    int i = parameter.index();
    for (Parameter size : row.parameters()) {
      if (size.name().equals("sigsetsize") || size.name().equals("sizemask")) {
        int s = size.index();
        return (call, out) -> {
          if (call.arg(s) == Long.BYTES) {
            set.append(call, out);
          } else {
            NumberText.appendPointer(call.arg(i), out);
          }
        };
      }
    }
    return set;
  }

  /** Those of packet sockets are in network order. */
  private static ArgumentPrinter protocol(Parameter parameter) {
    int i = parameter.index();
    if (!"ethernet_protocol".equals(parameter.set())) {
      return ofKind(parameter);
    }
    FlagSet set = FlagSet.of("ethernet_protocol");
    return (call, out) -> {
      out.append("htons(");
      set.append(Short.reverseBytes((short) call.arg(i)) & 0xffff, out);
      out.append(')');
    };
  }

  private static ArgumentPrinter syslogType(Parameter parameter) {
    int i = parameter.index();
    FlagSet set = FlagSet.of("syslog_type");
    return (call, out) -> {
      out.append((int) call.arg(i)).append(" /* ");
      set.append(call.arg(i) & 0xffff_ffffL, out);
      out.append(" */");
    };
  }

  /** The kernel cuts the name of a thread. */
  private static ArgumentPrinter prctlName(Parameter parameter) {
    int i = parameter.index();
    return parameter.extent().layout() == null
        ? (call, out) ->
            DataText.appendString(i, Math.min(TASK_NAME_LIMIT, call.contentLimit()), call, out)
        : StructArgument.atExit(parameter, parameter.extent().layout());
  }

  private static ArgumentPrinter ofKind(Parameter parameter) {
    int i = parameter.index();
    return switch (parameter.kind()) {
      case PATH, DIRECTORY -> (call, out) -> DataText.appendPath(i, call, out);
      case STRING -> (call, out) -> DataText.appendString(i, call.contentLimit(), call, out);
      case ARGV -> (call, out) -> DataText.appendStrings(i, call, out);
      case ENVP -> (call, out) -> DataText.appendEnvironment(i, call, out);
      case BUFFER ->
          (call, out) -> DataText.appendData(call.atEnter(i, Form.MEMORY), call.arg(i), call, out);
      case BUFFER_OUT, TEXT_OUT ->
          (call, out) -> DataText.appendData(call.atExit(i, Form.MEMORY), call.arg(i), call, out);
      case DIRENTS_OUT -> (call, out) -> SpecialText.appendEntries(i, call, out);
      case SOCKADDR -> SocketAddressText.atEnter(parameter);
      case SOCKADDR_OUT -> SocketAddressText.atExit(parameter);
      case MSGHDR -> MessageText.of(parameter, false);
      case MSGHDR_OUT -> MessageText.of(parameter, true);
      case MMSGHDR -> MessageText.ofVector(parameter, false);
      case MMSGHDR_OUT -> MessageText.ofVector(parameter, true);
      case IOVEC -> vector(parameter, false);
      case IOVEC_OUT -> vector(parameter, true);
      case FD_SET -> {
        int count = parameter.extent().lengthArgument();
        yield (call, out) -> ReadyText.appendSet(i, count, call, out);
      }
      case FD_PAIR_OUT -> StructArgument.atExit(parameter, "fd_pair");
      case STRUCT, STRUCT_OUT, STRUCT_INOUT -> struct(parameter);
      default -> register(parameter);
    };
  }

  private static ArgumentPrinter vector(Parameter parameter, boolean exit) {
    int i = parameter.index();
    int count = parameter.extent().lengthArgument();
    return (call, out) -> {
      CaptureCursor captures = new CaptureCursor(call.captures(exit), i);
      VectorText.append(captures, call.arg(i), exit ? 1 : call.arg(count), call, out);
    };
  }

  private static ArgumentPrinter struct(Parameter parameter) {
    int i = parameter.index();
    String layout = parameter.extent().layout();
    if (layout == null) {
      return (call, out) -> NumberText.appendPointer(call.arg(i), out);
    }
    return switch (parameter.kind()) {
      case STRUCT -> StructArgument.atEnter(parameter, layout);
      case STRUCT_OUT -> StructArgument.atExit(parameter, layout);
      default ->
          switch (layout) {
            case "int" -> (call, out) -> SpecialText.appendLength(i, call, out);
            case "offset" -> (call, out) -> SpecialText.appendOffset(i, false, call, out);
            case "flock_owner", "f_owner" -> StructArgument.atExit(parameter, layout);
            default -> StructArgument.atEnter(parameter, layout);
          };
    };
  }

  private static ArgumentPrinter register(Parameter parameter) {
    int i = parameter.index();
    return switch (parameter.kind()) {
      case INT, PID -> (call, out) -> out.append((int) call.arg(i));
      case OFFSET -> (call, out) -> out.append(call.isI386() ? (int) call.arg(i) : call.arg(i));
      case SIZE -> (call, out) -> NumberText.appendUnsigned(call.arg(i), out);
      case HEX -> (call, out) -> NumberText.appendHex(call.arg(i), out);
      case FLAGS -> flags(parameter);
      case FD -> (call, out) -> call.appendFd((int) call.arg(i), out);
      case DIRFD -> (call, out) -> appendDirectory((int) call.arg(i), call, out);
      case ID -> (call, out) -> NumberText.appendId((int) call.arg(i), out);
      case SIGNAL -> (call, out) -> NumberText.appendSignal((int) call.arg(i), out);
      case MODE -> (call, out) -> NumberText.appendMode((int) call.arg(i), out);
      case FILE_MODE -> (call, out) -> NumberText.appendFileMode((int) call.arg(i), out);
      case DEV -> (call, out) -> NumberText.appendDevice(call.arg(i) & 0xffff_ffffL, out);
      case NONE -> (call, out) -> out.append('?');
      default -> (call, out) -> NumberText.appendPointer(call.arg(i), out);
    };
  }

  /** The kernel takes most flags as an int: what is above is not its business, nor is a sign. */
  private static ArgumentPrinter flags(Parameter parameter) {
    int i = parameter.index();
    String name = parameter.set();
    if (name == null) {
      return (call, out) -> NumberText.appendHex(call.arg(i), out);
    }
    FlagSet set = FlagSet.of(name);
    return switch (name) {
      case "mmap_prot", "mmap_flags", "clone_flags", "unshare_flags", "mount_flags" ->
          (call, out) -> set.append(call.arg(i), out);
      default -> (call, out) -> set.append(call.arg(i) & 0xffff_ffffL, out);
    };
  }

  private static void appendDirectory(int fd, ShownCall call, StringBuilder out) {
    if (fd == AT_FDCWD) {
      out.append("AT_FDCWD");
      call.appendName(fd, out);
    } else {
      call.appendFd(fd, out);
    }
  }
}
