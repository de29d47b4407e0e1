/**
 * What can happen in a session: the facts that only the recorder can know, one record each. An
 * event carries raw numbers and captured bytes; names, file tables and reports are derived from it
 * at replay.
 *
 * <p>Depends on: nothing.
 */
@NullMarked
package syswall.event;

import org.jspecify.annotations.NullMarked;
