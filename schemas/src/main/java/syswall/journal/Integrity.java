package syswall.journal;

/** How a journal ends. */
public enum Integrity {
  /** With the event that ends a session. */
  COMPLETE,
  /**
   * Without it: the recorder was killed, or is still recording. All events up to here are right.
   */
  NOT_ENDED,
  /** At a record that is damaged or missing. All events before it are right. */
  DAMAGED
}
