package syswall.diff;

import java.util.HashSet;
import java.util.Set;

/**
 * Goes over what a thread did, as far as it is the program's doing, one token a step. Into how many
 * calls data is cut is not: of calls in a row that move data, the first of each kind counts. What
 * one call does to several things is one step.
 */
final class BehaviourCursor {
  private final Steps.Cursor steps;
  private final Vocabulary words;
  private final Set<Long> moved = new HashSet<>();
  private boolean more;
  private long token;
  private long event;
  private int use;
  private int errno;
  private boolean moves;

  BehaviourCursor(Steps.Cursor steps, Vocabulary words) {
    this.steps = steps;
    this.words = words;
    more = this.steps.next();
  }

  /** Goes to the next step, if there is one. */
  boolean next() {
    while (more) {
      call();
      if (token != 0 && (!moves || moved.add(token))) {
        if (!moves) {
          moved.clear();
        }
        return true;
      }
    }
    return false;
  }

  /** Takes together what one call did. */
  private void call() {
    event = steps.event();
    token = 0;
    moves = true;
    do {
      long word = words.token(steps.use(), steps.errno());
      if (word != 0) {
        if (token == 0) {
          use = steps.use();
          errno = steps.errno();
        }
        token = token == 0 ? word : Vocabulary.join(token, word);
        moves &= Outcome.looksGood(steps.errno()) && words.moves(steps.use());
      }
      more = steps.next();
    } while (more && steps.event() == event);
  }

  /** The same in both runs if the step is. */
  long token() {
    return token;
  }

  /** The event that shows it: of the return of the call. */
  long event() {
    return event;
  }

  /** Its use, the first if there are several. */
  int use() {
    return use;
  }

  /** The outcome of that. */
  int errno() {
    return errno;
  }

  /** Whether it only moves data, be it in one call or several. */
  boolean moves() {
    return moves;
  }
}
