package syswall.state;

/**
 * What a descriptor refers to: the kernel's open file description, shared by the descriptors that
 * dup(2), fork(2) and the like made from one another.
 */
public sealed interface OpenDescription {
  /** Bytes came in through a descriptor. */
  void read(long bytes);

  /** Bytes went out through a descriptor. */
  void written(long bytes);

  /** A file or directory, open under the path by which it was opened. */
  record OpenFile(FileActivity file) implements OpenDescription {
    @Override
    public void read(long bytes) {
      file.read(bytes);
    }

    @Override
    public void written(long bytes) {
      file.written(bytes);
    }
  }

  /** A socket. */
  record OpenSocket(SocketActivity socket) implements OpenDescription {
    @Override
    public void read(long bytes) {
      socket.received(bytes);
    }

    @Override
    public void written(long bytes) {
      socket.sent(bytes);
    }
  }

  /**
   * Anything else: pipes, event descriptors and their like.
   *
   * @param kind what it is, as the call that made it or the kernel names it
   */
  record OpenOther(String kind) implements OpenDescription {
    @Override
    public void read(long bytes) {}

    @Override
    public void written(long bytes) {}
  }
}
