package syswall.history;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.state.Contact;
import syswall.state.OpenSocket;

/** What a session did with one socket, from socket(2), accept(2) or inheritance on. */
public final class SocketActivity {
  /** What went on with one peer. */
  public static final class Peer {
    private final ByteString address;
    private final long event;
    private Contact contact = Contact.ADDRESSED;
    private int errno;
    private long bytesSent;
    private long bytesReceived;

    Peer(ByteString address, long event) {
      this.address = address;
      this.event = event;
    }

    /** Its address as the kernel has it, family first; empty if not known. */
    public ByteString address() {
      return address;
    }

    /** The event by which the socket first had to do with it. */
    public long event() {
      return event;
    }

    /** How far it went. */
    public Contact contact() {
      return contact;
    }

    /** Why connecting failed; 0 unless it did. */
    public int errno() {
      return errno;
    }

    /** Bytes sent to it. */
    public long bytesSent() {
      return bytesSent;
    }

    /** Bytes received from it. */
    public long bytesReceived() {
      return bytesReceived;
    }
  }

  private final OpenSocket socket;
  private final LongSupplier event;
  private final Map<ByteString, Peer> peers = new LinkedHashMap<>();

  SocketActivity(OpenSocket socket, LongSupplier event) {
    this.socket = socket;
    this.event = event;
  }

  /** The process that made it; 0 if it was inherited. */
  public int pid() {
    return socket.openedByPid();
  }

  /** The event that brought it. */
  public long openedEvent() {
    return socket.openedEvent();
  }

  /** Its address family, AF_* of sys/socket.h, or {@link OpenSocket#UNKNOWN}. */
  public int family() {
    return socket.family();
  }

  /** Its type, SOCK_* of sys/socket.h without flags, or {@link OpenSocket#UNKNOWN}. */
  public int type() {
    return socket.type();
  }

  /** Its own address; null if never seen. */
  public @Nullable ByteString bound() {
    return socket.bound();
  }

  /** Whether it waited for connections. */
  public boolean listening() {
    return socket.listening();
  }

  /** Its peers in the order in which they came up; a view. */
  public Collection<Peer> peers() {
    return Collections.unmodifiableCollection(peers.values());
  }

  void contacted(OpenSocket.Peer now) {
    Peer peer = peer(now.address());
    peer.contact = now.contact();
    peer.errno = now.errno();
  }

  /** Bytes went to or came from an address or, if that is null, the peer that the socket has. */
  void moved(@Nullable ByteString address, long sent, long received) {
    OpenSocket.Peer current = socket.peer();
    ByteString with =
        address != null ? address : current == null ? ByteString.EMPTY : current.address();
    Peer peer = peer(with);
    peer.bytesSent += sent;
    peer.bytesReceived += received;
  }

  private Peer peer(ByteString address) {
    return peers.computeIfAbsent(address, a -> new Peer(a, event.getAsLong()));
  }
}
