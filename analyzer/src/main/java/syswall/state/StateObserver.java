package syswall.state;

import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;

/**
 * Hears what happens while the state of a session goes on, for those who add it up: a state knows
 * what is, not what was. Each method is called when the state has changed already.
 */
public interface StateObserver {
  /** Hears nothing. */
  StateObserver NONE = new StateObserver() {};

  /** A process began. */
  default void began(ProcessState process) {}

  /** An open file description was made, with its first descriptor. */
  default void opened(OpenDescription description) {}

  /** The last descriptor of an open file description was closed. */
  default void closed(OpenDescription description) {}

  /** Bytes came in through a description that is no socket. */
  default void read(OpenDescription description, long bytes) {}

  /** Bytes went out through a description that is no socket. */
  default void written(OpenDescription description, long bytes) {}

  /** A call opened a file, with flags of open(2). */
  default void openedFile(ProcessState by, ByteString path, long flags) {}

  /** A call that makes what it names, and fails if that exists, succeeded. */
  default void created(ProcessState by, ByteString path) {}

  /** A call did something else with a file. */
  default void did(ProcessState by, ByteString path, FileAction action) {}

  /** A call did something with a file through a descriptor. */
  default void didOpen(ProcessState by, OpenFile file, FileAction action) {}

  /** A call that named a file failed. */
  default void failed(ProcessState by, ByteString path, int errno) {}

  /**
   * A file got another name.
   *
   * @param exchanged whether the new name was that of another file, which has the old one now
   */
  default void renamed(ProcessState by, ByteString from, ByteString to, boolean exchanged) {}

  /** It became known how a socket stands with a peer. */
  default void contacted(OpenSocket socket, OpenSocket.Peer peer) {}

  /**
   * A socket sent bytes.
   *
   * @param address where the call said to; null for the peer that the socket has
   */
  default void sent(OpenSocket socket, @Nullable ByteString address, long bytes) {}

  /**
   * A socket received bytes.
   *
   * @param address where the kernel said from; null for the peer that the socket has
   */
  default void received(OpenSocket socket, @Nullable ByteString address, long bytes) {}
}
