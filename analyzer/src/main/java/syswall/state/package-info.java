/**
 * What a session's processes are and hold at a moment, folded from its events: processes and
 * threads, descriptor tables, directories, open files and sockets, mapped files. Pure: no files,
 * clock or randomness, so that a journal always folds to the same state.
 *
 * <p>Depends on: {@code syswall.replay}, {@code syswall.syscall}, {@code syswall.event}.
 */
@NullMarked
package syswall.state;

import org.jspecify.annotations.NullMarked;
