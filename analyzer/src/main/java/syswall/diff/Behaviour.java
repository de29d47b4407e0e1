package syswall.diff;

import java.util.Arrays;

/**
 * What a thread did, step by step, as {@link BehaviourCursor} goes over it, to look up any step.
 */
final class Behaviour {
  /** Of a thread that is not there. */
  static final Behaviour NOTHING = new Behaviour(new Vocabulary(0));

  private final Vocabulary words;
  private long[] tokens = {};
  private long[] events = {};
  private int[] uses = {};
  private short[] errnos = {};
  private int size;

  private Behaviour(Vocabulary words) {
    this.words = words;
  }

  static Behaviour of(Steps.Cursor steps, Vocabulary words) {
    Behaviour behaviour = new Behaviour(words);
    BehaviourCursor cursor = new BehaviourCursor(steps, words);
    while (cursor.next()) {
      behaviour.add(cursor);
    }
    behaviour.resize(behaviour.size);
    return behaviour;
  }

  private void add(BehaviourCursor step) {
    if (size == tokens.length) {
      resize(Math.max(16, size + size / 2));
    }
    tokens[size] = step.token();
    events[size] = step.event();
    uses[size] = step.use();
    errnos[size++] = (short) step.errno();
  }

  private void resize(int capacity) {
    tokens = Arrays.copyOf(tokens, capacity);
    events = Arrays.copyOf(events, capacity);
    uses = Arrays.copyOf(uses, capacity);
    errnos = Arrays.copyOf(errnos, capacity);
  }

  /**
   * Whether two threads did the same in the same order; found without remembering it.
   *
   * @param open whether they may have gone on: then one may have done less
   */
  static boolean same(
      Steps.Cursor before,
      Vocabulary words,
      Steps.Cursor after,
      Vocabulary wordsAfter,
      boolean open) {
    BehaviourCursor one = new BehaviourCursor(before, words);
    BehaviourCursor other = new BehaviourCursor(after, wordsAfter);
    while (one.next()) {
      if (!other.next()) {
        return open;
      }
      if (one.token() != other.token()) {
        return false;
      }
    }
    return open || !other.next();
  }

  int size() {
    return size;
  }

  /** A token a step. */
  long[] tokens() {
    return tokens;
  }

  /** The event that shows a step. */
  long event(int step) {
    return events[step];
  }

  /** What a step did to what; of several things, the first. */
  Resource resource(int step) {
    Resource resource = words.resource(uses[step]);
    if (resource == null) {
      throw new IllegalArgumentException("no step has no words");
    }
    return resource;
  }

  /** The outcome of a step, 0 for success. */
  int errno(int step) {
    return errnos[step];
  }

  /** Whether a step only moves data, be it in one call or several. */
  boolean moves(int step) {
    return errnos[step] == 0 && words.moves(uses[step]);
  }
}
