package syswall.firewall;

import syswall.policy.Action;

/**
 * What a person answered.
 *
 * @param action to allow, deny, fake or kill
 * @param scope about what
 * @param lifespan for how long; of {@link Inquiry.Scope#ONCE} it does not count
 */
public record Reply(Action action, Inquiry.Scope scope, Lifespan lifespan) {
  /** For how long an answer counts. */
  public enum Lifespan {
    /** As long as the process that asked lives, and for no other. */
    PROCESS,
    /** For a quarter of an hour. */
    QUARTER_HOUR,
    /** As long as the recording. */
    RUN,
    /** Also in later runs, if there is a file to save it in. */
    EVER
  }

  /** An answer to the very call. */
  public static Reply once(Action action) {
    return new Reply(action, Inquiry.Scope.ONCE, Lifespan.RUN);
  }
}
