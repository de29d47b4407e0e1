package syswall.state;

/** How far the way of a socket to a peer was gone. */
public enum Contact {
  /** connect(2) succeeded, or what followed told that it had: SO_ERROR, or bytes that moved. */
  CONNECTED,
  /** The peer connected, and accept(2) took it. */
  ACCEPTED,
  /** connect(2) began it; nothing that the session did since told how it ended. */
  IN_PROGRESS,
  /** connect(2) failed, or SO_ERROR told so later. */
  FAILED,
  /** Datagrams went there or came from there, without a connection. */
  ADDRESSED
}
