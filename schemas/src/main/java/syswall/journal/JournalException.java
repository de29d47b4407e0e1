package syswall.journal;

import java.io.IOException;

/** A journal that cannot be created or read; the message is one line for the user. */
public final class JournalException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With what went wrong and, where it helps, what to do. */
  public JournalException(String message) {
    super(message);
  }
}
