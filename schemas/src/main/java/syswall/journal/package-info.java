/**
 * How a session is stored: one Chronicle Queue directory, written by one {@link
 * syswall.journal.JournalAppender} and read by any number of {@link
 * syswall.journal.JournalTailer}s. The appender is the only user of Chronicle in all of syswall;
 * the tailer reads its file by itself. schemas/README.md documents the format.
 *
 * <p>Depends on: {@code syswall.event}.
 */
@NullMarked
package syswall.journal;

import org.jspecify.annotations.NullMarked;
