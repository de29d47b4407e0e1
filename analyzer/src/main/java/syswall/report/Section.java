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
  /** Which packages the files belong to; only if asked for by name, since no journal says so. */
  PACKAGES,
  /** What was refused, and what was looked for, in vain or in several places. */
  FAILURES,
  /** Sockets of the internet, their peers, and names without an address. */
  NETWORK,
  /** Pipes, signals, and the other sockets. */
  IPC,
  /** How often each syscall was made, how long it took, and the slowest calls. */
  TIME,
  /** What the session does not hold. */
  QUALITY;

  /** Its name, as options have it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
