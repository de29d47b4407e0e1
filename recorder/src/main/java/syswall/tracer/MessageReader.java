package syswall.tracer;

import java.util.List;
import syswall.event.Abi;
import syswall.event.Capture;
import syswall.event.Capture.Form;

/**
 * Captures what readv(2), sendmsg(2) and their like gather from or scatter to many places: vectors
 * of buffers, and messages with address, buffers and ancillary data. The captures of one argument
 * come in the order of the structures: a message's address, header, vector, buffers, ancillary
 * data; then the next message's.
 */
final class MessageReader {
  /** Most captured elements of a vector; IOV_MAX of limits.h would be 1024. */
  static final int VECTOR_LIMIT = 64;

  /** Most captured messages of sendmmsg(2) and recvmmsg(2). */
  static final int MESSAGES_LIMIT = 16;

  private static final int CONTROL_LIMIT = 1024;

  private final TargetBytes target;
  private final int contentLimit;

  /** Captures the beginning of each buffer, at most so many bytes. */
  MessageReader(TargetBytes target, int contentLimit) {
    this.target = target;
    this.contentLimit = contentLimit;
  }

  /**
   * Captures a vector of {@code struct iovec}s (bits/types/struct_iovec.h), and its buffers.
   *
   * @param count number of elements, as the tracee says
   * @param total bytes that the buffers hold together
   */
  void readVector(
      StoppedTracee tracee,
      int argument,
      long address,
      long count,
      long total,
      Abi abi,
      List<Capture> captures) {
    int width = TargetBytes.width(abi);
    int elements = count < 0 || count > VECTOR_LIMIT ? VECTOR_LIMIT : (int) count;
    boolean beyondReason = count < 0 || count > Integer.MAX_VALUE;
    long size = beyondReason ? Long.MAX_VALUE : count * 2 * width;
    Capture vector =
        target.memory(tracee, argument, address, size, elements * 2 * width, Form.VECTOR);
    captures.add(vector);
    int readable = vector.bytes().length() / (2 * width);
    long left = total;
    for (int i = 0; i < readable && left > 0; i++) {
      long element = address + 2L * width * i;
      long base = target.readNumber(tracee, element, width);
      long length = target.readNumber(tracee, element + width, width);
      long held = length < 0 ? left : Math.min(length, left);
      captures.add(target.memory(tracee, argument, base, held, contentLimit, Form.CONTENT));
      left -= held;
    }
  }

  /** Captures a {@code struct msghdr} (bits/socket.h) and what it points to. */
  void readMessage(
      StoppedTracee tracee,
      int argument,
      long address,
      long total,
      Abi abi,
      List<Capture> captures) {
    readMessage(tracee, argument, address, 7 * TargetBytes.width(abi), total, abi, captures);
  }

  /**
   * Captures a vector of {@code struct mmsghdr}s (bits/socket.h): a message and its length each.
   *
   * @param count number of messages, as the tracee says
   * @param done whether the call is over, so that each message says how long it is
   */
  void readMessages(
      StoppedTracee tracee,
      int argument,
      long address,
      long count,
      boolean done,
      Abi abi,
      List<Capture> captures) {
    int width = TargetBytes.width(abi);
    int lengthAt = 7 * width;
    int size = 8 * width;
    long messages = count < 0 || count > MESSAGES_LIMIT ? MESSAGES_LIMIT : count;
    for (int i = 0; i < messages; i++) {
      long message = address + (long) size * i;
      long total =
          done ? target.readNumber(tracee, message + lengthAt, Integer.BYTES) : Long.MAX_VALUE;
      readMessage(tracee, argument, message, size, total, abi, captures);
    }
  }

  private void readMessage(
      StoppedTracee tracee,
      int argument,
      long address,
      int size,
      long total,
      Abi abi,
      List<Capture> captures) {
    int width = TargetBytes.width(abi);
    long name = target.readNumber(tracee, address, width);
    long nameLength = target.readNumber(tracee, address + width, Integer.BYTES);
    if (name != 0 && nameLength != 0) {
      captures.add(target.sockaddr(tracee, argument, name, nameLength));
    }
    captures.add(target.memory(tracee, argument, address, size, size, Form.MEMORY));
    long vector = target.readNumber(tracee, address + 2L * width, width);
    long count = target.readNumber(tracee, address + 3L * width, width);
    if (vector != 0 && count != 0) {
      readVector(tracee, argument, vector, count, total, abi, captures);
    }
    long control = target.readNumber(tracee, address + 4L * width, width);
    long controlLength = target.readNumber(tracee, address + 5L * width, width);
    if (control != 0 && controlLength != 0) {
      captures.add(
          target.memory(tracee, argument, control, controlLength, CONTROL_LIMIT, Form.CONTROL));
    }
  }
}
