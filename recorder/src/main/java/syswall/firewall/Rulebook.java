package syswall.firewall;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.policy.PolicyMatcher;
import syswall.policy.Rule;

/**
 * The policy, with the answers of this run: each stands before the rule that asked, so that what
 * the policy says before that stays said.
 */
final class Rulebook {
  /** Rules that an answer made, and the rule that asked; null if it was the default. */
  private record Answered(List<Rule> rules, @Nullable Rule asked) {
    PolicyMatcher in(PolicyMatcher matcher) {
      return matcher.with(rules, asked);
    }
  }

  private PolicyMatcher everyone;
  private final Map<Integer, List<Answered>> answers = new HashMap<>();
  private final Map<Integer, PolicyMatcher> own = new HashMap<>();

  Rulebook(PolicyMatcher policy) {
    everyone = policy;
  }

  /** What counts for a process. */
  PolicyMatcher of(int pid) {
    return own.isEmpty() ? everyone : own.getOrDefault(pid, everyone);
  }

  /**
   * Rules that count for all processes from now on.
   *
   * @param asked the rule that asked; null if it was the default
   */
  void add(List<Rule> rules, @Nullable Rule asked) {
    everyone = everyone.with(rules, asked);
    answers.keySet().forEach(this::compile);
  }

  /** Rules that count for a process from now on, likewise. */
  void add(int pid, List<Rule> rules, @Nullable Rule asked) {
    answers.computeIfAbsent(pid, p -> new ArrayList<>()).add(new Answered(rules, asked));
    compile(pid);
  }

  private void compile(int pid) {
    PolicyMatcher matcher = everyone;
    for (Answered answered : answers.getOrDefault(pid, List.of())) {
      matcher = answered.in(matcher);
    }
    own.put(pid, matcher);
  }

  /** A process is gone, or runs another program; its number may become another's. */
  void ended(int pid) {
    answers.remove(pid);
    own.remove(pid);
  }
}
