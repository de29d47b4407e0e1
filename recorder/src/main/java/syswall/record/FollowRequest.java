package syswall.record;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import syswall.event.EventHandler;

/**
 * Which running processes to record.
 *
 * @param session the session directory to create
 * @param syswallVersion version to write into the session
 * @param pids the processes, at least one; the session is named for the first
 * @param contentLimit most bytes to keep of what each call reads or writes through a buffer
 * @param listener sees every event after it was appended
 * @param notes takes lines for the user: when all are followed, and which cannot be
 */
public record FollowRequest(
    Path session,
    String syswallVersion,
    Set<Integer> pids,
    int contentLimit,
    EventHandler listener,
    Consumer<String> notes) {}
