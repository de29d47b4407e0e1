package syswall.position;

import syswall.replay.Recorded;

/** Moments of a session that is written by hand. */
public final class Positions {
  private Positions() {}

  /** The session at a moment. */
  public static SessionAt at(Recorded session, Position position) throws NoSuchMomentException {
    return SessionAt.place(session.source(), position.in(session.source()));
  }

  /** The session behind its last event. */
  public static SessionAt end(Recorded session) {
    try {
      return at(session, Position.END);
    } catch (NoSuchMomentException e) {
      throw new AssertionError(e);
    }
  }
}
