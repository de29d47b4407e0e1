package syswall.oracle;

import java.time.Duration;

/**
 * How a program ended that a test ran.
 *
 * @param exitCode its exit code, or 128 + the signal that killed it
 * @param stdout what it wrote, a character a byte
 * @param stderr likewise
 * @param took how long it ran
 */
record Ended(int exitCode, String stdout, String stderr, Duration took) {}
