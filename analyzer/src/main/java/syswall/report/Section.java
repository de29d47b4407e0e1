package syswall.report;

import java.util.Locale;

/** The parts of a report behind its first lines, in their order. */
public enum Section {
  /** What is worth knowing of any program. */
  FINDINGS,
  /** Every process, as a tree. */
  PROCESSES,
  /** What the firewall decided. */
  DECISIONS,
  /** What was done with which file. */
  FILES,
  /** Sockets and their peers. */
  NETWORK,
  /** How often each syscall was made, how long it took, and the slowest calls. */
  TIME;

  /** Its name, as options have it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
