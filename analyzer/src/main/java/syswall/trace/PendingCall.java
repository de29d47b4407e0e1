package syswall.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.Event.SyscallEntered;
import syswall.syscall.ArgKind;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/**
 * A call that is shown when it ends, with what its descriptors stood for when it was made: by then
 * it, or another thread, may have closed them.
 */
final class PendingCall {
  private static final int REGISTERS = 6;

  private final SyscallEntered entered;
  private final @Nullable String[] names = new String[REGISTERS];
  private boolean blocked;
  private int descriptors; // a bit for each register that holds one

  PendingCall(SyscallEntered entered, TraceMoment moment) {
    this.entered = entered;
    Syscall row = SyscallTable.find(entered);
    if (row == null) {
      return;
    }
    List<Parameter> parameters = row.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      if (isDescriptor(parameters.get(i))) {
        names[i] = moment.newName(entered.tid(), (int) entered.arg(i));
        descriptors |= 1 << i;
      }
    }
  }

  static boolean isDescriptor(Parameter parameter) {
    return parameter.kind() == ArgKind.FD || parameter.kind() == ArgKind.DIRFD;
  }

  SyscallEntered entered() {
    return entered;
  }

  /** Whether it was kept from the kernel. */
  boolean isBlocked() {
    return blocked;
  }

  void block() {
    blocked = true;
  }

  /** The register that held a descriptor, or -1. */
  int indexOf(int fd) {
    for (int i = 0; i < REGISTERS; i++) {
      if ((descriptors >> i & 1) != 0 && (int) entered.arg(i) == fd) {
        return i;
      }
    }
    return -1;
  }

  @Nullable String name(int index) {
    return names[index];
  }
}
