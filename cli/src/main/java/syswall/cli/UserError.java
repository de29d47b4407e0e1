package syswall.cli;

/**
 * Something that the user can put right. The message is one line, without {@code syswall:} in
 * front, and says what to do next; {@link Failures} prints it in place of a stack trace.
 */
final class UserError extends Exception {
  private static final long serialVersionUID = 1L;

  UserError(String message) {
    super(message);
  }
}
