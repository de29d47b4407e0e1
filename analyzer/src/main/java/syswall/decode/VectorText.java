package syswall.decode;

import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Extent;
import syswall.event.Capture.Form;

/** A vector of buffers: {@code [{iov_base="ab", iov_len=2}, ...]}. */
final class VectorText {
  private VectorText() {}

  /**
   * Writes the vector that is captured next, with what its buffers hold; else its address.
   *
   * @return how many bytes its buffers have together
   */
  static long append(
      CaptureCursor captures, long address, long count, ShownCall call, StringBuilder out) {
    Capture vector = captures.take(Form.VECTOR);
    if (vector == null) {
      if (address != 0 && count == 0) {
        out.append("[]");
      } else {
        NumberText.appendPointer(address, out);
      }
      return 0;
    }
    int word = call.wordSize();
    ByteString bytes = vector.bytes();
    int elements = bytes.length() / (2 * word);
    int shown = Math.min(elements, call.contentLimit());
    long total = 0;
    out.append('[');
    for (int i = 0; i < elements; i++) {
      boolean held = captures.isAt(Form.CONTENT);
      Capture content = captures.take(Form.CONTENT);
      long length = Memory.unsigned(bytes, 2 * word * i + word, word);
      total += length;
      if (i < shown) {
        long base = Memory.unsigned(bytes, 2 * word * i, word);
        out.append(i == 0 ? "{iov_base=" : ", {iov_base=");
        appendBuffer(content, held, base, call, out);
        out.append(", iov_len=");
        NumberText.appendUnsigned(length, out);
        out.append('}');
      }
    }
    if (shown < elements || vector.extent() != Extent.WHOLE) {
      out.append(shown == 0 ? "..." : ", ...");
    }
    out.append(']');
    return total;
  }

  /** A buffer that the call did not reach holds nothing. */
  private static void appendBuffer(
      @Nullable Capture content, boolean held, long base, ShownCall call, StringBuilder out) {
    if (base == 0) {
      out.append("NULL");
    } else if (held) {
      DataText.appendData(content, base, call, out);
    } else {
      out.append("\"\"");
    }
  }
}
