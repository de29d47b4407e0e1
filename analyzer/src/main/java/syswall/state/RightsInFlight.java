package syswall.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
  private static final long MSG_CMSG_CLOEXEC = 0x40000000L; // sys/socket.h

  /** The argument that points to the message, or messages. */
  private static final int MESSAGE = 1;

  /** Descriptors of one message. */
  static final class Rights {
    final long position;
    final List<OpenDescription> descriptions;

    /**
     * Descriptors that travel with data.
     *
     * @param position how many bytes, or messages of sockets that keep them apart, come before
     */
    Rights(long position, List<OpenDescription> descriptions) {
      this.position = position;
      this.descriptions = descriptions;
    }
  }

  /**
   * What a call that has not returned yet is sending.
   *
   * @param to the receiver; null if not known
   */
  record Sending(@Nullable OpenSocket to, List<Rights> rights) {}

  private final OpenDescriptions descriptions;

  /** On their way to a socket that is not known, in the order of sending. */
  private final Deque<Rights> astray = new ArrayDeque<>();

  private final Map<Long, Sending> sending = new LinkedHashMap<>();

  RightsInFlight(OpenDescriptions descriptions) {
    this.descriptions = descriptions;
  }

  Deque<Rights> astray() {
    return astray;
  }

  /** What is being sent, by the event of the call's entry. */
  Map<Long, Sending> sending() {
    return sending;
  }

  private Deque<Rights> way(@Nullable OpenSocket to) {
    return to == null ? astray : to.rights;
  }

  /** A call was entered that may carry descriptors away. */
  void sending(ProcessTable processes, SyscallEntered call) {
    List<ByteString> controls = controls(call.captures());
    ThreadState thread = controls.isEmpty() ? null : processes.thread(call.tid());
    OpenSocket from = thread == null ? null : SocketCalls.socket(thread, (int) call.arg0());
    if (thread == null || from == null) {
      return;
    }
    OpenSocket to = descriptions.receiver(from, address(call.captures()));
    // what has been taken has arrived, even if the call that sent it is not seen to have returned
    long position = to == null ? 0 : Math.max(to.arrived, to.taken);
    List<Rights> sent = new ArrayList<>();
    for (ByteString control : controls) {
      List<OpenDescription> passed = hold(thread, PassedDescriptors.in(control, call.abi()));
      if (!passed.isEmpty()) {
        sent.add(new Rights(position, passed));
      }
      position += from.keepsMessages() ? 1 : 0;
    }
    if (!sent.isEmpty()) {
      way(to).addAll(sent);
      sending.put(call.sequence(), new Sending(to, sent));
    }
  }

  private List<OpenDescription> hold(ThreadState thread, List<Integer> fds) {
    List<OpenDescription> held = new ArrayList<>();
    for (int fd : fds) {
      Descriptor descriptor = thread.descriptors().get(fd);
      if (descriptor != null) {
        descriptions.hold(descriptor.description());
        held.add(descriptor.description());
      }
    }
    return held;
  }

  /** What a call was to carry is gone for good, or has not left if it was not made or failed. */
  void returned(SyscallEntered call, boolean succeeded) {
    Sending sent = sending.isEmpty() ? null : sending.remove(call.sequence());
    if (sent != null && !succeeded) {
      for (Rights rights : sent.rights) {
        if (way(sent.to).remove(rights)) {
          release(rights);
        }
      }
    }
  }

  /**
   * A call returned that may have brought descriptors.
   *
   * @param flags of recvmsg(2)
   * @param takes whether what it brought is gone from the socket: not with MSG_PEEK
   */
  void received(
      ThreadState thread, OpenSocket socket, CompletedCall call, long flags, boolean takes) {
    for (ByteString control : controls(call.returned().captures())) {
      List<Integer> fds = PassedDescriptors.in(control, call.entered().abi());
      if (!fds.isEmpty()) {
        Deque<Rights> way = socket.rights.isEmpty() ? astray : socket.rights;
        Rights rights = next(way, fds.size());
        install(thread, fds, rights, (flags & MSG_CMSG_CLOEXEC) != 0);
        if (takes && rights != null) {
          way.remove(rights);
          release(rights);
        }
      }
    }
  }

  private void install(
      ThreadState thread, List<Integer> fds, @Nullable Rights rights, boolean closeOnExec) {
    for (int i = 0; i < fds.size(); i++) {
      OpenDescription description =
          rights == null
              ? descriptions.made(thread.process().pid(), new OpenOther("received descriptor"))
              : rights.descriptions.get(i);
      thread.descriptors().put(fds.get(i), description, closeOnExec);
    }
  }

  /** The first message that has as many; the kernel may have cut some off. */
  private static @Nullable Rights next(Deque<Rights> way, int count) {
    for (Rights rights : way) {
      if (rights.descriptions.size() >= count) {
        return rights;
      }
    }
    return null;
  }

  private void release(Rights rights) {
    rights.descriptions.forEach(descriptions::release);
  }

  private static @Nullable ByteString address(Iterable<Capture> captures) {
    for (Capture capture : captures) {
      if (capture.argument() == MESSAGE && capture.form() == Form.SOCKADDR) {
        return capture.bytes();
      }
    }
    return null;
  }

  /** The ancillary data of each message that has some. */
  private static List<ByteString> controls(List<Capture> captures) {
    List<ByteString> controls = List.of();
    for (int i = 0; i < captures.size(); i++) {
      Capture capture = captures.get(i);
      if (capture.argument() == MESSAGE && capture.form() == Form.CONTROL) {
        controls = controls.isEmpty() ? new ArrayList<>() : controls;
        controls.add(capture.bytes());
      }
    }
    return controls;
  }

  /** The place of a message on its way; -1 if it has been received already. */
  int place(@Nullable OpenSocket to, Rights rights) {
    return List.copyOf(way(to)).indexOf(rights);
  }

  /** What a snapshot says is being sent. */
  void restore(long event, @Nullable OpenSocket to, List<Integer> places)
      throws DamagedStateException {
    List<Rights> waiting = List.copyOf(way(to));
    List<Rights> sent = new ArrayList<>();
    for (int place : places) {
      if (place >= waiting.size()) {
        throw new DamagedStateException();
      }
      sent.add(place < 0 ? new Rights(0, List.of()) : waiting.get(place));
    }
    sending.put(event, new Sending(to, sent));
  }
}
