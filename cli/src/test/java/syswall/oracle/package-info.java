/**
 * Independent witnesses. Of what syswall says about calls: strace, programs that tell the line they
 * expect for each of their calls, and one that calls with garbage. Of the state that it rebuilds:
 * the kernel, asked by {@code /proc} and kcmp(2) while the program is stopped.
 */
@NullMarked
package syswall.oracle;

import org.jspecify.annotations.NullMarked;
