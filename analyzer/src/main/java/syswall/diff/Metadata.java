package syswall.diff;

import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.replay.CompletedCall;

/**
 * What a stat call said of a regular file, or reading it to its end.
 *
 * @param size its size in bytes; {@link #UNKNOWN} of a file that the session wrote before
 * @param modifiedNs when its content last changed, nanoseconds since 1970; {@link #UNKNOWN} of a
 *     file that was only read to its end
 * @param mode its permission bits; {@link #UNKNOWN} likewise
 * @param device of the file system that it is on; {@link #UNKNOWN} likewise
 * @param process the process that asked, by its place in the session
 * @param event the event that told
 */
record Metadata(long size, long modifiedNs, int mode, long device, int process, long event) {
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

  /** Without what the session may have changed since. */
  Metadata modeAlone() {
    return new Metadata(UNKNOWN, UNKNOWN, mode, UNKNOWN, process, event);
  }

  /** By their sizes: struct stat of asm/stat.h, struct statx of linux/stat.h. */
  private static @Nullable Metadata of(ByteString bytes, int process, long event) {
    return switch (bytes.length()) {
      case 144 -> of(bytes, bytes.intAt(24), 48, 88, bytes.longAt(0), process, event);
      case 256 -> of(bytes, bytes.intAt(28) & 0xffff, 40, 112, device(bytes, 136), process, event);
      default -> null;
    };
  }

  private static @Nullable Metadata of(
      ByteString bytes,
      int mode,
      int sizeAt,
      int modifiedAt,
      long device,
      int process,
      long event) {
    if ((mode & S_IFMT) != S_IFREG) {
      return null;
    }
    long modifiedNs =
        bytes.longAt(modifiedAt) * NS_PER_S + (bytes.intAt(modifiedAt + Long.BYTES) & 0xffffffffL);
    return new Metadata(bytes.longAt(sizeAt), modifiedNs, mode & ~S_IFMT, device, process, event);
  }

  /** The two numbers of statx(2) as stat(2) has them in one: new_encode_dev of the kernel. */
  private static long device(ByteString bytes, int majorAt) {
    long major = bytes.intAt(majorAt);
    long minor = bytes.intAt(majorAt + Integer.BYTES);
    return (minor & 0xff) | major << 8 | (minor & ~0xffL) << 12;
  }
}
