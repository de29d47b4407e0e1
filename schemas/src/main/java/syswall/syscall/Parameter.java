package syswall.syscall;

/**
 * One argument of a syscall.
 *
 * @param index its register 0..5
 * @param name its name in the manual
 * @param kind what it is
 * @param lengthArgument the argument that holds, or points to, the length of what this one points
 *     to; -1 if none
 * @param fixedLength length in bytes of what this one points to; -1 if not fixed
 */
public record Parameter(
    int index, String name, ArgKind kind, int lengthArgument, int fixedLength) {}
