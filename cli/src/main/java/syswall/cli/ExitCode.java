package syswall.cli;

/**
 * What syswall exits with. {@code record} exits with the program's own code and keeps to env(1) and
 * timeout(1) for its own failures; the other commands keep to diff(1), where 2 means trouble.
 */
final class ExitCode {
  /** All went well. */
  static final int OK = 0;

  /** A command that compares: all went well, and there is a difference. */
  static final int DIFFERENT = 1;

  /**
   * Wrong usage, a session that is missing or damaged, or a standard output that cannot be written.
   * Of record only the last: what it prints there is its help.
   */
  static final int TROUBLE = 2;

  /** record: wrong usage, or syswall itself failed. */
  static final int RECORD_FAILED = 125;

  private static final int KILLED_BY_SIGNAL = 128;

  private ExitCode() {}

  /** What a shell reports for a program that a signal killed. */
  static int killedBy(int signal) {
    return KILLED_BY_SIGNAL + signal;
  }
}
