package syswall.report;

import syswall.event.ByteString;

/**
 * Searches for the same name, in one directory after the other, with the same end.
 *
 * @param name the last part of the paths
 * @param found where it was found; empty if nowhere
 * @param firstPath the first path of the first search
 * @param places how many paths were missing in the longest search
 * @param times how many searches there were
 * @param pid the process that searched last
 * @param failedThen whether that process failed: it exited with another code than 0, or by a signal
 * @param event the first miss
 */
public record SearchRow(
    ByteString name,
    ByteString found,
    ByteString firstPath,
    int places,
    long times,
    int pid,
    boolean failedThen,
    long event) {}
