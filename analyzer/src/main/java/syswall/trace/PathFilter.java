package syswall.trace;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Event.SyscallEntered;
import syswall.state.Descriptor;
import syswall.state.DescriptorTable;
import syswall.state.OpenFile;
import syswall.state.PathArgument;
import syswall.state.ProcessTable;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/** Chooses the calls that name a path that matches, or a descriptor that it was opened as. */
final class PathFilter {
  private final @Nullable PathGlob glob;
  private final ProcessTable processes;
  private final Map<Syscall, List<PathArgument>> pathArguments = new HashMap<>();

  /** With a pattern, or null for all calls. */
  PathFilter(@Nullable PathGlob glob, ProcessTable processes) {
    this.glob = glob;
    this.processes = processes;
  }

  /** Whether a call that is being made is shown. */
  boolean shows(SyscallEntered call) {
    if (glob == null) {
      return true;
    }
    Syscall row = SyscallTable.find(call);
    return row != null && (namesPath(glob, row, call) || usesDescriptor(glob, row, call));
  }

  private boolean namesPath(PathGlob wanted, Syscall row, SyscallEntered call) {
    for (PathArgument argument : pathArguments.computeIfAbsent(row, PathArgument::of)) {
      ByteString path = argument.of(call, processes);
      if (path != null && wanted.matches(path)) {
        return true;
      }
    }
    return false;
  }

  private boolean usesDescriptor(PathGlob wanted, Syscall row, SyscallEntered call) {
    DescriptorTable open = processes.descriptors(call.tid());
    for (Parameter parameter : open == null ? List.<Parameter>of() : row.parameters()) {
      if (open != null && PendingCall.isDescriptor(parameter)) {
        Descriptor descriptor = open.get((int) call.arg(parameter.index()));
        if (descriptor != null
            && descriptor.description() instanceof OpenFile file
            && wanted.matches(file.path())) {
          return true;
        }
      }
    }
    return false;
  }
}
