package syswall.decode;

import syswall.event.Verdict;

/** What was decided about a call, and who did, in a few printable words. */
public final class DecisionText {
  private DecisionText() {}

  /**
   * What became of a call: {@code blocked}, {@code killed}, {@code faked}, {@code allowed}.
   *
   * @param kills whether the process was killed in it
   */
  public static String verdict(Verdict verdict, boolean kills) {
    return switch (verdict) {
      case ALLOW -> "allowed";
      case HARD_BLOCK -> kills ? "killed" : "blocked";
      case SOFT_BLOCK -> "faked";
    };
  }

  /**
   * Who decided: {@code by rule my-keys}, {@code by default}, {@code by self-protection}, {@code by
   * user, asked by my-keys}.
   *
   * @param rule which rule it was; empty if none
   */
  public static String by(String decidedBy, String rule) {
    boolean isNamed = !rule.isEmpty() && !rule.equals(decidedBy);
    String named =
        isNamed ? (isAsked(decidedBy) ? ", asked by " : " ") + QuotedText.plain(rule) : "";
    return "by " + QuotedText.plain(decidedBy) + named;
  }

  /** Whether that is an answer, or what stood in for one where nobody answered. */
  public static boolean isAsked(String decidedBy) {
    return decidedBy.equals("user") || decidedBy.equals("unattended");
  }
}
