package syswall.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Form;
import syswall.event.Event.SyscallEntered;
import syswall.replay.CompletedCall;

/**
 * Descriptors on their way from one process to another: SCM_RIGHTS of unix(7). They leave when
 * sendmsg(2) is entered, since the receiver may be seen to return first, and come back if it fails.
 */
final class RightsInFlight {
  // sys/socket.h
  private static final int SOL_SOCKET = 1;
  private static final int SCM_RIGHTS = 1;
  private static final int MSG_PEEK = 2;
  private static final long MSG_CMSG_CLOEXEC = 0x40000000L;

  private static final int MESSAGE = 1;

  private final OpenDescriptions descriptions;

  /** On their way to a socket that is not known, in the order of sending. */
  private final Deque<List<OpenDescription>> astray = new ArrayDeque<>();

  private final Map<Long, Message> sending = new LinkedHashMap<>();

  /**
   * What a call that has not returned yet is sending.
   *
   * @param to the receiver; null if not known
   */
  record Message(@Nullable OpenSocket to, List<OpenDescription> descriptions) {}

  RightsInFlight(OpenDescriptions descriptions) {
    this.descriptions = descriptions;
  }

  /** A call was entered that may carry descriptors away. */
  void sending(ThreadState thread, SyscallEntered call) {
    ByteString control = control(call.captures());
    OpenSocket from = control == null ? null : SocketCalls.socket(thread, (int) call.arg0());
    if (control == null || from == null) {
      return;
    }
    List<OpenDescription> passed = new ArrayList<>();
    for (int fd : fds(control, call.abi())) {
      Descriptor descriptor = thread.descriptors().get(fd);
      if (descriptor != null) {
        descriptions.hold(descriptor.description());
        passed.add(descriptor.description());
      }
    }
    if (!passed.isEmpty()) {
      OpenSocket to = receiver(from, call.captures());
      way(to).add(passed);
      sending.put(call.sequence(), new Message(to, passed));
    }
  }

  private Deque<List<OpenDescription>> way(@Nullable OpenSocket to) {
    return to == null ? astray : to.rights;
  }

  Deque<List<OpenDescription>> astray() {
    return astray;
  }

  /** The messages that are being sent, by the event of the call's entry. */
  Map<Long, Message> sending() {
    return sending;
  }

  /** The place of a message on its way; -1 if it has been received already. */
  int position(Message message) {
    int position = 0;
    for (List<OpenDescription> waiting : way(message.to)) {
      if (waiting == message.descriptions) {
        return position;
      }
      position++;
    }
    return -1;
  }

  /** A message that a snapshot brings back. */
  void restore(long event, @Nullable OpenSocket to, int position) throws DamagedStateException {
    List<List<OpenDescription>> waiting = List.copyOf(way(to));
    if (position >= waiting.size()) {
      throw new DamagedStateException();
    }
    sending.put(event, new Message(to, position < 0 ? List.of() : waiting.get(position)));
  }

  /** What a call was to carry is gone for good, or has not left if it was not made or failed. */
  void returned(SyscallEntered call, boolean succeeded) {
    Message message = sending.isEmpty() ? null : sending.remove(call.sequence());
    if (message != null && !succeeded && way(message.to).removeIf(m -> m == message.descriptions)) {
      message.descriptions.forEach(descriptions::release);
    }
  }

  /** A call returned that may have brought descriptors. */
  void received(ThreadState thread, OpenSocket socket, CompletedCall call) {
    ByteString control = control(call.returned().captures());
    List<Integer> fds = control == null ? List.of() : fds(control, call.entered().abi());
    if (fds.isEmpty()) {
      return;
    }
    Deque<List<OpenDescription>> way = socket.rights.isEmpty() ? astray : socket.rights;
    List<OpenDescription> message = next(way, fds.size());
    for (int i = 0; i < fds.size(); i++) {
      OpenDescription description =
          message == null
              ? descriptions.made(thread.process().pid(), new OpenOther("received descriptor"))
              : message.get(i);
      boolean closeOnExec = (call.arg(2) & MSG_CMSG_CLOEXEC) != 0;
      thread.descriptors().put(fds.get(i), description, closeOnExec);
    }
    if (message != null && (call.arg(2) & MSG_PEEK) == 0) {
      way.removeIf(m -> m == message);
      message.forEach(descriptions::release);
    }
  }

  /** Messages that were read without their descriptors have lost them; others came cut short. */
  private @Nullable List<OpenDescription> next(Deque<List<OpenDescription>> way, int count) {
    while (!way.isEmpty() && way.element().size() < count) {
      way.remove().forEach(descriptions::release);
    }
    return way.peek();
  }

  private @Nullable OpenSocket receiver(OpenSocket from, Iterable<Capture> captures) {
    for (Capture capture : captures) {
      if (capture.argument() == MESSAGE && capture.form() == Form.SOCKADDR) {
        return descriptions.boundTo(capture.bytes());
      }
    }
    OpenSocket.Peer peer = from.peer();
    return from.otherEnd != null || peer == null
        ? from.otherEnd
        : descriptions.boundTo(peer.address());
  }

  private static @Nullable ByteString control(Iterable<Capture> captures) {
    for (Capture capture : captures) {
      if (capture.argument() == MESSAGE && capture.form() == Form.CONTROL) {
        return capture.bytes();
      }
    }
    return null;
  }

  /** The descriptors in a row of {@code struct cmsghdr}s: cmsg(3). */
  private static List<Integer> fds(ByteString control, Abi abi) {
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
