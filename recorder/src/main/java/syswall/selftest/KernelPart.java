package syswall.selftest;

/**
 * Something of the kernel that the firewall builds on, or is stronger with.
 *
 * @param description what it is for
 * @param present whether this kernel lets syswall's user have it
 */
public record KernelPart(String name, String description, boolean present) {}
