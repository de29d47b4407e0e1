package syswall.history;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import syswall.state.FileAction;

/**
 * What was done with a file, and of each action which event and process did it first. There are as
 * many of these as files, so it is small: three arrays in the order of the events.
 */
final class FirstDeeds {
  private static final FileAction[] NONE = {};
  private static final long[] NO_EVENTS = {};
  private static final int[] NO_PIDS = {};

  private FileAction[] actions = NONE;
  private long[] events = NO_EVENTS;
  private int[] pids = NO_PIDS;

  /** An action was done; only its first time is kept. */
  void add(FileAction action, long event, int pid) {
    if (did(action)) {
      return;
    }
    int count = actions.length;
    actions = Arrays.copyOf(actions, count + 1);
    events = Arrays.copyOf(events, count + 1);
    pids = Arrays.copyOf(pids, count + 1);
    actions[count] = action;
    events[count] = event;
    pids[count] = pid;
  }

  boolean did(FileAction action) {
    return place(action) >= 0;
  }

  /** The event of an action's first time; -1 if there was none. */
  long event(FileAction action) {
    int place = place(action);
    return place < 0 ? -1 : events[place];
  }

  /** The process that did it then; 0 if there was none. */
  int pid(FileAction action) {
    int place = place(action);
    return place < 0 ? 0 : pids[place];
  }

  /** In the order of {@link FileAction}. */
  Set<FileAction> actions() {
    EnumSet<FileAction> set = EnumSet.noneOf(FileAction.class);
    set.addAll(Arrays.asList(actions));
    return set;
  }

  private int place(FileAction action) {
    for (int i = 0; i < actions.length; i++) {
      if (actions[i] == action) {
        return i;
      }
    }
    return -1;
  }
}
