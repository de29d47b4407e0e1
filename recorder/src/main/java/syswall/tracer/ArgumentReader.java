package syswall.tracer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Form;
import syswall.syscall.ArgKind;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;
import syswall.syscall.TargetExtent;

/**
 * Copies what the arguments of a call point to, as its row of the syscall table says. Memory is
 * hostile: pointers may lead nowhere, lengths may be 2^63, strings may end where a mapping does.
 */
public final class ArgumentReader {
  /** Longest captured string in bytes: PATH_MAX of linux/limits.h. */
  static final int STRING_LIMIT = 4096;

  /** Most bytes of a captured vector of strings, NULs included. */
  static final int STRINGS_LIMIT = 16384;

  /** Most bytes of a captured structure or vector of structures. */
  static final int MEMORY_LIMIT = 4096;

  /** Most bytes of captured directory entries: what the C library asks for at a time. */
  static final int ENTRIES_LIMIT = 32768;

  /** Most bytes of an answer of a name server: what resolvers ask for with EDNS. */
  static final int NAMES_LIMIT = 1232;

  private static final long ERRORS = -4095;

  // sys/socket.h, netdb.h
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int DOMAIN_PORT = 53;

  private final TargetBytes target = new TargetBytes(ENTRIES_LIMIT);
  private final MessageReader messages;
  private final DigestReader digests = new DigestReader(target);
  private final UnaryOperator<ByteString> redaction;
  private final int contentLimit;

  /**
   * Copies memory within limits.
   *
   * @param contentLimit most bytes of what is read or written through each buffer
   * @param redaction what is kept of an environment entry
   */
  public ArgumentReader(int contentLimit, UnaryOperator<ByteString> redaction) {
    this.contentLimit = Math.min(contentLimit, ENTRIES_LIMIT);
    this.redaction = redaction;
    messages = new MessageReader(target, this.contentLimit);
  }

  /** Captures what the kernel is about to read. */
  public List<Capture> atEnter(Stop.SyscallEnter call) {
    Syscall row = call.row();
    return row == null ? List.of() : capture(row.capturedAtEnter(), call.tracee(), call, -1);
  }

  /** Captures what the kernel has written; nothing if the call failed. */
  public List<Capture> atExit(Stop.SyscallExit stop) {
    Syscall row = stop.call().row();
    boolean failed = stop.result() < 0 && stop.result() >= ERRORS;
    if (row == null || failed) {
      return List.of();
    }
    List<Capture> captures =
        capture(row.capturedAtExit(), stop.tracee(), stop.call(), stop.result());
    Parameter content = row.content();
    return content == null || stop.result() <= contentLimit
        ? captures
        : withDigest(captures, digests.read(stop, content));
  }

  private static List<Capture> withDigest(List<Capture> captures, @Nullable Capture digest) {
    if (digest == null) {
      return captures;
    }
    List<Capture> all = new ArrayList<>(captures);
    all.add(digest);
    return all;
  }

  private List<Capture> capture(
      List<Parameter> parameters, StoppedTracee tracee, Stop.SyscallEnter call, long result) {
    if (parameters.isEmpty()) {
      return List.of();
    }
    List<Capture> captures = new ArrayList<>(parameters.size());
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      long address = call.arg(parameter.index());
      if (address != 0) {
        read(parameter, address, tracee, call, result, captures);
      }
    }
    return captures.isEmpty() ? List.of() : captures;
  }

  /**
   * Captures the target of one argument.
   *
   * @param result of the call; -1 at its enter-stop
   */
  private void read(
      Parameter parameter,
      long address,
      StoppedTracee tracee,
      Stop.SyscallEnter call,
      long result,
      List<Capture> captures) {
    int index = parameter.index();
    Abi abi = call.abi();
    switch (parameter.kind().captureShape()) {
      case STRING -> captures.add(target.string(tracee, index, address, STRING_LIMIT));
      case DIRECTORY ->
          captures.add(
              result < 0
                  ? target.string(tracee, index, address, STRING_LIMIT)
                  : TargetBytes.directory(tracee, index));
      case STRINGS -> captures.add(strings(parameter, tracee, address, abi));
      case SOCKADDR ->
          captures.add(target.sockaddr(tracee, index, address, length(parameter, call)));
      case SOCKADDR_BY_POINTER -> {
        long length = target.readNumber(tracee, call.arg(lengthArgument(parameter)), Integer.BYTES);
        captures.add(target.sockaddr(tracee, index, address, length));
      }
      case VECTOR ->
          messages.readVector(
              tracee, index, address, length(parameter, call), total(result), abi, captures);
      case MSGHDR -> messages.readMessage(tracee, index, address, total(result), abi, captures);
      case MMSGHDR ->
          messages.readMessages(
              tracee,
              index,
              address,
              result < 0 ? length(parameter, call) : result,
              result >= 0,
              abi,
              captures);
      case MEMORY -> {
        long length = size(parameter, call, result);
        captures.add(target.memory(tracee, index, address, length, MEMORY_LIMIT, Form.MEMORY));
      }
      case FD_SET -> {
        long bits = Math.max(0, (int) call.arg(lengthArgument(parameter)));
        long length = (bits + Long.SIZE - 1) / Long.SIZE * Long.BYTES;
        captures.add(target.memory(tracee, index, address, length, MEMORY_LIMIT, Form.MEMORY));
      }
      case CONTENT -> {
        long length = length(parameter, call);
        captures.add(target.memory(tracee, index, address, length, contentLimit, Form.MEMORY));
      }
      case RESULT_CONTENT -> {
        int limit = isFromNameServer(tracee, call) ? NAMES_LIMIT : contentLimit;
        captures.add(target.memory(tracee, index, address, result, limit, Form.MEMORY));
      }
      case RESULT_BYTES ->
          captures.add(target.memory(tracee, index, address, result, STRING_LIMIT, Form.MEMORY));
      case RESULT_ENTRIES ->
          captures.add(target.entries(tracee, index, address, result, ENTRIES_LIMIT));
    }
  }

  /**
   * Whether a call received something from port 53: without the whole answer of a name server no
   * one could say later which name an address stands for.
   */
  private boolean isFromNameServer(StoppedTracee tracee, Stop.SyscallEnter call) {
    Syscall row = call.row();
    for (Parameter parameter : row == null ? List.<Parameter>of() : row.capturedAtExit()) {
      if (parameter.kind() == ArgKind.SOCKADDR_OUT) {
        // family and port come first in struct sockaddr_in and sockaddr_in6, the port in network
        // order
        long start = target.readNumber(tracee, call.arg(parameter.index()), Integer.BYTES);
        long family = start & 0xffff;
        return (family == AF_INET || family == AF_INET6) && start >>> 16 == DOMAIN_PORT << 8;
      }
    }
    return false;
  }

  /** How many bytes the buffers of a vector hold in total: all, before the call. */
  private static long total(long result) {
    return result < 0 ? Long.MAX_VALUE : result;
  }

  private static int lengthArgument(Parameter parameter) {
    return parameter.extent().lengthArgument();
  }

  private static long length(Parameter parameter, Stop.SyscallEnter call) {
    return call.arg(lengthArgument(parameter));
  }

  /** The size in bytes of a structure or a vector of structures. */
  private static long size(Parameter parameter, Stop.SyscallEnter call, long result) {
    TargetExtent extent = parameter.extent();
    if (extent.lengthArgument() >= 0) {
      return call.arg(extent.lengthArgument());
    }
    if (extent.countArgument() < 0) {
      return extent.fixedLength();
    }
    long count =
        extent.countArgument() == TargetExtent.RESULT ? result : call.arg(extent.countArgument());
    return count < 0 || count > MEMORY_LIMIT ? Long.MAX_VALUE : count * extent.fixedLength();
  }

  private Capture strings(Parameter parameter, StoppedTracee tracee, long vector, Abi abi) {
    Capture strings =
        target.strings(tracee, parameter.index(), vector, TargetBytes.width(abi), STRINGS_LIMIT);
    return parameter.kind() == ArgKind.ENVP ? redacted(strings) : strings;
  }

  private Capture redacted(Capture environment) {
    List<ByteString> entries = new ArrayList<>();
    for (ByteString entry : environment.bytes().splitAtNuls()) {
      entries.add(redaction.apply(entry));
    }
    return new Capture(
        environment.argument(),
        environment.form(),
        environment.extent(),
        ByteString.joinWithNuls(entries));
  }
}
