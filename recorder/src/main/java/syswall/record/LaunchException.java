package syswall.record;

/** The program could not be started; the message is one line for the user. */
public final class LaunchException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Whose fault it is, told apart by the exit codes of env(1) and timeout(1). */
  public enum Cause {
    /** There is no such program: exit code 127. */
    NOT_FOUND(127),
    /** It is there but cannot be executed: exit code 126. */
    NOT_EXECUTABLE(126),
    /** syswall itself failed: exit code 125. */
    RECORDER_FAILED(125);

    private final int exitCode;

    Cause(int exitCode) {
      this.exitCode = exitCode;
    }

    /** What {@code syswall record} exits with. */
    public int exitCode() {
      return exitCode;
    }
  }

  private final Cause reason;

  /** With whose fault it is and a line for the user. */
  public LaunchException(Cause reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Whose fault it is. */
  public Cause reason() {
    return reason;
  }
}
