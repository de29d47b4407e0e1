/** Decides, at each syscall-enter-stop and before anything is called, what becomes of a call. */
@NullMarked
package syswall.firewall;

import org.jspecify.annotations.NullMarked;
