package syswall.policy;

import org.jspecify.annotations.Nullable;

/**
 * What is done with a call, and why.
 *
 * @param action what is done
 * @param rule the rule that says so; null if none does and it is the default
 */
public record Decision(Action action, @Nullable Rule rule) {
  /** The stricter of two, the first of equals. */
  Decision orStricter(Decision other) {
    return other.action.strictness() > action.strictness() ? other : this;
  }
}
