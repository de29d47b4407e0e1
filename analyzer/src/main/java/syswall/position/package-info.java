/**
 * From a moment as people name it ({@code 12.5s}, the first ENOENT, the end of a process) to the
 * event it falls on, and from there to what the session was like right behind that event.
 *
 * <p>Depends on: {@code syswall.trace}, {@code syswall.state}, {@code syswall.replay}, {@code
 * syswall.syscall}, {@code syswall.event}.
 */
@NullMarked
package syswall.position;

import org.jspecify.annotations.NullMarked;
