/**
 * What a session did, for people and programs: the report as data, taken from the state after the
 * last event, and its renderings as text, JSON and HTML. Pure and deterministic.
 *
 * <p>Depends on: {@code syswall.html}, {@code syswall.history}, {@code syswall.state}, {@code
 * syswall.decode}, {@code syswall.replay}, {@code syswall.journal}, {@code syswall.syscall}, {@code
 * syswall.event}.
 */
@NullMarked
package syswall.report;

import org.jspecify.annotations.NullMarked;
