package syswall.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import syswall.event.Abi;
import syswall.syscall.Syscall;

/**
 * What of policies a target can say that knows calls by name and raw arguments only, and has no
 * order: for each call what is done at last, before that the rules with arguments, and notes about
 * all the rest.
 */
final class PlainRules {
  /** A rule with arguments, for calls that have them at the same places. */
  record ArgumentRule(
      Set<String> names, List<ArgumentCondition.Compiled> arguments, Action action) {}

  private final Action otherwise;
  private final Policies policies;
  private final Map<String, Action> settled = new TreeMap<>();
  private final List<ArgumentRule> withArguments = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();

  PlainRules(Policies policies, boolean sayArguments) {
    this.policies = policies;
    otherwise = plain(policies.defaultAction(), "defaultAction");
    for (Rule rule : policies.rules()) {
      add(rule, sayArguments);
    }
  }

  /** What is done with calls that are not settled. */
  Action otherwise() {
    return otherwise;
  }

  /**
   * Calls of which the same is done, whatever their arguments, by that; not those of the default.
   */
  Map<Action, List<String>> byAction() {
    Map<Action, List<String>> byAction = new LinkedHashMap<>();
    settled.forEach(
        (name, action) -> {
          if (!action.equals(otherwise)) {
            byAction.computeIfAbsent(action, a -> new ArrayList<>()).add(name);
          }
        });
    return byAction;
  }

  List<ArgumentRule> withArguments() {
    return withArguments;
  }

  /** What could not be said, a line each. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  private void add(Rule rule, boolean sayArguments) {
    String why = why(rule, sayArguments);
    if (!why.isEmpty()) {
      boolean stricter = rule.action().strictness() > policies.defaultAction().strictness();
      note(
          rule,
          why + " cannot be said; without it " + (stricter ? "more" : "less") + " is allowed");
      return;
    }
    Action action = plain(rule.action(), rule.where() + ": " + rule.id());
    Map<List<ArgumentCondition.Compiled>, Set<String>> byArguments = new LinkedHashMap<>();
    for (Syscall call : CallNames.calls(Abi.X86_64)) {
      boolean means = rule.names().stream().anyMatch(name -> CallNames.means(name, call));
      if (!means || settled.containsKey(call.name())) {
        continue;
      }
      if (rule.arguments().isEmpty()) {
        settled.put(call.name(), action);
      } else {
        List<ArgumentCondition.Compiled> arguments =
            rule.arguments().stream().map(a -> a.compile(Abi.X86_64, call)).toList();
        byArguments.computeIfAbsent(arguments, a -> new LinkedHashSet<>()).add(call.name());
      }
    }
    byArguments.forEach(
        (arguments, names) -> withArguments.add(new ArgumentRule(names, arguments, action)));
  }

  private void note(Rule rule, String what) {
    notes.add(rule.where() + ": " + rule.id() + ": " + what);
  }

  private static String why(Rule rule, boolean sayArguments) {
    List<String> why = new ArrayList<>();
    if (!rule.match().equals(Match.ANY)) {
      why.add("match");
    }
    if (rule.expires() != null) {
      why.add("expires");
    }
    if (!rule.includes().equals(Requirement.NONE) || !rule.excludes().equals(Requirement.NONE)) {
      why.add("includes and excludes");
    }
    if (!sayArguments && !rule.arguments().isEmpty()) {
      why.add("args");
    }
    return String.join(", ", why);
  }

  /** An action without people and without lies. */
  private Action plain(Action action, String where) {
    boolean asks = action instanceof Action.Ask;
    Action plain = asks ? policies.unattended() : action;
    if (plain instanceof Action.Fake) {
      plain = new Action.Deny();
    }
    if (!plain.equals(action)) {
      notes.add(where + ": " + action.label() + " cannot be said; it is " + plain.text());
    }
    return plain;
  }
}
