package syswall.history;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Event.SyscallEntered;
import syswall.state.Descriptor;
import syswall.state.DescriptorTable;
import syswall.state.OpenDescription;
import syswall.state.OpenFile;
import syswall.state.OpenPipe;
import syswall.state.OpenSocket;
import syswall.state.PathArgument;
import syswall.state.ProcessTable;
import syswall.syscall.ArgKind;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/** Finds the {@link CallTarget} of calls that begin. */
public final class CallTargets {
  private final ProcessTable processes;
  private final IdentityHashMap<Syscall, List<PathArgument>> pathArguments =
      new IdentityHashMap<>();

  /**
   * Finds what calls are about.
   *
   * @param processes as they are when a call begins
   */
  public CallTargets(ProcessTable processes) {
    this.processes = processes;
  }

  /** What a call is about that begins now. */
  public CallTarget of(SyscallEntered call) {
    Syscall syscall = SyscallTable.find(call);
    return syscall == null
        ? CallTarget.NONE
        : new CallTarget(paths(syscall, call), address(syscall, call));
  }

  /** Whether a call that begins now is about a pipe, which has no name. */
  boolean isPipe(SyscallEntered call) {
    Syscall syscall = SyscallTable.find(call);
    return syscall != null && descriptor(syscall, call) instanceof OpenPipe;
  }

  private List<ByteString> paths(Syscall syscall, SyscallEntered call) {
    List<ByteString> paths = new ArrayList<>(1);
    for (PathArgument argument : pathArguments.computeIfAbsent(syscall, PathArgument::of)) {
      ByteString path = argument.of(call, processes);
      if (path != null) {
        paths.add(path);
      }
    }
    if (paths.isEmpty() && descriptor(syscall, call) instanceof OpenFile file) {
      paths.add(file.path());
    }
    return List.copyOf(paths);
  }

  private ByteString address(Syscall syscall, SyscallEntered call) {
    for (Capture capture : call.captures()) {
      if (capture.form() == Capture.Form.SOCKADDR && capture.bytes().length() > 1) {
        return capture.bytes();
      }
    }
    return descriptor(syscall, call) instanceof OpenSocket socket && socket.peer() != null
        ? socket.peer().address()
        : ByteString.EMPTY;
  }

  /** What a call's first argument stands for, if it is a descriptor. */
  private @Nullable OpenDescription descriptor(Syscall syscall, SyscallEntered call) {
    boolean onDescriptor =
        !syscall.parameters().isEmpty()
            && (syscall.parameters().get(0).kind() == ArgKind.FD
                || syscall.parameters().get(0).kind() == ArgKind.DIRFD);
    DescriptorTable open = onDescriptor ? processes.descriptors(call.tid()) : null;
    Descriptor descriptor = open == null ? null : open.get((int) call.arg0());
    return descriptor == null ? null : descriptor.description();
  }
}
