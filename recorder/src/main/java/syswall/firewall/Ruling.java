package syswall.firewall;

import syswall.event.Verdict;
import syswall.tracer.Answer;

/**
 * What the firewall says to a call.
 *
 * @param answer what becomes of it
 * @param verdict what that is in the journal
 * @param fakeResult what the program is told by a soft block, if that is known before
 * @param decidedBy {@code rule}, {@code default} or {@code self-protection}; empty if there was
 *     nothing to decide, which the journal does not record
 * @param rule the rule's name; empty if it was none
 */
public record Ruling(
    Answer answer, Verdict verdict, long fakeResult, String decidedBy, String rule) {
  /** There was nothing to decide. */
  static Ruling undecided(Answer answer) {
    return new Ruling(answer, Verdict.ALLOW, 0, "", "");
  }

  /** Whether somebody decided. */
  public boolean isDecision() {
    return !decidedBy.isEmpty();
  }
}
