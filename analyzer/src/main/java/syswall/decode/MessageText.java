package syswall.decode;

import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Form;
import syswall.syscall.FlagSet;
import syswall.syscall.Parameter;

/** Messages of sendmsg(2) and its like: header, address, buffers and ancillary data. */
final class MessageText {
  private static final FlagSet MESSAGE_FLAGS = FlagSet.of("msg_flags");

  private MessageText() {}

  /** The message that one argument points to. */
  static ArgumentPrinter of(Parameter parameter, boolean exit) {
    int argument = parameter.index();
    return (call, out) -> {
      CaptureCursor captures = new CaptureCursor(call.captures(exit), argument);
      Capture address = captures.take(Form.SOCKADDR);
      Capture header = captures.take(Form.MEMORY);
      if (header == null || header.bytes().length() < 7 * call.wordSize()) {
        NumberText.appendPointer(call.arg(argument), out);
      } else {
        append(address, header.bytes(), captures, call, out);
      }
    };
  }

  /** A vector of messages, as many as were sent or received. */
  static ArgumentPrinter ofVector(Parameter parameter, boolean exit) {
    int argument = parameter.index();
    return (call, out) -> {
      CaptureCursor captures = new CaptureCursor(call.captures(exit), argument);
      if (!captures.isAt(Form.MEMORY) && !captures.isAt(Form.SOCKADDR)) {
        NumberText.appendPointer(call.arg(argument), out);
        return;
      }
      out.append('[');
      for (int i = 0; captures.isAt(Form.MEMORY) || captures.isAt(Form.SOCKADDR); i++) {
        Capture address = captures.take(Form.SOCKADDR);
        Capture header = captures.take(Form.MEMORY);
        if (header == null || header.bytes().length() < 8 * call.wordSize()) {
          out.append(i == 0 ? "..." : ", ...");
          break;
        }
        out.append(i == 0 ? "{msg_hdr=" : ", {msg_hdr=");
        long total = append(address, header.bytes(), captures, call, out);
        appendLength(header.bytes(), total, exit, i, call, out);
        out.append('}');
      }
      out.append(']');
    };
  }

  /** The kernel writes how long a message is after the header of one to be sent was captured. */
  private static void appendLength(
      ByteString header, long total, boolean exit, int index, ShownCall call, StringBuilder out) {
    if (exit) {
      int length = Memory.int32(header, 7 * call.wordSize());
      out.append(", msg_len=").append(Integer.toUnsignedLong(length));
    } else if (call.succeeded() && index < call.result()) {
      out.append(", msg_len=").append(total); // a datagram is sent whole
    }
  }

  /**
   * Writes one message.
   *
   * @return how many bytes its buffers have
   */
  private static long append(
      @Nullable Capture address,
      ByteString header,
      CaptureCursor captures,
      ShownCall call,
      StringBuilder out) {
    int word = call.wordSize();
    out.append("{msg_name=");
    int nameLength = Memory.int32(header, word);
    if (address == null) {
      NumberText.appendPointer(Memory.unsigned(header, 0, word), out);
    } else {
      SocketAddressText.append(
          address.bytes(), Integer.MAX_VALUE, Memory.unsigned(header, 0, word), out);
    }
    out.append(", msg_namelen=").append(nameLength);
    out.append(", msg_iov=");
    long vector = Memory.unsigned(header, 2 * word, word);
    long count = Memory.unsigned(header, 3 * word, word);
    long total = VectorText.append(captures, vector, count, call, out);
    out.append(", msg_iovlen=");
    NumberText.appendUnsigned(count, out);
    long controlLength = Memory.unsigned(header, 5 * word, word);
    Capture control = captures.take(Form.CONTROL);
    if (controlLength != 0) {
      out.append(", msg_control=");
      ControlText.append(control, Memory.unsigned(header, 4 * word, word), call, out);
    }
    out.append(", msg_controllen=");
    NumberText.appendUnsigned(controlLength, out);
    out.append(", msg_flags=");
    MESSAGE_FLAGS.append(Memory.unsigned(header, 6 * word, Integer.BYTES), out);
    out.append('}');
    return total;
  }
}
