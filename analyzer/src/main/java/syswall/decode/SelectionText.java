package syswall.decode;

import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.CallSelection;
import syswall.event.Event.SessionStarted;

/** Says which calls a session holds, if not all: printable. */
public final class SelectionText {
  private SelectionText() {}

  /** For example {@code only %file was recorded}; empty if all calls were. */
  public static String of(@Nullable SessionStarted session) {
    return session == null || session.selection().isAll()
        ? ""
        : "only " + words(session.selection()) + " was recorded";
  }

  /** The choice as {@code record -e} was given it: {@code %file,%network !openat}. */
  public static String words(CallSelection selection) {
    return QuotedText.plain(ByteString.of(selection.text()));
  }
}
