package syswall.export;

import java.util.List;
import java.util.Locale;

/**
 * The tables of a session. The first column of each is the number of an event, which {@code show
 * --event} and {@code state --at-event} accept; of a call it is that of its entry.
 */
public enum Table {
  /** What is worth knowing, the gravest first: a row for each event that shows it. */
  FINDINGS("event pid rule finding what"),
  /** Processes in the order in which they began. */
  PROCESSES(
      "event time since_start_ns pid parent_pid lived_ns exit_code killed_by "
          + "threads program command"),
  /** Files by path, in the order in which they came up. */
  FILES("event path actions bytes_read bytes_written failed errors pids"),
  /** Sockets, a row for each peer. */
  SOCKETS(
      "event pid protocol bound listening peer peer_name contact error "
          + "bytes_sent bytes_received"),
  /** What name servers were asked for, and whether they knew an address. */
  NAMES("event name answered"),
  /** Who had what open when: a row each time that something was opened, as it was closed. */
  OPENED(
      "event time since_start_ns pid kind resource open_ns close_event "
          + "bytes_read bytes_written"),
  /** What the firewall decided, call by call. */
  DECISIONS(
      "event time since_start_ns pid tid verdict decided_by rule name path "
          + "to_path address told"),
  /** Calls, when they end, and every other event. */
  EVENTS(
      "event time since_start_ns pid tid kind name path to_path address "
          + "result error duration_ns end_event text");

  private final String columns;

  Table(String columns) {
    this.columns = columns;
  }

  /** What its columns are called. */
  public List<String> columns() {
    return columns(false);
  }

  /**
   * What its columns are called.
   *
   * @param session whether one for the session stands in front
   */
  List<String> columns(boolean session) {
    return List.of((session ? "session " + columns : columns).split(" ", -1));
  }

  /** Its name, as files and options have it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
