/**
 * The syswall command: one class a subcommand, what they print, and the exit codes. The only
 * package that knows the command line, the standard streams and the terminal.
 *
 * <p>Depends on: {@code syswall.record}, {@code syswall.decode}, {@code syswall.report}, {@code
 * syswall.journal}, {@code syswall.event}.
 */
@NullMarked
package syswall.cli;

import org.jspecify.annotations.NullMarked;
