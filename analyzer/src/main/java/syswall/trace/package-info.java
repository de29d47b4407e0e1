/**
 * The trace of a session: which of its events are shown, and each as a line of text or JSON, with
 * descriptors named as they stood when the call was made. Pure and streaming: what is kept is the
 * state and the calls that have not returned.
 *
 * <p>Depends on: {@code syswall.state}, {@code syswall.decode}, {@code syswall.replay}, {@code
 * syswall.syscall}, {@code syswall.event}.
 */
@NullMarked
package syswall.trace;

import org.jspecify.annotations.NullMarked;
