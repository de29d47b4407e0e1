/**
 * The strace oracle: the same program runs under {@code strace -f} and under {@code syswall
 * record}, and the two accounts must agree call by call. {@link syswall.oracle.StraceOracleTest}
 * runs it, {@link syswall.oracle.Normalization} says which differences are lawful.
 */
@NullMarked
package syswall.oracle;

import org.jspecify.annotations.NullMarked;
