package syswall.diff;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import syswall.decode.SocketAddress;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.replay.CompletedCall;
import syswall.state.OpenSocket;

/**
 * What was done with sockets, by the addresses that it was done to. A connection counts once it is
 * known how it ended.
 */
final class Connections {
  /** The lowest port that the kernel chooses: ip_local_port_range of ip(7), as it comes. */
  private static final int FIRST_CHOSEN_PORT = 32768;

  private static final int EINPROGRESS = 115;

  private record Connecting(ProcessProfile process, ByteString address, long event) {}

  private final CurrentCall call;
  private final Map<OpenSocket, Connecting> connecting = new HashMap<>();
  private final Set<Integer> chosenPorts = new HashSet<>();
  private final Set<Integer> askedPorts = new HashSet<>();

  Connections(CurrentCall call) {
    this.call = call;
  }

  Set<Integer> chosenPorts() {
    return chosenPorts;
  }

  /** The session is over: what is still connecting stays so. */
  void end() {
    connecting.forEach(Connections::leave);
    connecting.clear();
  }

  private static void leave(OpenSocket socket, Connecting left) {
    left.process.add(connect(socket, left.address), EINPROGRESS, left.event, 0);
  }

  private static Access connect(OpenSocket socket, ByteString address) {
    return AccessNames.socket("connect", socket, address);
  }

  void closed(OpenSocket socket) {
    rememberPort(socket);
    Connecting left = connecting.remove(socket);
    if (left != null) {
      leave(socket, left);
    }
  }

  void contacted(OpenSocket socket, OpenSocket.Peer peer) {
    ProcessProfile caller = call.caller();
    rememberPort(socket);
    switch (peer.contact()) {
      case IN_PROGRESS -> {
        if (caller != null) {
          connecting.putIfAbsent(socket, new Connecting(caller, peer.address(), call.event()));
        }
        call.told();
      }
      case CONNECTED, FAILED, ADDRESSED -> {
        Connecting began = connecting.remove(socket);
        if (began != null) {
          began.process.add(connect(socket, peer.address()), peer.errno(), began.event, 0);
          call.told();
        } else {
          call.add(connect(socket, peer.address()), peer.errno(), 0);
        }
      }
      case ACCEPTED -> moved("accept", socket, null, 0);
    }
  }

  /** Bytes went through a socket, to or from an address or else its peer. */
  void moved(String operation, OpenSocket socket, @Nullable ByteString address, long bytes) {
    call.add(AccessNames.socket(operation, socket, address), 0, bytes);
  }

  /** A call on a socket of which the state had nothing to tell: bind(2), or what failed. */
  void untold(String operation, OpenSocket socket, CompletedCall returned) {
    ByteString address = null;
    for (Capture capture : returned.entered().captures()) {
      address = capture.form() == Capture.Form.SOCKADDR ? capture.bytes() : address;
    }
    int errno = returned.returned().errno();
    if (errno != 0 ? call.row().counts(errno) : address != null) {
      call.add(AccessNames.socket(operation, socket, address), errno, 0);
    }
    if (address != null && operation.equals(Operations.BIND)) {
      asked(SocketAddress.decode(address).port());
    } else {
      rememberPort(socket);
    }
  }

  /** A port that a program wants is its choice, unless the kernel chose it before. */
  private void asked(int port) {
    if (!chosenPorts.contains(port)) {
      askedPorts.add(port);
    }
  }

  private void rememberPort(OpenSocket socket) {
    ByteString own = socket.bound();
    if (own != null) {
      int port = SocketAddress.decode(own).port();
      if (port >= FIRST_CHOSEN_PORT && !askedPorts.contains(port)) {
        chosenPorts.add(port);
      }
    }
  }
}
