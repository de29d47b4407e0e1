package syswall.state;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;

/** What a session did with one socket, from socket(2), accept(2) or inheritance on. */
public final class SocketActivity {
  /** The family of a socket that was inherited, so that nothing is known about it. */
  public static final int UNKNOWN = -1;

  private static final int SOCK_DGRAM = 2; // bits/socket_type.h

  /** How far the way to a peer was gone. */
  public enum Contact {
    /** connect(2) succeeded, or bytes moved after it had begun. */
    CONNECTED,
    /** The peer connected, and accept(2) took it. */
    ACCEPTED,
    /** connect(2) began it; nothing that the session did later told how it ended. */
    IN_PROGRESS,
    /** connect(2) failed. */
    FAILED,
    /** Datagrams went there or came from there, without a connection. */
    ADDRESSED
  }

  /** What went on with one peer. */
  public static final class Peer {
    private final ByteString address;
    private Contact contact;
    private int errno;
    private long bytesSent;
    private long bytesReceived;

    Peer(ByteString address, Contact contact) {
      this.address = address;
      this.contact = contact;
    }

    /** Its address as the kernel has it, family first; empty if not known. */
    public ByteString address() {
      return address;
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

    void contact(Contact newContact, int newErrno) {
      contact = newContact;
      errno = newErrno;
    }

    private void moved(long sent, long received) {
      bytesSent += sent;
      bytesReceived += received;
      if (contact == Contact.IN_PROGRESS && sent + received > 0) {
        contact = Contact.CONNECTED;
      }
    }
  }

  private final int pid;
  private final int family;
  private final int type;
  private final Map<ByteString, Peer> peers = new LinkedHashMap<>();
  private @Nullable Peer current;
  private @Nullable ByteString bound;
  private boolean listening;

  SocketActivity(int pid, int family, int type) {
    this.pid = pid;
    this.family = family;
    this.type = type;
  }

  /** The process that made it. */
  public int pid() {
    return pid;
  }

  /** Its address family, AF_* of sys/socket.h, or {@link #UNKNOWN}. */
  public int family() {
    return family;
  }

  /** Its type, SOCK_* of sys/socket.h without flags, or {@link #UNKNOWN}. */
  public int type() {
    return type;
  }

  /** Its own address; null if never seen. */
  public @Nullable ByteString bound() {
    return bound;
  }

  boolean isDatagram() {
    return type == SOCK_DGRAM;
  }

  /** Whether it waits for connections. */
  public boolean listening() {
    return listening;
  }

  /** Its peers in the order in which they came up; a view. */
  public Collection<Peer> peers() {
    return Collections.unmodifiableCollection(peers.values());
  }

  void bind(ByteString address) {
    bound = address;
  }

  void listen() {
    listening = true;
  }

  /** Bytes go to and come from this peer from now on, unless a call names another. */
  void connect(ByteString address, Contact contact, int errno) {
    Peer peer = peers.computeIfAbsent(address, a -> new Peer(a, contact));
    peer.contact(contact, errno);
    current = peer;
  }

  void disconnect() {
    current = null;
  }

  /** Who it is connected to, or connecting, or failed to connect to; null if no one. */
  public @Nullable Peer current() {
    return current;
  }

  void sent(long bytes) {
    currentOrUnknown().moved(bytes, 0);
  }

  void received(long bytes) {
    currentOrUnknown().moved(0, bytes);
  }

  void sentTo(ByteString address, long bytes) {
    addressed(address).moved(bytes, 0);
  }

  void receivedFrom(ByteString address, long bytes) {
    addressed(address).moved(0, bytes);
  }

  private Peer addressed(ByteString address) {
    return peers.computeIfAbsent(address, a -> new Peer(a, Contact.ADDRESSED));
  }

  private Peer currentOrUnknown() {
    return current == null ? addressed(ByteString.EMPTY) : current;
  }
}
