package syswall.diff;

import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Event.DescriptorInherited;
import syswall.state.Contact;
import syswall.state.OpenDescription;
import syswall.state.OpenEpoll;
import syswall.state.OpenFile;
import syswall.state.OpenOther;
import syswall.state.OpenPipe;
import syswall.state.OpenSocket;

/** Says what a descriptor refers to in words that do not depend on its number. */
final class AccessNames {
  private static final int SOCK_STREAM = 1;

  private final Inherited inherited = new Inherited();

  void inherited(DescriptorInherited event) {
    inherited.add(event);
  }

  /** Something done to what a descriptor refers to. */
  Access access(String word, OpenDescription on) {
    String operation = Operations.onOpen(word);
    Access inheritedAccess = inherited.access(operation, on);
    if (inheritedAccess != null) {
      return inheritedAccess;
    }
    if (on instanceof OpenFile file) {
      return Access.file(operation, file.openedPath());
    }
    if (on instanceof OpenPipe pipe) {
      return new Access(operation, Access.Kind.PIPE, ByteString.EMPTY, pipe.pipe());
    }
    if (on instanceof OpenSocket socket) {
      return socket(operation, socket, null);
    }
    if (on instanceof OpenEpoll) {
      return Access.other(operation, "epoll");
    }
    return Access.other(operation, on instanceof OpenOther other ? other.kind() : "pidfd");
  }

  /** Something done through a socket, to an address or else to its peer. */
  static Access socket(String operation, OpenSocket socket, @Nullable ByteString address) {
    OpenSocket.Peer peer = socket.peer();
    ByteString own = socket.bound();
    ByteString name = ByteString.EMPTY;
    if (address != null) {
      name = address;
    } else if (peer != null) {
      name = peer.contact() == Contact.ACCEPTED && own != null ? own : peer.address();
    } else if (own != null) {
      name = own;
    }
    Access.Kind kind =
        socket.listening()
            ? Access.Kind.LISTENER
            : socket.type() == SOCK_STREAM ? Access.Kind.STREAM : Access.Kind.DATAGRAMS;
    return new Access(operation, kind, name, 0);
  }
}
