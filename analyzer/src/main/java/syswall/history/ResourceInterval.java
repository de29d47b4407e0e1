package syswall.history;

import syswall.state.OpenDescription;

/**
 * How long something was open: a row of the flat table that answers who had what when.
 *
 * @param resource what was open, as it was at the end
 * @param pid the process that opened it; 0 if it was inherited
 * @param openedEvent the event that opened it
 * @param openedNs when, nanoseconds since the session started
 * @param closedEvent the event that closed its last descriptor; -1 if it was never closed
 * @param closedNs when, nanoseconds since the session started; -1 if it was never closed
 * @param bytesRead bytes that came in through it
 * @param bytesWritten bytes that went out through it
 */
public record ResourceInterval(
    OpenDescription resource,
    int pid,
    long openedEvent,
    long openedNs,
    long closedEvent,
    long closedNs,
    long bytesRead,
    long bytesWritten) {

  static ResourceInterval of(OpenDescription resource) {
    return new ResourceInterval(
        resource,
        resource.openedByPid(),
        resource.openedEvent(),
        resource.openedNs(),
        resource.closedEvent(),
        resource.closedNs(),
        resource.bytesRead(),
        resource.bytesWritten());
  }
}
