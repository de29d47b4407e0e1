package syswall.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Form;
import syswall.replay.CompletedCall;
import syswall.state.CallEffects.Registry;
import syswall.state.OpenSocket.Peer;

/** The effects of calls on sockets. */
final class SocketCalls {
  // asm-generic/errno.h
  private static final int EINTR = 4;
  private static final int EISCONN = 106;
  private static final int EALREADY = 114;
  private static final int EINPROGRESS = 115;

  private static final int AF_UNIX = 1; // sys/socket.h

  private static final int MSG_PEEK = 2; // sys/socket.h

  // asm-generic/socket.h
  private static final int SOL_SOCKET = 1;
  private static final int SO_ERROR = 4;

  /** The type without SOCK_CLOEXEC and SOCK_NONBLOCK; net.h of the kernel: SOCK_TYPE_MASK. */
  private static final int SOCK_TYPE_MASK = 0xf;

  private final OpenDescriptions descriptions;
  private final RightsInFlight rights;

  private SocketCalls(OpenDescriptions descriptions, RightsInFlight rights) {
    this.descriptions = descriptions;
    this.rights = rights;
  }

  static void register(OpenDescriptions descriptions, RightsInFlight rights, Registry registry) {
    new SocketCalls(descriptions, rights).register(registry);
  }

  private void register(Registry registry) {
    registry.onSuccess(this::socket, "socket");
    registry.onSuccess(this::pair, "socketpair");
    registry.onSuccess(this::bind, "bind");
    registry.onSuccess(this::getsockname, "getsockname");
    registry.onSuccess(this::getpeername, "getpeername");
    registry.onSuccess(this::getsockopt, "getsockopt");
    registry.onSuccess(SocketCalls::listen, "listen");
    registry.onSuccess((t, c) -> accept(t, c, 0), "accept");
    registry.onSuccess((t, c) -> accept(t, c, c.arg(3)), "accept4");
    registry.onSuccess(this::connect, "connect");
    registry.onFailure(this::connect, "connect");
    registry.onSuccess((t, c) -> sent(t, c, 4), "sendto");
    registry.onSuccess((t, c) -> sent(t, c, 1), "sendmsg");
    registry.onSuccess(this::sentMessages, "sendmmsg");
    registry.onSuccess((t, c) -> received(t, c, 4, c.arg(3)), "recvfrom");
    registry.onSuccess((t, c) -> received(t, c, 1, c.arg(2)), "recvmsg");
    registry.onSuccess(this::receivedMessages, "recvmmsg");
  }

  private void socket(ThreadState thread, CompletedCall call) {
    OpenSocket socket = new OpenSocket(call.intArg(0), call.intArg(1) & SOCK_TYPE_MASK);
    open(thread, (int) call.result(), socket, call.arg(1));
  }

  private void open(ThreadState thread, int fd, OpenSocket socket, long flags) {
    descriptions.made(thread.process().pid(), socket);
    thread.descriptors().put(fd, socket, OpenFlags.closeOnExec(flags));
  }

  private void pair(ThreadState thread, CompletedCall call) {
    int[] fds = DescriptorCalls.pair(call, 3);
    if (fds != null) {
      int type = call.intArg(1) & SOCK_TYPE_MASK;
      OpenSocket first = new OpenSocket(call.intArg(0), type);
      OpenSocket second = new OpenSocket(call.intArg(0), type);
      first.pair(second);
      open(thread, fds[0], first, call.arg(1));
      open(thread, fds[1], second, call.arg(1));
    }
  }

  static @Nullable OpenSocket socket(ThreadState thread, int fd) {
    Descriptor descriptor = thread.descriptors().get(fd);
    return descriptor != null && descriptor.description() instanceof OpenSocket open ? open : null;
  }

  private static @Nullable ByteString address(@Nullable Capture capture) {
    return capture == null || capture.bytes().length() < 2 ? null : capture.bytes();
  }

  private static int family(ByteString address) {
    return address.at(0) | address.at(1) << 8;
  }

  private void bind(ThreadState thread, CompletedCall call) {
    bind(socket(thread, call.intArg(0)), address(call.captureAtEntry(1, Form.SOCKADDR)));
  }

  private void getsockname(ThreadState thread, CompletedCall call) {
    bind(socket(thread, call.intArg(0)), address(call.captureAtReturn(1, Form.SOCKADDR)));
  }

  private void bind(@Nullable OpenSocket socket, @Nullable ByteString address) {
    if (socket == null || address == null) {
      return;
    }
    descriptions.forget(socket);
    socket.bind(address);
    // others find it by its address; the kernel tells that of whom it accepted as well
    if (socket.otherEnd == null && address.length() > 2) {
      descriptions.bound(address, socket);
    }
  }

  private void getpeername(ThreadState thread, CompletedCall call) {
    OpenSocket socket = socket(thread, call.intArg(0));
    if (socket != null) {
      descriptions.connectEnded(socket, 0);
    }
  }

  /** SO_ERROR is how a program learns the end of a connect that did not wait: connect(2). */
  private void getsockopt(ThreadState thread, CompletedCall call) {
    OpenSocket socket = socket(thread, call.intArg(0));
    Capture value = call.captureAtReturn(3, Form.MEMORY);
    if (socket != null
        && call.intArg(1) == SOL_SOCKET
        && call.intArg(2) == SO_ERROR
        && value != null
        && value.bytes().length() == Integer.BYTES) {
      descriptions.connectEnded(socket, value.bytes().intAt(0));
    }
  }

  private static void listen(ThreadState thread, CompletedCall call) {
    OpenSocket socket = socket(thread, call.intArg(0));
    if (socket != null) {
      socket.listen();
    }
  }

  private void accept(ThreadState thread, CompletedCall call, long flags) {
    OpenSocket listener = socket(thread, call.intArg(0));
    ByteString address = address(call.captureAtReturn(1, Form.SOCKADDR));
    OpenSocket accepted =
        listener == null
            ? new OpenSocket(OpenSocket.UNKNOWN, OpenSocket.UNKNOWN)
            : new OpenSocket(listener.family(), listener.type());
    if (listener != null) {
      pairWithNext(listener, accepted);
      if (listener.bound() != null) {
        accepted.bind(listener.bound());
      }
    }
    open(thread, (int) call.result(), accepted, flags);
    descriptions.contacted(
        accepted, new Peer(address == null ? ByteString.EMPTY : address, Contact.ACCEPTED, 0));
  }

  /**
   * Finds the other end of a connection within the session. Both sides come in order, but either
   * may be seen to return first.
   */
  private static void pairWithNext(OpenSocket listener, OpenSocket side) {
    if (side.family() != AF_UNIX) {
      return;
    }
    OpenSocket next = listener.unpaired.peek();
    boolean otherSide = next != null && isAccepted(next) != isAccepted(side);
    if (next == null || !otherSide) {
      listener.unpaired.add(side);
    } else {
      listener.unpaired.remove();
      if (next.holders > 0) {
        side.pair(next);
      }
    }
  }

  /** Of two sides that are being paired: the one that connected has a peer already. */
  private static boolean isAccepted(OpenSocket side) {
    Peer peer = side.peer();
    return peer == null || peer.contact() == Contact.ACCEPTED;
  }

  private void connect(ThreadState thread, CompletedCall call) {
    OpenSocket socket = socket(thread, call.intArg(0));
    ByteString address = address(call.captureAtEntry(1, Form.SOCKADDR));
    if (socket == null || address == null) {
      return;
    }
    switch (call.returned().errno()) {
      case 0 -> connected(socket, address);
      case EISCONN -> descriptions.connectEnded(socket, 0);
      case EINPROGRESS, EALREADY, EINTR -> contacted(socket, address, Contact.IN_PROGRESS, 0);
      default -> contacted(socket, address, Contact.FAILED, call.returned().errno());
    }
  }

  private void connected(OpenSocket socket, ByteString address) {
    // connect(2): an address of AF_UNSPEC (0) dissolves the association.
    if (family(address) == 0) {
      socket.contact(null);
      return;
    }
    contacted(socket, address, socket.isDatagram() ? Contact.ADDRESSED : Contact.CONNECTED, 0);
    OpenSocket bound = descriptions.boundTo(address);
    if (bound != null && bound.listening()) {
      pairWithNext(bound, socket);
    }
  }

  private void contacted(OpenSocket socket, ByteString address, Contact contact, int errno) {
    descriptions.contacted(socket, new Peer(address, contact, errno));
  }

  private void sent(ThreadState thread, CompletedCall call, int addressArgument) {
    OpenSocket socket = socket(thread, call.intArg(0));
    if (socket != null) {
      ByteString address = address(call.captureAtEntry(addressArgument, Form.SOCKADDR));
      descriptions.sent(socket, socket.isDatagram() ? address : null, call.result());
    }
  }

  /**
   * The kernel says how many messages it took, but not, in time to be captured, how much of each:
   * all, unless it is the last to a stream (sendmmsg(2) ends where it would have to wait).
   */
  private void sentMessages(ThreadState thread, CompletedCall call) {
    OpenSocket socket = socket(thread, call.intArg(0));
    if (socket == null) {
      return;
    }
    List<Message> messages = messages(call);
    for (int i = 0; i < call.result(); i++) {
      Message message = i < messages.size() ? messages.get(i) : new Message(null, 0);
      boolean isWhole = socket.isDatagram() || i + 1 < call.result();
      descriptions.sent(
          socket, socket.isDatagram() ? message.address : null, isWhole ? message.bytes : 0);
    }
  }

  /**
   * A message that is to be sent.
   *
   * @param address where to; null if it does not say
   * @param bytes how many its buffers hold
   */
  private record Message(@Nullable ByteString address, long bytes) {}

  /** The messages as they are captured: of each its address, its header, its vector of buffers. */
  private static List<Message> messages(CompletedCall call) {
    int width = call.entered().abi() == Abi.I386 ? Integer.BYTES : Long.BYTES;
    List<Message> messages = new ArrayList<>();
    ByteString address = null;
    for (Capture capture : call.entered().captures()) {
      if (capture.argument() != 1) {
        continue;
      }
      if (capture.form() == Form.SOCKADDR) {
        address = address(capture);
      } else if (capture.form() == Form.MEMORY) {
        messages.add(new Message(address, 0));
        address = null;
      } else if (capture.form() == Form.VECTOR && !messages.isEmpty()) {
        int last = messages.size() - 1;
        messages.set(last, new Message(messages.get(last).address, bytes(capture, width)));
      }
    }
    return messages;
  }

  /** What the buffers of a vector hold: each a {@code struct iovec}, an address and a length. */
  private static long bytes(Capture vector, int width) {
    ByteString structs = vector.bytes();
    long bytes = 0;
    for (int at = width; at + width <= structs.length(); at += 2 * width) {
      bytes += width == Long.BYTES ? structs.longAt(at) : Integer.toUnsignedLong(structs.intAt(at));
    }
    return bytes;
  }

  private void received(ThreadState thread, CompletedCall call, int addressArgument, long flags) {
    OpenSocket socket = socket(thread, call.intArg(0));
    if (socket != null) {
      boolean takes = (flags & MSG_PEEK) == 0;
      rights.received(thread, socket, call, flags, takes);
      if (takes) {
        ByteString address = address(call.captureAtReturn(addressArgument, Form.SOCKADDR));
        descriptions.received(socket, socket.isDatagram() ? address : null, call.result());
      }
    }
  }

  private void receivedMessages(ThreadState thread, CompletedCall call) {
    OpenSocket socket = socket(thread, call.intArg(0));
    if (socket == null || (call.arg(3) & MSG_PEEK) != 0) {
      return;
    }
    rights.received(thread, socket, call, call.arg(3), true);
    ByteString address = null;
    for (Capture capture : call.returned().captures()) {
      if (capture.argument() == 1 && capture.form() == Form.SOCKADDR) {
        address = address(capture);
      } else if (capture.argument() == 1 && capture.form() == Form.MEMORY) {
        // struct mmsghdr of bits/socket.h ends in the length of the message
        int lengthAt = capture.bytes().length() > 32 ? 56 : 28;
        long bytes =
            capture.bytes().length() < lengthAt + Integer.BYTES
                ? 0
                : capture.bytes().intAt(lengthAt);
        descriptions.received(socket, socket.isDatagram() ? address : null, bytes);
        address = null;
      }
    }
  }
}
