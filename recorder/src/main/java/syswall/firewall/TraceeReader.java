package syswall.firewall;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.tracer.StoppedTracee;

/** Copies what arguments of a stopped thread point to. */
final class TraceeReader {
  static final int PAGE = 4096;

  /** Most bytes of a path with its NUL, PATH_MAX of linux/limits.h. */
  static final int PATH_MAX = 4096;

  /** Most paths are no longer. */
  private static final int USUAL = 256;

  private final StoppedTracee tracee;

  TraceeReader(StoppedTracee tracee) {
    this.tracee = tracee;
  }

  /** So many bytes; null if not all can be read. */
  @Nullable ByteString bytes(long address, int length) {
    byte[] bytes = new byte[length];
    return tracee.read(address, bytes, 0, length) == length ? ByteString.copyOf(bytes) : null;
  }

  /**
   * A string without its NUL; its first {@link #PATH_MAX} bytes if it is longer than a path may be.
   *
   * @return null if it cannot be read to its end
   */
  @Nullable ByteString path(long address) {
    byte[] bytes = new byte[USUAL];
    int length = 0;
    while (length < PATH_MAX) {
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, PATH_MAX);
      }
      int toBorder = PAGE - (int) ((address + length) & (PAGE - 1));
      int wanted = Math.min(bytes.length - length, toBorder);
      int copied = tracee.read(address + length, bytes, length, wanted);
      for (int i = length; i < length + copied; i++) {
        if (bytes[i] == 0) {
          return ByteString.copyOf(bytes, 0, i);
        }
      }
      length += copied;
      if (copied < wanted) {
        return null;
      }
    }
    return ByteString.copyOf(bytes);
  }
}
