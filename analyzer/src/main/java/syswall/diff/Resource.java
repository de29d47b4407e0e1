package syswall.diff;

/**
 * What was done to what, as two runs can be compared by.
 *
 * @param operation a word for what was done: {@code open}
 * @param name what it was done to: {@code /etc/passwd}, {@code tcp 127.0.0.1:80}, {@code pipe};
 *     empty if that has no name
 * @param tellsBytes whether the number of bytes that moved is the program's doing
 */
record Resource(String operation, String name, boolean tellsBytes) {}
