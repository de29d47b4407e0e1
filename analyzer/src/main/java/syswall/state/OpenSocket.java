package syswall.state;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.state.RightsInFlight.Rights;

/** A socket, from socket(2), accept(2) or inheritance on. */
public final class OpenSocket extends OpenDescription {
  /** The family or type of a socket about which nothing is known. */
  public static final int UNKNOWN = -1;

  // bits/socket_type.h
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_DGRAM = 2;

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

  /** Descriptors on their way to this socket: SCM_RIGHTS of unix(7). */
  final Deque<Rights> rights = new ArrayDeque<>();

  /** Bytes that were sent to this socket, or messages if it keeps them apart. */
  long arrived;

  /** Of these, those that were received. */
  long taken;

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

  /** The other end of a connection or pair, where that is open in this session; null if not. */
  public @Nullable OpenSocket otherEnd() {
    return otherEnd;
  }

  boolean isDatagram() {
    return type == SOCK_DGRAM;
  }

  /** Whether what is sent at once is received at once: of all but streams. */
  boolean keepsMessages() {
    return type != SOCK_STREAM;
  }

  /** Descriptors that came with what was received without them are lost. */
  void lose(long before, OpenDescriptions all) {
    while (!rights.isEmpty() && rights.element().position < before) {
      rights.remove().descriptions.forEach(all::release);
    }
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
    lose(Long.MAX_VALUE, all);
    all.forget(this);
  }
}
