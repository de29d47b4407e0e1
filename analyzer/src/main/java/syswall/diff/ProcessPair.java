package syswall.diff;

import java.util.List;
import org.jspecify.annotations.Nullable;
import syswall.diff.CanonicalProcess.Command;

/**
 * A process of one run with the process of the other that is the same; or without, if there is
 * none. Every pair is equal to itself alone.
 */
final class ProcessPair {
  private final @Nullable ProcessPair parent;
  private final @Nullable CanonicalProcess before;
  private final @Nullable CanonicalProcess after;

  ProcessPair(
      @Nullable ProcessPair parent,
      @Nullable CanonicalProcess before,
      @Nullable CanonicalProcess after) {
    this.parent = parent;
    this.before = before;
    this.after = after;
  }

  /** The pair of their creators; null of those that have none. */
  @Nullable ProcessPair parent() {
    return parent;
  }

  /** In the first run; null if it is not there. */
  @Nullable CanonicalProcess before() {
    return before;
  }

  /** In the second run; null if it is not there. */
  @Nullable CanonicalProcess after() {
    return after;
  }

  /** Whether this is another pair's process, or comes from it. */
  boolean descendsFrom(ProcessPair other) {
    for (ProcessPair pair = this; pair != null; pair = pair.parent) {
      if (pair == other) {
        return true;
      }
    }
    return false;
  }

  /** Its process id in the first run; 0 if it is not there. */
  int pidBefore() {
    return before == null ? 0 : before.profile().state().pid();
  }

  /** Its process id in the second run; 0 if it is not there. */
  int pidAfter() {
    return after == null ? 0 : after.profile().state().pid();
  }

  /** What it ran last, in the second run if it is there; a creator's if it ran nothing itself. */
  List<String> arguments() {
    for (ProcessPair pair = this; pair != null; pair = pair.parent) {
      for (CanonicalProcess side : new CanonicalProcess[] {pair.after, pair.before}) {
        List<Command> commands = side == null ? List.of() : side.commands();
        if (!commands.isEmpty()) {
          return commands.get(commands.size() - 1).arguments();
        }
      }
    }
    return List.of();
  }
}
