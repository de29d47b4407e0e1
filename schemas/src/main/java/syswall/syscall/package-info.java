/**
 * What is known about Linux system calls, as data: one row of {@code syscalls-x86_64.tsv} says what
 * a call is named, what its arguments are, what is captured of them and when, how it is printed and
 * which classes it belongs to.
 *
 * <p>Depends on: {@code syswall.event}.
 */
@NullMarked
package syswall.syscall;

import org.jspecify.annotations.NullMarked;
