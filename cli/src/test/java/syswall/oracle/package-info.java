/**
 * Independent witnesses of what syswall says about calls: strace, programs that tell the line they
 * expect for each of their calls, and one that calls with garbage.
 */
@NullMarked
package syswall.oracle;

import org.jspecify.annotations.NullMarked;
