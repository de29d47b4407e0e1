package syswall.record;

/**
 * How a program ended that a test ran.
 *
 * @param exitCode its exit code, or 128 + the signal that killed it
 * @param stdout what it wrote, a character a byte
 * @param stderr likewise
 */
record Outcome(int exitCode, String stdout, String stderr) {}
