package syswall.firewall;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.linux.Errors;
import syswall.policy.Endpoint;
import syswall.policy.PolicyCall;
import syswall.syscall.ArgKind;
import syswall.syscall.FileAccess;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;
import syswall.tracer.Answer;
import syswall.tracer.Stop;

/**
 * A call as rules see it. What they look at in the tracee's memory is copied once, and if the call
 * is allowed, it is made with the copy: what was checked is what the kernel acts on.
 */
final class CheckedCall implements PolicyCall {
  private static final int AT_FDCWD = -100;
  private static final int AF_INET = 2;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int IOV_MAX = 1024;
  private static final int MSGHDR_SIZE = 56; // struct msghdr of sys/socket.h begins with the name
  private static final int SENDMSG = 46;
  private static final int MESSAGES_FLAGS = 3; // of sendmmsg(2)
  private static final int SOCKADDR_MAX = 128; // struct sockaddr_storage

  private final Stop.SyscallEnter stop;
  private final Syscall row;
  private final TraceeReader reader;
  private final PathResolver resolver;
  private final Programs programs;
  private final PathResolver.@Nullable Resolved[] files = new PathResolver.Resolved[6];
  private final Answer.Argument[] copies = new Answer.Argument[6];
  private @Nullable OpenHow how;
  private @Nullable Endpoint endpoint;
  private boolean endpointRead;

  /** Where the first of several messages has its count of bytes, if it is sent alone; else 0. */
  private long countedAt;

  private int errno;

  CheckedCall(Stop.SyscallEnter stop, Syscall row, PathResolver resolver, Programs programs) {
    this.stop = stop;
    this.row = row;
    this.resolver = resolver;
    this.programs = programs;
    reader = new TraceeReader(stop.tracee());
    Arrays.fill(copies, Answer.Argument.KEPT);
  }

  /** The thread that makes it. */
  int tid() {
    return stop.tracee().tid();
  }

  /** Its process. */
  int pid() {
    return stop.tracee().pid();
  }

  /** Where it is made. */
  Stop.SyscallEnter stop() {
    return stop;
  }

  /** Why the kernel would refuse the call, if what was looked at tells; else 0. */
  int errno() {
    return errno;
  }

  /** Whether any of the files that were looked at is guarded. */
  boolean reaches(SelfProtection protection) {
    for (int i = 0; i < files.length; i++) {
      PathResolver.Resolved file = files[i];
      if (file != null && file.path().length() > 0) {
        Parameter parameter = row.parameters().get(i);
        int accesses = parameter.accesses(parameter.isOpened() ? how().flags() : 0);
        if (protection.guards(file.path(), accesses)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The argument whose file the call runs; null if it runs none. */
  static @Nullable Parameter run(Syscall row) {
    for (Parameter parameter : row.parameters()) {
      if (parameter.kind() == ArgKind.PATH && FileAccess.EXEC.isIn(parameter.accesses(0))) {
        return parameter;
      }
    }
    return null;
  }

  /**
   * The same call of another program: what the kernel found in the end, or the interpreter of the
   * script that was named. Answers whether it is another.
   *
   * @param argument the one that {@link #run} answers
   */
  boolean becomes(int argument, ByteString program) {
    PathResolver.Resolved named = files[argument];
    files[argument] = PathResolver.Resolved.of(program);
    return named == null || named.object() || !named.path().equals(program);
  }

  /** The argument whose file the call opens; null if it opens none by name. */
  static @Nullable Parameter opened(Syscall row) {
    for (Parameter parameter : row.parameters()) {
      if (parameter.kind() == ArgKind.PATH && parameter.isOpened()) {
        return parameter;
      }
    }
    return null;
  }

  /** Looks at the files that the call opens or changes, whatever rules ask for. */
  void lookAtChanged() {
    for (Parameter parameter : row.parameters()) {
      if (parameter.changesFile()) {
        file(parameter.index());
      }
    }
  }

  /** How many bytes the vector of a message has room for: struct msghdr of sys/socket.h. */
  long messageBytes(long address) {
    ByteString header = reader.bytes(address, 4 * Long.BYTES);
    return header == null
        ? 0
        : vectorBytes(header.longAt(2 * Long.BYTES), header.longAt(3 * Long.BYTES));
  }

  /** How many bytes a vector has room for. */
  long vectorBytes(long vector, long count) {
    long bytes = 0;
    for (int i = 0; i < Math.min(count, IOV_MAX); i++) {
      ByteString part = reader.bytes(vector + 2L * Long.BYTES * i, 2 * Long.BYTES);
      bytes += part == null ? 0 : Math.max(0, part.longAt(Long.BYTES));
    }
    return bytes;
  }

  /** So many bytes of its memory; null if not all can be read. */
  @Nullable ByteString bytes(long address, int length) {
    return reader.bytes(address, length);
  }

  /** How the call opens its file. */
  OpenHow how() {
    if (how == null) {
      how = OpenHow.of(stop, row, reader);
      fail(how.errno());
    }
    return how;
  }

  /** The call as it may be made. */
  Answer answer() {
    if (errno != 0) {
      return new Answer.Skip(-errno);
    }
    Parameter opened = opened(row);
    if (opened != null) {
      return how().answer(file(opened.index()));
    }
    if (countedAt != 0) {
      // the kernel writes to the others, and of those that it reads they could get an address
      Answer.Argument flags = Answer.Argument.of(stop.arg(MESSAGES_FLAGS));
      return new Answer.Replace(SENDMSG, List.of(copies[0], copies[1], flags), countedAt);
    }
    List<Answer.Argument> arguments = List.of(copies);
    return arguments.stream().allMatch(Answer.Argument::kept)
        ? Answer.PROCEED
        : new Answer.Replace(stop.number(), arguments);
  }

  @Override
  public Abi abi() {
    return stop.abi();
  }

  @Override
  public Syscall row() {
    return row;
  }

  @Override
  public long argument(int index) {
    return stop.arg(index);
  }

  @Override
  public long openFlags() {
    return how().flags();
  }

  @Override
  public @Nullable ByteString path(int argument) {
    PathResolver.Resolved file = file(argument);
    return file.object() || file.path().length() == 0 ? null : file.path();
  }

  @Override
  public @Nullable Endpoint endpoint() {
    if (!endpointRead) {
      endpointRead = true;
      endpoint = readEndpoint();
    }
    return endpoint;
  }

  @Override
  public @Nullable ByteString program() {
    ByteString program = resolver.program(stop.tracee().pid());
    return program.length() == 0 ? null : program;
  }

  @Override
  public List<ByteString> ancestors() {
    return programs.ancestors(stop.tracee().pid()).stream().map(resolver::program).toList();
  }

  @Override
  public List<ByteString> programArguments() {
    return programs.arguments(stop.tracee().pid());
  }

  @Override
  public boolean isFromLoader() {
    return programs.isInLoader(stop.tracee().pid(), stop.instruction());
  }

  @Override
  public long epochSecond() {
    return System.currentTimeMillis() / 1000;
  }

  private PathResolver.Resolved file(int argument) {
    PathResolver.Resolved file = files[argument];
    if (file == null) {
      file = look(argument);
      files[argument] = file;
      boolean opened = row.parameters().get(argument).isOpened();
      fail(opened ? how().refusal(file) : file.errno());
    }
    return file;
  }

  private PathResolver.Resolved look(int argument) {
    Parameter parameter = row.parameters().get(argument);
    int tid = stop.tracee().tid();
    if (parameter.kind() == ArgKind.FD || parameter.kind() == ArgKind.DIRFD) {
      return resolver.descriptor(tid, (int) stop.arg(argument));
    }
    int dirfd = dirfd(argument);
    if (stop.arg(argument) == 0 && row.classes().contains("optional")) {
      return resolver.descriptor(tid, dirfd); // no path: NULL it stays
    }
    boolean mayBeEmpty = (flags() & AT_EMPTY_PATH) != 0;
    ByteString path =
        stop.arg(argument) == 0 && mayBeEmpty && row.classes().contains("stat")
            ? ByteString.EMPTY // Linux 6.11 takes NULL for it
            : reader.path(stop.arg(argument));
    if (path == null) {
      return PathResolver.Resolved.failed(Errors.EFAULT);
    }
    if (path.length() >= TraceeReader.PATH_MAX) {
      return PathResolver.Resolved.failed(Errors.ENAMETOOLONG);
    }
    if (path.length() == 0 && mayBeEmpty) {
      copies[argument] = Answer.Argument.sealed(path);
      return resolver.descriptor(tid, dirfd);
    }
    PathResolver.Resolved file =
        resolver.resolve(tid, stop.tracee().pid(), dirfd, path, lastLink(parameter, path));
    // a program sees the name by which it was run, so that one stays; what was run is judged again
    boolean run = FileAccess.EXEC.isIn(parameter.accesses(0));
    copies[argument] = Answer.Argument.sealed(run ? path : file.kernelPath());
    return file;
  }

  private int dirfd(int argument) {
    boolean from = argument > 0 && row.parameters().get(argument - 1).kind() == ArgKind.DIRFD;
    return from ? (int) stop.arg(argument - 1) : AT_FDCWD;
  }

  private PathResolver.LastLink lastLink(Parameter parameter, ByteString path) {
    long openFlags = 0;
    if (parameter.isOpened()) {
      if (how().refusesDirectory(path)) {
        return PathResolver.LastLink.NAMED;
      }
      openFlags = how().flags();
    } else if (parameter.makesOrRemoves()) {
      return PathResolver.LastLink.NAMED;
    }
    return row.follows(parameter, openFlags, flags())
        ? PathResolver.LastLink.FOLLOWED
        : PathResolver.LastLink.LOOKED_AT;
  }

  /** The AT_* flags of the call; 0 if it has none. */
  private long flags() {
    return row.atFlagsArgument() < 0 ? 0 : stop.arg(row.atFlagsArgument());
  }

  private @Nullable Endpoint readEndpoint() {
    for (Parameter parameter : row.parameters()) {
      switch (parameter.kind()) {
        case SOCKADDR -> {
          long length = stop.arg(parameter.extent().lengthArgument());
          return endpoint(parameter.index(), stop.arg(parameter.index()), length);
        }
        case MSGHDR -> {
          copies[parameter.index()] = message(stop.arg(parameter.index()));
        }
        case MMSGHDR -> {
          long first = stop.arg(parameter.index());
          if ((int) stop.arg(parameter.extent().lengthArgument()) != 0) {
            copies[parameter.index()] = message(first);
            countedAt = first + MSGHDR_SIZE;
          }
        }
        default -> {}
      }
    }
    return null;
  }

  private @Nullable Endpoint endpoint(int argument, long address, long length) {
    if (address == 0) {
      return null; // the peer, which was checked when it was connected to
    }
    if (length < 0 || length > SOCKADDR_MAX) {
      fail(Errors.EINVAL);
      return null;
    }
    ByteString bytes = reader.bytes(address, (int) length);
    if (bytes == null) {
      fail(Errors.EFAULT);
      return null;
    }
    copies[argument] = Answer.Argument.sealed(bytes);
    Endpoint named = Endpoint.of(meant(bytes), !row.name().equals("bind"));
    ByteString unix = named.unix();
    boolean file = unix != null && unix.length() > 0 && unix.at(0) != '@';
    if (!file || unix == null) {
      return named;
    }
    PathResolver.Resolved socket =
        resolver.resolve(
            stop.tracee().tid(),
            stop.tracee().pid(),
            AT_FDCWD,
            unix,
            PathResolver.LastLink.FOLLOWED);
    fail(socket.errno());
    return named.withUnix(socket.path());
  }

  /** To udp(7) and raw(7), sending to an address of no family is sending to an Internet one. */
  private ByteString meant(ByteString address) {
    byte[] bytes = address.toByteArray();
    if (row.name().equals("sendto") && bytes.length > 1 && bytes[0] == 0 && bytes[1] == 0) {
      bytes[0] = AF_INET;
    }
    return ByteString.copyOf(bytes);
  }

  /**
   * A message, whose header the kernel only reads; it may name no receiver, a connected one has.
   */
  private Answer.Argument message(long address) {
    ByteString header = reader.bytes(address, MSGHDR_SIZE);
    if (header == null) {
      fail(Errors.EFAULT);
      return Answer.Argument.KEPT;
    }
    if (header.longAt(0) != 0) {
      fail(Errors.EACCES); // it cannot be kept from changing
    }
    return Answer.Argument.sealed(header);
  }

  private void fail(int reason) {
    if (errno == 0) {
      errno = reason;
    }
  }
}
