package syswall.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.syscall.FileAccess;

/**
 * One thing that a call wants: a call that opens a file to read and write wants two, each of which
 * has its own rule, and the strictest counts.
 *
 * @param path the file; null of a call that names none
 * @param access what is wanted with it; null of a call that wants no file
 * @param decisions of all rules that match, in their order, and at last of the default; the first
 *     counts
 */
public record Question(
    @Nullable ByteString path, @Nullable FileAccess access, List<Decision> decisions) {
  public Question {
    decisions = List.copyOf(decisions);
  }

  /** The decision that counts. */
  public Decision decision() {
    return decisions.get(0);
  }
}
