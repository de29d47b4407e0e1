package syswall.state;

/** One end of a pipe. */
public final class OpenPipe extends OpenDescription {
  private final long pipe;
  private final boolean isWriteEnd;

  /** An end of the pipe that an event brought. */
  OpenPipe(long pipe, boolean isWriteEnd) {
    this.pipe = pipe;
    this.isWriteEnd = isWriteEnd;
  }

  /** Which pipe: the number of the event that brought it, the same for both its ends. */
  public long pipe() {
    return pipe;
  }

  /** Whether it is the end that is written to. */
  public boolean isWriteEnd() {
    return isWriteEnd;
  }
}
