/**
 * Drives projections over the events of a session in their order, and pairs each call's entry with
 * its return on the way. The first stage behind the journal.
 *
 * <p>Depends on: {@code syswall.event}.
 */
@NullMarked
package syswall.replay;

import org.jspecify.annotations.NullMarked;
