package syswall.event;

/** Why a recording ended in order. */
public enum EndReason {
  /** Every process of the session has ended. */
  COMPLETED,
  /**
   * The journal's file system is full: the session's processes were killed, since nothing goes on
   * unrecorded.
   */
  DISK_FULL,
  /** The recorder found a fault of its own and killed the session's processes. */
  RECORDER_FAILED
}
