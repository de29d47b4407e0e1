package syswall.event;

/** Why a recording ended in order. */
public enum EndReason {
  /** Every process of the session has ended. */
  COMPLETED,
  /**
   * The journal's file system is full: the session's processes were killed, since nothing goes on
   * unrecorded; those that it had attached to were let go.
   */
  DISK_FULL,
  /** The recorder found a fault of its own and ended the session's processes likewise. */
  RECORDER_FAILED,
  /** Syswall had attached to processes, and let them go on without it when it was told to end. */
  DETACHED
}
