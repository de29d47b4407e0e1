package syswall.state;

import java.util.ArrayList;
import java.util.List;
import syswall.event.Abi;
import syswall.event.ByteString;

/** The descriptors in a message's ancillary data: cmsg(3), SCM_RIGHTS of unix(7). */
final class PassedDescriptors {
  // sys/socket.h
  private static final int SOL_SOCKET = 1;
  private static final int SCM_RIGHTS = 1;

  private PassedDescriptors() {}

  /** Those in a row of {@code struct cmsghdr}s. */
  static List<Integer> in(ByteString control, Abi abi) {
    int word =
        switch (abi) {
          case X86_64 -> Long.BYTES;
          case I386 -> Integer.BYTES;
        };
    int header = word + 2 * Integer.BYTES;
    List<Integer> fds = new ArrayList<>();
    int at = 0;
    while (at + header <= control.length()) {
      int length = control.intAt(at);
      if (length < header || length > control.length() - at) {
        break;
      }
      if (control.intAt(at + word) == SOL_SOCKET
          && control.intAt(at + word + Integer.BYTES) == SCM_RIGHTS) {
        for (int i = at + header; i + Integer.BYTES <= at + length; i += Integer.BYTES) {
          fds.add(control.intAt(i));
        }
      }
      at += length + word - 1 & -word;
    }
    return fds;
  }
}
