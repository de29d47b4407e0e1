package syswall.state;

/** One end of a pipe. */
public final class OpenPipe extends OpenDescription {
  private final long pipe;

  /** An end of the pipe that an event brought. */
  OpenPipe(long pipe) {
    this.pipe = pipe;
  }

  /** Which pipe: the number of the event that brought it, the same for both its ends. */
  public long pipe() {
    return pipe;
  }
}
