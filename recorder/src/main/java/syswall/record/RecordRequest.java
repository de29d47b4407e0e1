package syswall.record;

import java.nio.file.Path;
import java.util.List;
import syswall.event.ByteString;
import syswall.event.EventHandler;

/**
 * What to record.
 *
 * @param session the session directory to create
 * @param syswallVersion version to write into the session
 * @param argv the program and its arguments, at least one
 * @param inheritance what the program inherits from the shell that called syswall
 * @param contentLimit most bytes to keep of what each call reads or writes through a buffer
 * @param listener sees every event after it was appended
 */
public record RecordRequest(
    Path session,
    String syswallVersion,
    List<ByteString> argv,
    Inheritance inheritance,
    int contentLimit,
    EventHandler listener) {
  public RecordRequest {
    argv = List.copyOf(argv);
  }
}
