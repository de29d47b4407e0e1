package syswall.tracer;

import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Extent;
import syswall.event.Capture.Form;
import syswall.event.ContentDigest;
import syswall.syscall.Parameter;

/**
 * Makes a {@link ContentDigest} of what a call moved, in one buffer or many. At the exit-stop, for
 * data that goes out as well: only then it is known how much of it went.
 */
final class DigestReader {
  private final TargetBytes target;
  private final CRC32C checksum = new CRC32C();

  DigestReader(TargetBytes target) {
    this.target = target;
  }

  /** The digest of a call's data; null if not all that counts can be read. */
  @Nullable Capture read(Stop.SyscallExit stop, Parameter content) {
    StoppedTracee tracee = stop.tracee();
    Stop.SyscallEnter call = stop.call();
    long address = call.arg(content.index());
    int length = (int) Math.min(stop.result(), ContentDigest.LIMIT);
    checksum.reset();
    boolean whole =
        switch (content.kind()) {
          case IOVEC, IOVEC_OUT -> vector(tracee, address, length, call.abi());
          case MSGHDR, MSGHDR_OUT -> {
            // struct msghdr of bits/socket.h: the vector is the third word
            int width = TargetBytes.width(call.abi());
            long vector = target.readNumber(tracee, address + 2L * width, width);
            yield vector(tracee, vector, length, call.abi());
          }
          default -> range(tracee, address, length);
        };
    if (!whole) {
      return null;
    }
    Extent extent = stop.result() > length ? Extent.TRUNCATED : Extent.WHOLE;
    return new Capture(content.index(), Form.DIGEST, extent, bytes((int) checksum.getValue()));
  }

  /** The first bytes of what a vector of buffers holds; the vector is as long as it needs to be. */
  private boolean vector(StoppedTracee tracee, long vector, int length, Abi abi) {
    int width = TargetBytes.width(abi);
    int left = length;
    for (int i = 0; left > 0; i++) {
      if (i == MessageReader.VECTOR_LIMIT) {
        return false;
      }
      long element = vector + 2L * width * i;
      long base = target.readNumber(tracee, element, width);
      long size = target.readNumber(tracee, element + width, width);
      int part = size < 0 || size > left ? left : (int) size;
      if (!range(tracee, base, part)) {
        return false;
      }
      left -= part;
    }
    return true;
  }

  private boolean range(StoppedTracee tracee, long address, int length) {
    return target.update(checksum, tracee, address, length);
  }

  private static ByteString bytes(int value) {
    byte[] bytes = {
      (byte) value, (byte) (value >>> 8), (byte) (value >>> 16), (byte) (value >>> 24)
    };
    return ByteString.copyOf(bytes);
  }
}
