package syswall.state;

/** The bytes are not those of a state. */
final class DamagedStateException extends Exception {
  private static final long serialVersionUID = 1;

  DamagedStateException() {
    super("not the bytes of a state");
  }
}
