package syswall.diff;

import syswall.event.ByteString;

/**
 * What a process did to what, as the session named it.
 *
 * @param operation a word for what calls of several names do alike: {@code open}, {@code stat}
 * @param kind what sort of thing it was done to
 * @param name the thing's name: a path, a socket's address; empty if it has none
 * @param pipe of a pipe that the session made, the event that brought it; else 0
 */
record Access(String operation, Kind kind, ByteString name, long pipe) {
  /** Sorts of things. */
  enum Kind {
    /** A path. */
    FILE,
    /** What the first process was given: its standard output, say. */
    INHERITED,
    /** A pipe that the session made. */
    PIPE,
    /** A stream socket and its peer. */
    STREAM,
    /** A socket that keeps messages apart, and its peer. */
    DATAGRAMS,
    /** A socket that waits for connections, and its own address. */
    LISTENER,
    /** What has no name: the kind of a descriptor. */
    OTHER
  }

  /** Whether it took what another process sent, which does so in its own time. */
  boolean arrives() {
    return switch (kind) {
      case PIPE, STREAM, DATAGRAMS, LISTENER ->
          operation.equals("read") || operation.equals("receive") || operation.equals("accept");
      case FILE, INHERITED, OTHER -> false;
    };
  }

  static Access file(String operation, ByteString path) {
    return new Access(operation, Kind.FILE, path, 0);
  }

  static Access other(String operation, String kind) {
    return new Access(operation, Kind.OTHER, ByteString.of(kind), 0);
  }
}
