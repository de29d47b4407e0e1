/**
 * Attempts to get around a policy, made on this machine: programs that syswall writes itself, run
 * under the real recorder and, to see whether they work here at all, without it. What is tried is
 * data, {@code attempts.txt}.
 */
@NullMarked
package syswall.selftest;

import org.jspecify.annotations.NullMarked;
