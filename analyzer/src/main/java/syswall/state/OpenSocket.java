package syswall.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;

/** A socket, from socket(2), accept(2) or inheritance on. */
public final class OpenSocket extends OpenDescription {
  /** The family or type of a socket about which nothing is known. */
  public static final int UNKNOWN = -1;

  private static final int SOCK_DGRAM = 2; // bits/socket_type.h

  /**
   * Who a socket is connected to, or connecting, or failed to connect to.
   *
   * @param address as the kernel has it, family first; empty if not known
   * @param contact how far it went
   * @param errno why connecting failed; 0 unless it did
   */
  public record Peer(ByteString address, Contact contact, int errno) {}

  private final int family;
  private final int type;
  private @Nullable ByteString bound;
  private @Nullable Peer peer;
  private boolean listening;

  /** The other end, where that is a socket of this session too. */
  @Nullable OpenSocket otherEnd;

  /** Of a listener: connected to it and not yet accepted, or accepted and not yet known by whom. */
  final Deque<OpenSocket> unpaired = new ArrayDeque<>();

  /** Descriptors on their way to this socket, one list a message: SCM_RIGHTS of unix(7). */
  final Deque<List<OpenDescription>> rights = new ArrayDeque<>();

  OpenSocket(int family, int type) {
    this.family = family;
    this.type = type;
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

  /** Whether it waits for connections. */
  public boolean listening() {
    return listening;
  }

  /** Its peer; null if it has none. */
  public @Nullable Peer peer() {
    return peer;
  }

  boolean isDatagram() {
    return type == SOCK_DGRAM;
  }

  void bind(ByteString address) {
    bound = address;
  }

  void listen() {
    listening = true;
  }

  void contact(@Nullable Peer newPeer) {
    peer = newPeer;
  }

  void pair(OpenSocket other) {
    otherEnd = other;
    other.otherEnd = this;
  }

  @Override
  void close(OpenDescriptions all) {
    if (otherEnd != null) {
      otherEnd.otherEnd = null;
    }
    rights.forEach(message -> message.forEach(all::release));
    rights.clear();
    all.forget(this);
  }
}
