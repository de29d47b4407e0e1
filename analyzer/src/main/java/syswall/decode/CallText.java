package syswall.decode;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.event.Event.SyscallReturned;
import syswall.syscall.Errno;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/**
 * Writes calls in strace's notation: {@code openat(AT_FDCWD, "/etc/passwd", O_RDONLY) = 3}.
 * Printable ASCII whatever the tracee passed, apart from the names of descriptors. Not thread-safe.
 */
public final class CallText {
  private static final int REGISTERS = 6;

  private final DescriptorNames names;
  private final int contentLimit;
  private final IdentityHashMap<Syscall, CallFormat> formats = new IdentityHashMap<>();

  /**
   * Writes calls.
   *
   * @param names asked whenever a descriptor is written
   * @param contentLimit most bytes that are written of data, and most elements of a vector
   */
  public CallText(DescriptorNames names, int contentLimit) {
    this.names = names;
    this.contentLimit = contentLimit;
  }

  /** A call and what it returned. */
  public String returned(SyscallEntered call, SyscallReturned end) {
    StringBuilder out = new StringBuilder();
    appendReturned(call, end, out);
    return out.toString();
  }

  /** A call that a signal interrupted before it had a result: {@code ... = ? ERESTARTSYS (...)}. */
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

  /** Appends what {@link #returned} returns. */
  public void appendReturned(SyscallEntered call, SyscallReturned end, StringBuilder out) {
    CallFormat format = format(call);
    ShownCall shown = new ShownCall(call, end, names, contentLimit);
    appendCall(format, shown, out);
    out.append(") = ");
    if (end.failed()) {
      appendError(end.errno(), out);
    } else if (format == null) {
      NumberText.appendHex(end.result(), out);
    } else {
      format.appendResult(shown, out);
    }
  }

  /** Appends one argument of a call that the table knows. */
  public void appendArgument(
      Parameter parameter, SyscallEntered call, @Nullable SyscallReturned end, StringBuilder out) {
    CallFormat format = format(call);
    if (format != null) {
      format.appendArgument(parameter.index(), new ShownCall(call, end, names, contentLimit), out);
    }
  }

  private static void appendError(int errno, StringBuilder out) {
    out.append("-1 ").append(Errno.name(errno));
    out.append(" (").append(Errno.text(errno)).append(')');
  }

  /** Appends what {@link #interrupted} returns. */
  public void appendInterrupted(SyscallEntered call, SyscallInterrupted end, StringBuilder out) {
    appendCall(format(call), new ShownCall(call, null, names, contentLimit), out);
    int code = end.restartCode();
    out.append(") = ? ").append(Errno.name(code));
    out.append(" (").append(Errno.text(code)).append(')');
  }

  /** Appends what {@link #unfinished} returns. */
  public void appendUnfinished(SyscallEntered call, StringBuilder out) {
    CallFormat format = format(call);
    appendCall(format, new ShownCall(call, null, names, contentLimit), out);
    out.append(format == null || format.returns() ? " <unfinished ...>" : ") = ?");
  }

  private @Nullable CallFormat format(SyscallEntered call) {
    Syscall row = SyscallTable.find(call);
    if (row == null) {
      return null;
    }
    CallFormat format = formats.get(row);
    if (format == null) {
      format = CallFormat.of(row);
      formats.put(row, format);
    }
    return format;
  }

  /** Writes the name and the arguments; of an unknown call, all that could be some. */
  private static void appendCall(@Nullable CallFormat format, ShownCall call, StringBuilder out) {
    if (format != null) {
      format.appendCall(call, out);
      return;
    }
    SyscallEntered entered = call.entered();
    out.append(SyscallTable.of(entered.abi()).name(entered.number())).append('(');
    for (int i = 0; i < REGISTERS; i++) {
      if (i > 0) {
        out.append(", ");
      }
      NumberText.appendHex(call.arg(i), out);
    }
  }
}
