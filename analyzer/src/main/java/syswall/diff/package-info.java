/**
 * What two sessions did otherwise, and why: each is folded into a profile of its processes and the
 * resources they used; names that differ between any two runs are made equal; processes are
 * matched, their resources compared, where these are equal the order of their calls, and the
 * differences ranked, the cause first. Pure and deterministic.
 *
 * <p>Depends on: {@code syswall.state}, {@code syswall.trace}, {@code syswall.report}, {@code
 * syswall.html}, {@code syswall.decode}, {@code syswall.replay}, {@code syswall.journal}, {@code
 * syswall.syscall}, {@code syswall.event}.
 */
@NullMarked
package syswall.diff;

import org.jspecify.annotations.NullMarked;
