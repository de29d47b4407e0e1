/**
 * The Linux interface: libc functions through JNA, with their C names and constants. Addresses are
 * {@code long}s, blocks of memory are direct buffers. The only package that knows JNA.
 *
 * <p>Depends on: nothing of syswall.
 */
@NullMarked
package syswall.linux;

import org.jspecify.annotations.NullMarked;
