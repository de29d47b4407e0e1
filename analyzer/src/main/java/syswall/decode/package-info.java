/**
 * From an event to strace's notation: the text of a call, of a socket address, of bytes. Pure;
 * whatever the tracee's memory held, what leaves here is printable ASCII, but for {@link
 * syswall.decode.ReadableText}, which is for where no terminal is.
 *
 * <p>Depends on: {@code syswall.event}, {@code syswall.syscall}.
 */
@NullMarked
package syswall.decode;

import org.jspecify.annotations.NullMarked;
