package syswall.position;

/**
 * A place in a session.
 *
 * @param sequence the number of the event that it is right behind
 * @param timeNs when it is, nanoseconds since the session started; 0 for the time of the event
 */
public record Place(long sequence, long timeNs) {
  /** At the time of an event. */
  static Place behind(long sequence) {
    return new Place(sequence, 0);
  }

  /** Whether it is behind the last event, whichever that is. */
  public boolean isEnd() {
    return sequence == Long.MAX_VALUE;
  }
}
