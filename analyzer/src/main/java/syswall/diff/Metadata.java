package syswall.diff;

import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.replay.CompletedCall;

/**
 * What a stat call said of a regular file, or reading it to its end.
 *
 * @param size its size in bytes
 * @param modifiedNs when its content last changed, nanoseconds since 1970; {@link #UNKNOWN} of a
 *     file that was only read to its end
 * @param mode its permission bits; {@link #UNKNOWN} likewise
 * @param process the process that asked, by its place in the session
 * @param event the event that told
 */
record Metadata(long size, long modifiedNs, int mode, int process, long event) {
  /** Nothing told. */
  static final int UNKNOWN = -1;

  // inode(7)
  private static final int S_IFMT = 0170000;
  private static final int S_IFREG = 0100000;

  private static final long NS_PER_S = 1_000_000_000;

  /** What a call wrote; null if it is none that tells of a file, or of one that is not regular. */
  static @Nullable Metadata of(CompletedCall call, String operation, int process) {
    if (!operation.equals(Operations.STAT) || call.entered().abi() != Abi.X86_64) {
      return null;
    }
    for (Capture capture : call.returned().captures()) {
      if (capture.form() == Capture.Form.MEMORY) {
        return of(capture.bytes(), process, call.returned().sequence());
      }
    }
    return null;
  }

  /** By their sizes: struct stat of asm/stat.h, struct statx of linux/stat.h. */
  private static @Nullable Metadata of(ByteString bytes, int process, long event) {
    return switch (bytes.length()) {
      case 144 -> of(bytes, bytes.intAt(24), 48, 88, process, event);
      case 256 -> of(bytes, bytes.intAt(28) & 0xffff, 40, 112, process, event);
      default -> null;
    };
  }

  private static @Nullable Metadata of(
      ByteString bytes, int mode, int sizeAt, int modifiedAt, int process, long event) {
    if ((mode & S_IFMT) != S_IFREG) {
      return null;
    }
    long modifiedNs =
        bytes.longAt(modifiedAt) * NS_PER_S + (bytes.intAt(modifiedAt + Long.BYTES) & 0xffffffffL);
    return new Metadata(bytes.longAt(sizeAt), modifiedNs, mode & ~S_IFMT, process, event);
  }
}
