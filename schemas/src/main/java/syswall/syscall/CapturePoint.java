package syswall.syscall;

/** The stop at which the recorder copies what an argument points to. */
public enum CapturePoint {
  /** Not at all. */
  NEVER,
  /** At the syscall-enter-stop: the kernel reads it. */
  ENTER,
  /** At the syscall-exit-stop, if the call succeeded: the kernel wrote it. */
  EXIT,
  /** At both: the kernel reads it and writes it. */
  BOTH;

  /**
   * Whether what is captured here is captured at a stop.
   *
   * @param stop {@link #ENTER} or {@link #EXIT}
   */
  public boolean isAt(CapturePoint stop) {
    return this == stop || this == BOTH;
  }
}
