/**
 * What is at one moment of a session, for people and programs, and how two moments differ: living
 * processes, the calls they are in, what they have open. As data, taken from the state, and its
 * renderings as text and JSON. Pure and deterministic.
 *
 * <p>Depends on: {@code syswall.position}, {@code syswall.state}, {@code syswall.trace}, {@code
 * syswall.decode}, {@code syswall.report} (its style and amounts), {@code syswall.syscall}, {@code
 * syswall.event}.
 */
@NullMarked
package syswall.listing;

import org.jspecify.annotations.NullMarked;
