package syswall.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.CallSelection;
import syswall.event.Event;
import syswall.syscall.CallFilter;

/**
 * The open file descriptions of a session: counts who holds each one, and closes it when that is no
 * one any more.
 */
final class OpenDescriptions {
  private final FileNames names = new FileNames();
  private final StateObserver observer;
  private final List<OpenEpoll> epolls = new ArrayList<>();
  private final Map<ByteString, OpenSocket> bound = new LinkedHashMap<>();
  private boolean tracked = true;
  private long event;
  private long timeNs;

  OpenDescriptions(StateObserver observer) {
    this.observer = observer;
  }

  /** Learns which calls the session holds. */
  void begin(CallSelection selection) {
    tracked = CallFilter.covers(selection, "fdtable");
  }

  /**
   * Whether all calls that make, copy and close descriptors are there. If not, a number may stand
   * for something else than the last call said that is, and nothing is known but sockets: what
   * calls for sockets name by a number is one.
   */
  boolean tracked() {
    return tracked;
  }

  StateObserver observer() {
    return observer;
  }

  FileNames names() {
    return names;
  }

  /** The event whose effects come now. */
  void at(Event current) {
    event = current.sequence();
    timeNs = current.timeNs();
  }

  /** The number of the event whose effects come now. */
  long event() {
    return event;
  }

  /** A description that a process made by the event at hand; no one holds it yet. */
  <T extends OpenDescription> T made(int pid, T description) {
    description.opened(pid, event, timeNs);
    if (description instanceof OpenEpoll epoll) {
      epolls.add(epoll);
    }
    observer.opened(description);
    return description;
  }

  void hold(OpenDescription description) {
    description.holders++;
  }

  void release(OpenDescription description) {
    description.holders--;
    if (description.holders == 0) {
      if (description.awaited) {
        epolls.forEach(epoll -> epoll.forget(description));
      }
      description.close(this);
      description.closed(event, timeNs);
      observer.closed(description);
    }
  }

  /** Bytes came in; {@code atOffset} if the file's own position counts and moves. */
  void read(OpenDescription description, long bytes, boolean atOffset) {
    if (description instanceof OpenSocket socket) {
      received(socket, null, bytes);
    } else {
      description.read(bytes, atOffset);
      observer.read(description, bytes);
    }
  }

  /** Bytes went out; {@code atOffset} if the file's own position counts and moves. */
  void written(OpenDescription description, long bytes, boolean atOffset) {
    if (description instanceof OpenSocket socket) {
      sent(socket, null, bytes);
    } else {
      description.written(bytes, atOffset);
      observer.written(description, bytes);
    }
  }

  /** A socket received bytes, from an address or, if that is null, from its peer. */
  void received(OpenSocket socket, @Nullable ByteString address, long bytes) {
    socket.read(bytes, false);
    socket.taken += socket.keepsMessages() ? 1 : bytes;
    socket.lose(socket.taken, this);
    moved(socket, address, bytes);
    observer.received(socket, address, bytes);
  }

  /** A socket sent bytes, to an address or, if that is null, to its peer. */
  void sent(OpenSocket socket, @Nullable ByteString address, long bytes) {
    socket.written(bytes, false);
    OpenSocket to = receiver(socket, address);
    if (to != null) {
      to.arrived += to.keepsMessages() ? 1 : bytes;
    }
    moved(socket, address, bytes);
    observer.sent(socket, address, bytes);
  }

  /**
   * The socket of this session that gets what another sends; null if there is none.
   *
   * @param address where the call said to; null for the peer that the socket has
   */
  @Nullable OpenSocket receiver(OpenSocket from, @Nullable ByteString address) {
    OpenSocket.Peer peer = from.peer();
    if (address != null) {
      return boundTo(address);
    }
    return from.otherEnd != null || peer == null ? from.otherEnd : boundTo(peer.address());
  }

  /** Bytes that move tell that a connection in progress was made. */
  private void moved(OpenSocket socket, @Nullable ByteString address, long bytes) {
    if (address == null && bytes > 0) {
      connectEnded(socket, 0);
    }
  }

  /** It became known how a connection in progress ended, if there is one. */
  void connectEnded(OpenSocket socket, int errno) {
    OpenSocket.Peer peer = socket.peer();
    if (peer != null && peer.contact() == Contact.IN_PROGRESS) {
      Contact outcome = errno == 0 ? Contact.CONNECTED : Contact.FAILED;
      contacted(socket, new OpenSocket.Peer(peer.address(), outcome, errno));
    }
  }

  void contacted(OpenSocket socket, OpenSocket.Peer peer) {
    socket.contact(peer);
    observer.contacted(socket, peer);
  }

  void forget(OpenEpoll epoll) {
    epolls.remove(epoll);
  }

  /** A socket of this session is to be found under an address. */
  void bound(ByteString address, OpenSocket socket) {
    bound.put(address, socket);
  }

  /** The socket of this session at an address; null if there is none. */
  @Nullable OpenSocket boundTo(ByteString address) {
    return bound.get(address);
  }

  /** The epoll instances, oldest first. */
  List<OpenEpoll> epolls() {
    return epolls;
  }

  Map<ByteString, OpenSocket> bound() {
    return bound;
  }

  void forget(OpenSocket socket) {
    ByteString address = socket.bound();
    if (address != null && Objects.equals(bound.get(address), socket)) {
      bound.remove(address);
    }
  }
}
