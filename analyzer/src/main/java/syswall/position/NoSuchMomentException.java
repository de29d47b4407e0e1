package syswall.position;

/** A session has no such moment. The message is one line without the session's name. */
public final class NoSuchMomentException extends Exception {
  private static final long serialVersionUID = 1L;

  NoSuchMomentException(String message) {
    super(message);
  }
}
