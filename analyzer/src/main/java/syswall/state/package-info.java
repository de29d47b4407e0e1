/**
 * What a session's processes held and did, folded from its events: processes and threads,
 * descriptor tables, working directories, files by path, sockets, and calls by number. Pure: no
 * files, clock or randomness, so that a journal always folds to the same state.
 *
 * <p>Depends on: {@code syswall.replay}, {@code syswall.syscall}, {@code syswall.event}.
 */
@NullMarked
package syswall.state;

import org.jspecify.annotations.NullMarked;
