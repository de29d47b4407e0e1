package syswall.firewall;

import syswall.event.ByteString;
import syswall.event.Verdict;
import syswall.tracer.Answer;

/**
 * What the firewall says to a call.
 *
 * @param answer what becomes of it
 * @param verdict what that is in the journal
 * @param fakeResult what the program is told by a soft block, if that is known before
 * @param decidedBy who decided, as {@link syswall.event.Event.CallDecided} has it; empty if there
 *     was nothing to decide, which the journal does not record
 * @param rule the rule's name; empty if it was none
 * @param question what a person was asked; empty if nobody was
 */
public record Ruling(
    Answer answer,
    Verdict verdict,
    long fakeResult,
    String decidedBy,
    String rule,
    ByteString question) {
  /** Nothing yet: a person is asked, or has the terminal. */
  static final Ruling HELD = undecided(Answer.HOLD);

  /** There was nothing to decide. */
  static Ruling undecided(Answer answer) {
    return new Ruling(answer, Verdict.ALLOW, 0, "", "", ByteString.EMPTY);
  }

  /** Whether somebody decided. */
  public boolean isDecision() {
    return !decidedBy.isEmpty();
  }

  /** The same decision with another outcome. */
  Ruling with(Answer outcome, Verdict called, long told) {
    return new Ruling(outcome, called, told, decidedBy, rule, question);
  }
}
