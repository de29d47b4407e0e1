package syswall.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Policies in the order in which their rules count: those that were named, behind each of them the
 * ones that it extends, and at last {@code builtin:base}.
 *
 * @param layers at least two
 */
public record Policies(List<Policy> layers) {
  public Policies {
    layers = List.copyOf(layers);
  }

  /** What is done with calls that no rule speaks of: the first that says it. */
  public Action defaultAction() {
    return said(Policy::defaultAction).findFirst().orElse(new Action.Deny());
  }

  /** What is done where a person would be asked and none is there: the first that says it. */
  public Action unattended() {
    return said(Policy::unattended).findFirst().orElse(new Action.Deny());
  }

  /** How long a person has for an answer, as the first says that says it; null for ever. */
  public @Nullable Duration askTimeout() {
    return said(Policy::askTimeout).findFirst().orElse(null);
  }

  private <T> Stream<T> said(Function<Policy, @Nullable T> part) {
    return layers.stream().map(part).filter(Objects::nonNull).map(Objects::requireNonNull);
  }

  /** Whether a person may be asked about something. */
  public boolean asks() {
    return defaultAction() instanceof Action.Ask
        || rules().stream().anyMatch(rule -> rule.action() instanceof Action.Ask);
  }

  /** All rules, the first counts. */
  public List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    layers.forEach(layer -> rules.addAll(layer.rules()));
    return rules;
  }

  /**
   * The rules, compiled.
   *
   * @throws PolicyException if one needs a variable that is not known
   */
  public PolicyMatcher matcher(Surroundings surroundings) throws PolicyException {
    try {
      return new PolicyMatcher(rules(), defaultAction(), surroundings);
    } catch (IllegalArgumentException e) {
      throw new PolicyException(String.valueOf(e.getMessage()));
    }
  }
}
