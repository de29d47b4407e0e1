package syswall.state;

import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Capture.Form;
import syswall.replay.CompletedCall;
import syswall.state.CallEffects.Registry;
import syswall.state.OpenDescription.OpenSocket;
import syswall.state.SocketActivity.Contact;
import syswall.state.SocketActivity.Peer;

/** The effects of calls on sockets. */
final class SocketCalls {
  // asm-generic/errno.h
  private static final int EINTR = 4;
  private static final int EISCONN = 106;
  private static final int EALREADY = 114;
  private static final int EINPROGRESS = 115;

  /** The type without SOCK_CLOEXEC and SOCK_NONBLOCK; net.h of the kernel: SOCK_TYPE_MASK. */
  private static final int SOCK_TYPE_MASK = 0xf;

  private final SocketTable sockets;

  private SocketCalls(SocketTable sockets) {
    this.sockets = sockets;
  }

  static void register(SocketTable sockets, Registry registry) {
    new SocketCalls(sockets).register(registry);
  }

  private void register(Registry registry) {
    registry.onSuccess(this::socket, "socket");
    registry.onSuccess(SocketCalls::bind, "bind");
    registry.onSuccess(SocketCalls::getsockname, "getsockname");
    registry.onSuccess(SocketCalls::listen, "listen");
    registry.onSuccess((t, c) -> accept(t, c, 0), "accept");
    registry.onSuccess((t, c) -> accept(t, c, c.arg(3)), "accept4");
    registry.onSuccess(SocketCalls::connect, "connect");
    registry.onFailure(SocketCalls::connect, "connect");
    registry.onSuccess((t, c) -> sent(t, c, 4), "sendto");
    registry.onSuccess((t, c) -> sent(t, c, 1), "sendmsg");
    registry.onSuccess((t, c) -> received(t, c, 4), "recvfrom");
    registry.onSuccess((t, c) -> received(t, c, 1), "recvmsg");
  }

  private void socket(ThreadState thread, CompletedCall call) {
    SocketActivity socket =
        sockets.open(thread.process().pid(), call.intArg(0), call.intArg(1) & SOCK_TYPE_MASK);
    open(thread, call, socket, call.arg(1));
  }

  private static void open(
      ThreadState thread, CompletedCall call, SocketActivity socket, long flags) {
    thread
        .descriptors()
        .put((int) call.result(), new OpenSocket(socket), OpenFlags.closeOnExec(flags));
  }

  private static @Nullable SocketActivity socket(ThreadState thread, int fd) {
    Descriptor descriptor = thread.descriptors().get(fd);
    return descriptor != null && descriptor.description() instanceof OpenSocket open
        ? open.socket()
        : null;
  }

  private static @Nullable ByteString address(@Nullable Capture capture) {
    return capture == null || capture.bytes().length() < 2 ? null : capture.bytes();
  }

  private static int family(ByteString address) {
    return address.at(0) | address.at(1) << 8;
  }

  private static void bind(ThreadState thread, CompletedCall call) {
    SocketActivity socket = socket(thread, call.intArg(0));
    ByteString address = address(call.captureAtEntry(1, Form.SOCKADDR));
    if (socket != null && address != null) {
      socket.bind(address);
    }
  }

  private static void getsockname(ThreadState thread, CompletedCall call) {
    SocketActivity socket = socket(thread, call.intArg(0));
    ByteString address = address(call.captureAtReturn(1, Form.SOCKADDR));
    if (socket != null && address != null) {
      socket.bind(address);
    }
  }

  private static void listen(ThreadState thread, CompletedCall call) {
    SocketActivity socket = socket(thread, call.intArg(0));
    if (socket != null) {
      socket.listen();
    }
  }

  private void accept(ThreadState thread, CompletedCall call, long flags) {
    SocketActivity listener = socket(thread, call.intArg(0));
    ByteString address = address(call.captureAtReturn(1, Form.SOCKADDR));
    SocketActivity accepted =
        sockets.open(
            thread.process().pid(),
            listener == null ? SocketActivity.UNKNOWN : listener.family(),
            listener == null ? SocketActivity.UNKNOWN : listener.type());
    if (listener != null && listener.bound() != null) {
      accepted.bind(listener.bound());
    }
    accepted.connect(address == null ? ByteString.EMPTY : address, Contact.ACCEPTED, 0);
    open(thread, call, accepted, flags);
  }

  private static void connect(ThreadState thread, CompletedCall call) {
    SocketActivity socket = socket(thread, call.intArg(0));
    ByteString address = address(call.captureAtEntry(1, Form.SOCKADDR));
    if (socket == null || address == null) {
      return;
    }
    switch (call.returned().errno()) {
      case 0 -> {
        // connect(2): an address of AF_UNSPEC (0) dissolves the association.
        if (family(address) == 0) {
          socket.disconnect();
        } else {
          socket.connect(address, socket.isDatagram() ? Contact.ADDRESSED : Contact.CONNECTED, 0);
        }
      }
      case EISCONN -> {
        Peer current = socket.current();
        if (current != null && current.contact() == Contact.IN_PROGRESS) {
          current.contact(Contact.CONNECTED, 0);
        }
      }
      case EINPROGRESS, EALREADY, EINTR -> socket.connect(address, Contact.IN_PROGRESS, 0);
      default -> socket.connect(address, Contact.FAILED, call.returned().errno());
    }
  }

  private static void sent(ThreadState thread, CompletedCall call, int addressArgument) {
    SocketActivity socket = socket(thread, call.intArg(0));
    if (socket == null) {
      return;
    }
    ByteString address = address(call.captureAtEntry(addressArgument, Form.SOCKADDR));
    if (address == null || !socket.isDatagram()) {
      socket.sent(call.result());
    } else {
      socket.sentTo(address, call.result());
    }
  }

  private static void received(ThreadState thread, CompletedCall call, int addressArgument) {
    SocketActivity socket = socket(thread, call.intArg(0));
    if (socket == null) {
      return;
    }
    ByteString address = address(call.captureAtReturn(addressArgument, Form.SOCKADDR));
    if (address == null || !socket.isDatagram()) {
      socket.received(call.result());
    } else {
      socket.receivedFrom(address, call.result());
    }
  }
}
