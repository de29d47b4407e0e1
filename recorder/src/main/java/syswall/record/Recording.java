package syswall.record;

import syswall.event.EndReason;

/**
 * How a recording went.
 *
 * @param exitCode the program's exit code 0..255, or -1 if a signal killed it
 * @param signal the signal that killed the program, or 0
 * @param reason why recording ended
 * @param failure in one line, what went wrong if the reason is not COMPLETED; else empty
 * @param events events in the journal
 * @param processes processes that were started
 * @param durationNs nanoseconds from the session's first event to its last
 */
public record Recording(
    int exitCode,
    int signal,
    EndReason reason,
    String failure,
    long events,
    int processes,
    long durationNs) {}
