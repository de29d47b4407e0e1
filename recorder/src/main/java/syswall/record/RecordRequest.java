package syswall.record;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.CallSelection;
import syswall.event.EventHandler;
import syswall.firewall.Dialogue;
import syswall.policy.Policies;

/**
 * What to record.
 *
 * @param session the session directory to create
 * @param syswallVersion version to write into the session
 * @param argv the program and its arguments, at least one
 * @param inheritance what the program inherits from the shell that called syswall
 * @param selection the calls to record
 * @param contentLimit most bytes to keep of what each call reads or writes through a buffer
 * @param policies what the program may do; null if all
 * @param dialogue with the person whom the policies ask; null if there is none
 * @param guarded files beside the session that the program may not change: the policies
 * @param listener sees every event after it was appended
 */
public record RecordRequest(
    Path session,
    String syswallVersion,
    List<ByteString> argv,
    Inheritance inheritance,
    CallSelection selection,
    int contentLimit,
    @Nullable Policies policies,
    @Nullable Dialogue dialogue,
    List<Path> guarded,
    EventHandler listener) {
  public RecordRequest {
    argv = List.copyOf(argv);
    guarded = List.copyOf(guarded);
  }
}
