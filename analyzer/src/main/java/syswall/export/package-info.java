/**
 * Sessions for other programs: tables for spreadsheets, traces and stacks for viewers. It writes to
 * what it is given and opens no file.
 *
 * <p>Depends on: {@code syswall.report}, {@code syswall.trace}, {@code syswall.history}, {@code
 * syswall.state}, {@code syswall.decode}, {@code syswall.replay}, {@code syswall.syscall}, {@code
 * syswall.event}.
 */
@NullMarked
package syswall.export;

import org.jspecify.annotations.NullMarked;
