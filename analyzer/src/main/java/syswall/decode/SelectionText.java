package syswall.decode;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.CallSelection;
import syswall.event.Event.SessionStarted;

/** Says which calls a session holds, if not all: printable. */
public final class SelectionText {
  private SelectionText() {}

  /**
   * For example {@code only %file without openat was recorded}, {@code all calls but %memory were
   * recorded}; empty if all calls were.
   */
  public static String of(@Nullable SessionStarted session) {
    if (session == null || session.selection().isAll()) {
      return "";
    }
    List<String> chosen = new ArrayList<>();
    List<String> excluded = new ArrayList<>();
    for (String words : words(session.selection()).split(" ", -1)) {
      if (words.startsWith("!")) {
        excluded.add(words.substring(1));
      } else {
        chosen.add(words);
      }
    }
    String without = String.join(",", excluded);
    return chosen.isEmpty()
        ? "all calls but " + without + " were recorded"
        : "only "
            + String.join(",", chosen)
            + (without.isEmpty() ? "" : " without " + without)
            + " was recorded";
  }

  /** The choice as {@code record -e} was given it: {@code %file,%network !openat}. */
  public static String words(CallSelection selection) {
    return QuotedText.plain(selection.text());
  }
}
