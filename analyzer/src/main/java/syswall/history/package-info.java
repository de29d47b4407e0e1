/**
 * What a session did, added up: behind {@code syswall.state}, which says what is, this hears how it
 * got there. Reports and exports read it.
 *
 * <p>Depends on: {@code syswall.state}, {@code syswall.replay}, {@code syswall.event}.
 */
@NullMarked
package syswall.history;

import org.jspecify.annotations.NullMarked;
