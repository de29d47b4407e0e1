package syswall.firewall;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import syswall.policy.Decision;
import syswall.policy.Rule;

/**
 * Counts how often each rule of the policies decides. Rules that answers make are not counted: each
 * is there because it was needed.
 */
final class RuleUses {
  private final List<Rule> rules;

  // by identity: equal rules are two, and a rule is long to hash
  private final IdentityHashMap<Rule, long[]> counts = new IdentityHashMap<>();

  RuleUses(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    rules.forEach(rule -> counts.put(rule, new long[1]));
  }

  void count(Decision decision) {
    Rule rule = decision.rule();
    long @Nullable [] count = rule == null ? null : counts.get(rule);
    if (count != null) {
      count[0]++;
    }
  }

  /** The counts, in the order of the rules. */
  List<Long> counts() {
    return rules.stream().map(rule -> Objects.requireNonNull(counts.get(rule))[0]).toList();
  }
}
