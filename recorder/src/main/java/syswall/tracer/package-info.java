/**
 * Runs a program under ptrace(2) and tells what its threads stop for. Knows tracees, threads and
 * memory, nothing of journals.
 *
 * <p>Depends on: {@code syswall.linux}, {@code syswall.syscall}, {@code syswall.event}.
 */
@NullMarked
package syswall.tracer;

import org.jspecify.annotations.NullMarked;
