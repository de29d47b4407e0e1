package syswall.firewall;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Where a person is asked: a terminal. */
public interface Prompt {
  /**
   * Asks, and waits for the answer. Called on a thread of its own, one question after the other.
   *
   * @param isWanted whether somebody still waits for the answer; to be looked at several times a
   *     second
   * @return null if nobody answered: the input ended, time was up, or nobody waits any more
   */
  @Nullable Reply ask(Inquiry inquiry, BooleanSupplier isWanted);

  /** Tells something that went wrong with an answer, in one line. */
  void complain(String line);

  /**
   * Whether a descriptor of a thread is the terminal: while a question is on it, it is the
   * person's.
   */
  boolean isTerminal(int tid, int fd);
}
