/**
 * Drives projections over the events of a session in their order, and pairs each call's entry with
 * its return on the way. The first stage behind the journal, and the only one in analyzer that
 * knows files: a {@link syswall.replay.Timeline} keeps snapshots of a projection beside the
 * journal, so that it is soon at any event.
 *
 * <p>Depends on: {@code syswall.event}, {@code syswall.journal}.
 */
@NullMarked
package syswall.replay;

import org.jspecify.annotations.NullMarked;
