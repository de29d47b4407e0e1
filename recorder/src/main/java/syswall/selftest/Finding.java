package syswall.selftest;

/**
 * What came of one attempt.
 *
 * @param name a few words, no other's
 * @param description what is tried, in plain words
 * @param detail what happened, if it is open; why it cannot be tried, if it is not possible; else
 *     empty
 */
public record Finding(String name, String description, Outcome outcome, String detail) {}
