package syswall.firewall;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import syswall.policy.PolicyMatcher;
import syswall.policy.Rule;

/** The policy, and before its rules those that were answered in this run, the latest first. */
final class Rulebook {
  private PolicyMatcher everyone;
  private final Map<Integer, List<Rule>> answers = new HashMap<>();
  private final Map<Integer, PolicyMatcher> own = new HashMap<>();

  Rulebook(PolicyMatcher policy) {
    everyone = policy;
  }

  /** What counts for a process. */
  PolicyMatcher of(int pid) {
    return own.isEmpty() ? everyone : own.getOrDefault(pid, everyone);
  }

  /** Rules that count for all processes from now on. */
  void add(List<Rule> rules) {
    everyone = everyone.withFirst(rules);
    answers.forEach((pid, kept) -> own.put(pid, everyone.withFirst(kept)));
  }

  /** Rules that count for a process from now on. */
  void add(int pid, List<Rule> rules) {
    List<Rule> all = new ArrayList<>(rules);
    all.addAll(answers.getOrDefault(pid, List.of()));
    answers.put(pid, all);
    own.put(pid, everyone.withFirst(all));
  }

  /** A process is gone; its number may become another's. */
  void ended(int pid) {
    answers.remove(pid);
    own.remove(pid);
  }
}
