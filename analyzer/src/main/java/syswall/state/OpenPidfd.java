package syswall.state;

/** A descriptor that stands for a process: pidfd_open(2). */
public final class OpenPidfd extends OpenDescription {
  private final int pid;

  OpenPidfd(int pid) {
    this.pid = pid;
  }

  /** The process. */
  public int pid() {
    return pid;
  }
}
