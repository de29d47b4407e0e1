package syswall.audit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Form;
import syswall.event.Event.SessionStarted;
import syswall.event.Event.SyscallEntered;
import syswall.policy.Endpoint;
import syswall.policy.PolicyCall;
import syswall.state.Descriptor;
import syswall.state.DescriptorTable;
import syswall.state.OpenFile;
import syswall.state.OpenFlags;
import syswall.state.OpenSocket;
import syswall.state.ProcessState;
import syswall.state.SessionState;
import syswall.state.ThreadState;
import syswall.syscall.ArgKind;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;

/**
 * A recorded call at the moment of its entry, as rules see it. Its paths are as canonical as the
 * journal and the {@link Links} know.
 */
final class RecordedCall implements PolicyCall {
  private static final int AT_FDCWD = -100; // linux/fcntl.h
  private static final long SECOND_NS = 1_000_000_000L;
  private static final ByteString SELF = ByteString.of("/proc/self");
  private static final ByteString THREAD_SELF = ByteString.of("/proc/thread-self");

  private final SyscallEntered call;
  private final Syscall row;
  private final SessionState state;
  private final Links links;
  private final @Nullable ProcessState process;

  RecordedCall(SyscallEntered call, Syscall row, SessionState state, Links links) {
    this.links = links;
    this.call = call;
    this.row = row;
    this.state = state;
    ThreadState thread = state.processes().thread(call.tid());
    process = thread == null ? null : thread.process();
  }

  @Override
  public Abi abi() {
    return call.abi();
  }

  @Override
  public Syscall row() {
    return row;
  }

  @Override
  public long argument(int index) {
    return call.arg(index);
  }

  @Override
  public long openFlags() {
    for (Parameter parameter : row.parameters()) {
      if ("open_flags".equals(parameter.set())) {
        return call.arg(parameter.index());
      }
      if ("open_how".equals(parameter.extent().layout())) {
        ByteString how = captured(parameter.index(), Form.MEMORY);
        return how == null || how.length() < Long.BYTES ? 0 : how.longAt(0);
      }
    }
    return 0;
  }

  @Override
  public @Nullable ByteString path(int argument) {
    ArgKind kind = row.parameters().get(argument).kind();
    if (kind == ArgKind.FD) {
      return open((int) call.arg(argument));
    }
    boolean relative = argument > 0 && row.parameters().get(argument - 1).kind() == ArgKind.DIRFD;
    int directory = relative ? (int) call.arg(argument - 1) : AT_FDCWD;
    ByteString text = captured(argument, Form.STRING);
    if (text == null || text.length() == 0) {
      // utimensat(2) without a path and AT_EMPTY_PATH mean the descriptor itself
      return relative ? open(directory) : null;
    }
    ByteString path =
        canonical(
            state.processes().resolve(call.tid(), directory, text),
            follows(row.parameters().get(argument)));
    boolean unnamed =
        row.parameters().get(argument).isOpened()
            && (openFlags() & OpenFlags.O_TMPFILE) == OpenFlags.O_TMPFILE;
    return unnamed ? path.plus(ByteString.of("/")) : path;
  }

  private ByteString canonical(ByteString path, boolean last) {
    if (process == null) {
      return path;
    }
    String number = "/proc/" + process.pid();
    if (PathSpelling.isIn(path, SELF)) {
      return moved(path, SELF, number);
    }
    return PathSpelling.isIn(path, THREAD_SELF)
        ? moved(path, THREAD_SELF, number + "/task/" + call.tid())
        : links.follow(path, last);
  }

  private static ByteString moved(ByteString path, ByteString from, String to) {
    return ByteString.of(to).plus(path.substring(from.length(), path.length()));
  }

  private boolean follows(Parameter parameter) {
    int atFlags = row.atFlagsArgument();
    return row.follows(
        parameter, parameter.isOpened() ? openFlags() : 0, atFlags < 0 ? 0 : call.arg(atFlags));
  }

  private @Nullable ByteString captured(int argument, Form form) {
    for (Capture capture : call.captures()) {
      if (capture.argument() == argument && capture.form() == form) {
        return capture.bytes();
      }
    }
    return null;
  }

  private @Nullable Descriptor descriptor(int fd) {
    DescriptorTable open = state.processes().descriptors(call.tid());
    return open == null ? null : open.get(fd);
  }

  private @Nullable ByteString open(int fd) {
    if (fd == AT_FDCWD) {
      return state.processes().workingDirectory(call.tid());
    }
    Descriptor descriptor = descriptor(fd);
    return descriptor != null && descriptor.description() instanceof OpenFile file
        ? canonical(file.path(), true)
        : null;
  }

  /** The bytes of the address that it names, or of its socket's peer; null if there is none. */
  @Nullable ByteString address() {
    for (Capture capture : call.captures()) {
      if (capture.form() == Form.SOCKADDR && capture.bytes().length() > 0) {
        return capture.bytes();
      }
    }
    boolean onDescriptor =
        !row.parameters().isEmpty() && row.parameters().get(0).kind() == ArgKind.FD;
    Descriptor descriptor = onDescriptor ? descriptor((int) call.arg0()) : null;
    return descriptor != null
            && descriptor.description() instanceof OpenSocket socket
            && socket.peer() != null
        ? socket.peer().address()
        : null;
  }

  @Override
  public @Nullable Endpoint endpoint() {
    ByteString address = address();
    if (address == null || address.length() == 0) {
      return null;
    }
    Endpoint endpoint = Endpoint.of(address, !row.name().equals("bind"));
    ByteString unix = endpoint.unix();
    boolean relative = unix != null && unix.length() > 0 && unix.at(0) != '@';
    return relative && unix != null
        ? endpoint.withUnix(canonical(state.processes().resolve(call.tid(), AT_FDCWD, unix), true))
        : endpoint;
  }

  @Override
  public @Nullable ByteString program() {
    return program(process);
  }

  private static @Nullable ByteString program(@Nullable ProcessState process) {
    ProcessState.Image image = process == null ? null : process.image();
    return image == null ? null : image.executable();
  }

  @Override
  public List<ByteString> ancestors() {
    List<ByteString> programs = new ArrayList<>();
    ProcessState ancestor = process == null ? null : process.parent();
    while (ancestor != null) {
      ByteString program = program(ancestor);
      if (program != null) {
        programs.add(program);
      }
      ancestor = ancestor.parent();
    }
    return programs;
  }

  @Override
  public List<ByteString> programArguments() {
    ProcessState.Image image = process == null ? null : process.image();
    return image == null ? List.of() : image.argv();
  }

  /** A journal does not say; what was recorded did start, so that its libraries count as loaded. */
  @Override
  public boolean isFromLoader() {
    return true;
  }

  @Override
  public long epochSecond() {
    SessionStarted started = state.started();
    return started == null ? 0 : (started.startedEpochNs() + call.timeNs()) / SECOND_NS;
  }
}
