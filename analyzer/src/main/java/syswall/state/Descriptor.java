package syswall.state;

/**
 * An entry of a descriptor table.
 *
 * @param description what it refers to
 * @param closeOnExec whether execve(2) closes it
 * @param sinceEvent the number of the event that put it there
 */
public record Descriptor(OpenDescription description, boolean closeOnExec, long sinceEvent) {}
