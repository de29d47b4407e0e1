package syswall.journal;

import java.io.IOException;

/** The journal's file system has no room for further events. */
public final class DiskFullException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With what could not be reserved. */
  public DiskFullException(String message, Throwable cause) {
    super(message, cause);
  }
}
