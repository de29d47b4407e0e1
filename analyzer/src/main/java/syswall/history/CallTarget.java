package syswall.history;

import java.util.List;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.Event.SyscallEntered;
import syswall.syscall.SyscallTable;

/**
 * What a call is about.
 *
 * @param paths the files that it names, or the one that its descriptor stands for
 * @param address the address that it names, or that of its socket's peer; empty if there is none
 */
public record CallTarget(List<ByteString> paths, ByteString address) {
  /** Nothing that has a name. */
  public static final CallTarget NONE = new CallTarget(List.of(), ByteString.EMPTY);

  public CallTarget {
    paths = List.copyOf(paths);
  }

  /** The name of a call; a 32-bit call's ends in {@code (i386)}. */
  public static String name(SyscallEntered call) {
    String name = SyscallTable.of(call.abi()).name(call.number());
    return call.abi() == Abi.I386 ? name + " (i386)" : name;
  }
}
