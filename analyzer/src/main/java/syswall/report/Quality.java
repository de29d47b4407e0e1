package syswall.report;

import java.util.Map;

/**
 * What a session does not hold of what the program did.
 *
 * @param formatVersion version of the journal's format; 0 if it has no beginning
 * @param cutPaths names and arguments that were too long to be kept whole
 * @param cutData other data of which only the beginning is kept
 * @param unreadable pointers to memory that could not be read, or not to its end
 * @param callsUnderWay calls that processes were in when they were attached to
 * @param unknownCalls how often calls were made that have no name here, by what stands for it
 */
public record Quality(
    int formatVersion,
    long cutPaths,
    long cutData,
    long unreadable,
    long callsUnderWay,
    Map<String, Long> unknownCalls) {}
