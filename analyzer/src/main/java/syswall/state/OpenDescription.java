package syswall.state;

/**
 * What a descriptor refers to: the kernel's open file description, shared by the descriptors that
 * dup(2), fork(2) and the like made from one another.
 */
public abstract sealed class OpenDescription
    permits OpenFile, OpenSocket, OpenPipe, OpenEpoll, OpenPidfd, OpenOther {
  int holders;

  /** Whether it was ever added to an epoll instance. */
  boolean awaited;

  private int openedByPid;
  private long openedEvent;
  private long openedNs;
  private long closedEvent = -1;
  private long closedNs = -1;
  private long bytesRead;
  private long bytesWritten;

  /** The process that made it; 0 of what the first process inherited. */
  public int openedByPid() {
    return openedByPid;
  }

  /** The event that brought it. */
  public long openedEvent() {
    return openedEvent;
  }

  /** When it was made, nanoseconds since the session started. */
  public long openedNs() {
    return openedNs;
  }

  /** The event that closed its last descriptor; -1 while it is open. */
  public long closedEvent() {
    return closedEvent;
  }

  /** When its last descriptor was closed, nanoseconds since the session started; -1 while open. */
  public long closedNs() {
    return closedNs;
  }

  /** Bytes that came in through it. */
  public long bytesRead() {
    return bytesRead;
  }

  /** Bytes that went out through it. */
  public long bytesWritten() {
    return bytesWritten;
  }

  void opened(int pid, long event, long timeNs) {
    openedByPid = pid;
    openedEvent = event;
    openedNs = timeNs;
  }

  void closed(long event, long timeNs) {
    closedEvent = event;
    closedNs = timeNs;
  }

  /** What a snapshot says of the bytes that it moved. */
  void restore(long read, long written) {
    bytesRead = read;
    bytesWritten = written;
  }

  /** Bytes came in; {@code atOffset} if the file's own position counts and moves. */
  void read(long bytes, boolean atOffset) {
    bytesRead += bytes;
  }

  /** Bytes went out; {@code atOffset} if the file's own position counts and moves. */
  void written(long bytes, boolean atOffset) {
    bytesWritten += bytes;
  }

  /** Gives up what it holds itself, once nothing refers to it. */
  void close(OpenDescriptions all) {}
}
