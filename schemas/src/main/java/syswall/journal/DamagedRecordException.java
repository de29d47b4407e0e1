package syswall.journal;

/** Bytes of a journal that are not what a recorder wrote; the message says in which way. */
final class DamagedRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  DamagedRecordException(String message) {
    super(message);
  }
}
