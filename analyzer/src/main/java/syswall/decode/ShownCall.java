package syswall.decode;

import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.event.Capture;
import syswall.event.Capture.Extent;
import syswall.event.Capture.Form;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallReturned;

/**
 * The call that a line is written about, as the printers of its arguments see it.
 *
 * @param end null if the call has no result: it was interrupted or has not returned
 * @param contentLimit most bytes of data, and most elements of a vector, that are written
 */
record ShownCall(
    SyscallEntered entered,
    @Nullable SyscallReturned end,
    DescriptorNames names,
    int contentLimit) {
  private static final long INT_MASK = 0xffff_ffffL;

  boolean isI386() {
    return entered.abi() == Abi.I386;
  }

  /** The size of a pointer, and of the C type long, in bytes. */
  int wordSize() {
    return isI386() ? Integer.BYTES : Long.BYTES;
  }

  /** An argument, unsigned and as wide as the ABI's registers. */
  long arg(int index) {
    long register = entered.arg(index);
    return isI386() ? register & INT_MASK : register;
  }

  /** Whether the kernel did what it was asked for. */
  boolean succeeded() {
    return end != null && !end.failed();
  }

  /** The result register; 0 if there is none. */
  long result() {
    return end == null ? 0 : end.result();
  }

  /**
   * What an argument pointed to when the call was made; null if that was not, or cannot be, read.
   */
  @Nullable Capture atEnter(int argument, Form form) {
    return find(entered.captures(), argument, form);
  }

  /** What an argument pointed to when the call returned. */
  @Nullable Capture atExit(int argument, Form form) {
    return end == null ? null : find(end.captures(), argument, form);
  }

  private static @Nullable Capture find(List<Capture> captures, int argument, Form form) {
    for (int i = 0; i < captures.size(); i++) {
      Capture capture = captures.get(i);
      if (capture.argument() == argument
          && capture.form() == form
          && capture.extent() != Extent.UNREADABLE) {
        return capture;
      }
    }
    return null;
  }

  /** The captures of one stop. */
  List<Capture> captures(boolean exit) {
    return !exit ? entered.captures() : end == null ? List.of() : end.captures();
  }

  /** Writes a descriptor, and what it stands for if that is known. */
  void appendFd(int fd, StringBuilder out) {
    out.append(fd);
    appendName(fd, out);
  }

  /** Writes a descriptor that the call made, and what it stands for if that is known. */
  void appendNewFd(int fd, StringBuilder out) {
    out.append(fd);
    appendName(names.newName(end == null ? entered.tid() : end.tid(), fd), out);
  }

  /** Writes what a descriptor stands for, in angle brackets, if that is known. */
  void appendName(int fd, StringBuilder out) {
    appendName(names.name(entered.tid(), fd), out);
  }

  private static void appendName(@Nullable String name, StringBuilder out) {
    if (name != null) {
      out.append('<').append(name).append('>');
    }
  }
}
