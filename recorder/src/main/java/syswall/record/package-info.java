/**
 * A recording from start to end: launches the program under the tracer and turns each stop into the
 * event that is appended to the journal before the tracee goes on.
 *
 * <p>Depends on: {@code syswall.tracer}, {@code syswall.linux}, {@code syswall.journal}, {@code
 * syswall.syscall}, {@code syswall.event}.
 */
@NullMarked
package syswall.record;

import org.jspecify.annotations.NullMarked;
