package syswall.decode;

import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.event.Event.SyscallReturned;
import syswall.syscall.ArgKind;
import syswall.syscall.Errno;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/**
 * A call in strace's notation: {@code openat(AT_FDCWD, "/etc/passwd", 0x80000, 000) = 3}. Printable
 * ASCII whatever the tracee passed.
 */
public final class CallText {
  private static final int REGISTERS = 6;

  private final DescriptorNames names;

  /**
   * With names of descriptors and a limit of how many bytes of a buffer are written.
   *
   * @param names of descriptors
   * @param contentLimit bytes
   */
  public CallText(DescriptorNames names, int contentLimit) {
    this.names = names;
  }

  /** Appends a call and what it returned. */
  public void appendReturned(SyscallEntered call, SyscallReturned end, StringBuilder out) {
    appendCall(call, end, out);
    out.append(") = ");
    appendResult(call, end, out);
  }

  /** Appends a call that a signal interrupted. */
  public void appendInterrupted(SyscallEntered call, SyscallInterrupted end, StringBuilder out) {
    appendCall(call, null, out);
    out.append(") = ? ").append(Errno.name(end.restartCode()));
  }

  /** Appends one argument alone. */
  public void appendArgument(
      Parameter parameter, SyscallEntered call, @Nullable SyscallReturned end, StringBuilder out) {
    boolean written =
        switch (parameter.kind().capturePoint()) {
          case NEVER -> false;
          case ENTER -> ArgumentText.appendTarget(parameter, call.captures(), out);
          case EXIT, BOTH ->
              ArgumentText.appendTarget(parameter, end == null ? List.of() : end.captures(), out);
        };
    if (!written) {
      ArgumentText.appendNumber(parameter.kind(), call.abi(), call.arg(parameter.index()), out);
      if (parameter.kind() == ArgKind.FD || parameter.kind() == ArgKind.DIRFD) {
        appendName(names.name(call.tid(), (int) call.arg(parameter.index())), out);
      }
    }
  }

  private static void appendName(@Nullable String name, StringBuilder out) {
    if (name != null) {
      out.append('<').append(name).append('>');
    }
  }

  /** A call and what it returned. */
  public String returned(SyscallEntered call, SyscallReturned end) {
    StringBuilder out = new StringBuilder();
    appendReturned(call, end, out);
    return out.toString();
  }

  /** A call that a signal interrupted before it had a result: {@code ... = ? ERESTARTSYS}. */
  public String interrupted(SyscallEntered call, SyscallInterrupted end) {
    StringBuilder out = new StringBuilder();
    appendInterrupted(call, end, out);
    return out.toString();
  }

  /**
   * A call that has not returned: {@code ... <unfinished ...>}, or {@code ... = ?} of one that
   * never does.
   */
  public String unfinished(SyscallEntered call) {
    StringBuilder out = new StringBuilder();
    appendUnfinished(call, out);
    return out.toString();
  }

  /** Appends a call that has not returned. */
  public void appendUnfinished(SyscallEntered call, StringBuilder out) {
    appendCall(call, null, out);
    Syscall row = SyscallTable.of(call.abi()).find(call.number());
    boolean neverReturns = row != null && row.result().kind() == ArgKind.NONE;
    out.append(neverReturns ? ") = ?" : " <unfinished ...>");
  }

  /** The name and the arguments, up to the closing parenthesis. */
  private void appendCall(SyscallEntered call, @Nullable SyscallReturned end, StringBuilder out) {
    SyscallTable table = SyscallTable.of(call.abi());
    Syscall row = table.find(call.number());
    out.append(table.name(call.number())).append('(');
    if (row == null) {
      for (int i = 0; i < REGISTERS; i++) {
        ArgumentText.appendNumber(ArgKind.HEX, call.abi(), call.arg(i), separated(i, out));
      }
      return;
    }
    for (Parameter parameter : row.parameters()) {
      separated(parameter.index(), out);
      appendArgument(parameter, call, end, out);
    }
  }

  private static StringBuilder separated(int index, StringBuilder out) {
    return index == 0 ? out : out.append(", ");
  }

  private void appendResult(SyscallEntered call, SyscallReturned end, StringBuilder out) {
    if (end.failed()) {
      int errno = end.errno();
      out.append("-1 ")
          .append(Errno.name(errno))
          .append(" (")
          .append(Errno.text(errno))
          .append(')');
      return;
    }
    Syscall row = SyscallTable.of(call.abi()).find(call.number());
    ArgumentText.appendNumber(
        row == null ? ArgKind.HEX : resultKind(row), call.abi(), end.result(), out);
    if (row != null && row.result().kind() == ArgKind.FD) {
      appendName(names.newName(end.tid(), (int) end.result()), out);
    }
  }

  /** The kernel widens an int to the register on return, so nothing of it needs to be ignored. */
  private static ArgKind resultKind(Syscall row) {
    return row.result().kind() == ArgKind.INT ? ArgKind.OFFSET : row.result().kind();
  }
}
