package syswall.syscall;

/** The stop at which the recorder copies what an argument points to. */
public enum CapturePoint {
  /** Not at all. */
  NEVER,
  /** At the syscall-enter-stop: the kernel reads it. */
  ENTER,
  /** At the syscall-exit-stop, if the call succeeded: the kernel wrote it. */
  EXIT
}
