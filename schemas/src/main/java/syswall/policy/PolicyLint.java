package syswall.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.syscall.FileAccess;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/**
 * Finds what a policy says in vain: rules that are never reached, rules that can match nothing,
 * rules that leave a way around them, fields that are ignored.
 */
public final class PolicyLint {
  /** Stand-ins: whether one pattern covers another hardly depends on the names of directories. */
  private static final Surroundings ANYWHERE =
      new Surroundings(
          Map.of(
              "HOME", ByteString.of("/home/\001"),
              "CWD", ByteString.of("/work/\002"),
              "TMPDIR", ByteString.of("/tmp/\003")),
          Integer.MAX_VALUE,
          0,
          Set.of());

  private static final List<Syscall> CALLS = CallNames.calls(Abi.X86_64);

  private final List<Rule> rules;
  private final List<Conditions> conditions;
  private final List<String> findings = new ArrayList<>();

  private PolicyLint(Policy policy) {
    rules = policy.rules();
    conditions = rules.stream().map(rule -> new Conditions(rule, ANYWHERE)).toList();
    findings.addAll(policy.ignored());
  }

  /** The findings in a policy, a line each; those that it extends are not looked at. */
  public static List<String> findings(Policy policy) {
    PolicyLint lint = new PolicyLint(policy);
    for (int i = 0; i < lint.rules.size(); i++) {
      lint.check(i);
    }
    return List.copyOf(lint.findings);
  }

  private void check(int index) {
    Rule rule = rules.get(index);
    List<Syscall> named = CALLS.stream().filter(call -> means(rule, call)).toList();
    List<Syscall> matched =
        named.stream().filter(call -> canMatch(call, conditions.get(index))).toList();
    if (!named.isEmpty() && matched.isEmpty()) {
      find(rule, "matches nothing: no call that it names has such a file or address");
    }
    shadows(index, matched);
    if (rule.action().strictness() > 0) {
      waysAround(rule);
    }
  }

  /** That a class is meant without a call which a rule above treats apart is no finding. */
  private void shadows(int index, List<Syscall> matched) {
    Rule rule = rules.get(index);
    Set<String> shadowed = new TreeSet<>();
    Set<String> named = new TreeSet<>();
    Rule by = null;
    for (Syscall call : matched) {
      Rule first = earlier(index, call);
      if (first != null) {
        shadowed.add(call.name());
        if (rule.names().contains(call.name())) {
          named.add(call.name());
        }
        by = by == null ? first : by;
      }
    }
    boolean all = shadowed.size() == matched.size();
    if (by != null && (all || !named.isEmpty())) {
      find(
          rule,
          (all ? "is never reached: " : "is not reached for " + some(named) + ": ")
              + by.id()
              + " ("
              + by.where()
              + ") decides before it");
    }
  }

  private void find(Rule rule, String what) {
    findings.add(rule.where() + ": " + rule.id() + " " + what);
  }

  private static String some(Set<String> names) {
    List<String> first = names.stream().limit(3).toList();
    int rest = names.size() - first.size();
    return String.join(", ", first) + (rest == 0 ? "" : " and " + rest + " more");
  }

  private static boolean means(Rule rule, Syscall call) {
    return rule.names().stream().anyMatch(name -> CallNames.means(name, call));
  }

  private static boolean canMatch(Syscall call, Conditions conditions) {
    return conditions.canMatch(call)
        || SyscallTable.of(Abi.X86_64).variants(call.number()).stream()
            .anyMatch(conditions::canMatch);
  }

  /** The first rule above that decides wherever a rule could about a call; null if none does. */
  private @Nullable Rule earlier(int index, Syscall call) {
    Rule rule = rules.get(index);
    for (int i = 0; i < index; i++) {
      Rule other = rules.get(i);
      if (means(other, call)
          && other.includes().equals(Requirement.NONE)
          && other.excludes().equals(Requirement.NONE)
          && rule.arguments().containsAll(other.arguments())
          && conditions.get(i).cover(conditions.get(index))) {
        return other;
      }
    }
    return null;
  }

  /** Who forbids openat(2) alone forgets open(2), which does the same. */
  private void waysAround(Rule rule) {
    List<Syscall> named = CALLS.stream().filter(c -> rule.names().contains(c.name())).toList();
    Set<String> forgotten = new TreeSet<>();
    for (Syscall call : CALLS) {
      if (!means(rule, call) && named.stream().anyMatch(other -> isAlike(call, other))) {
        forgotten.add(call.name());
      }
    }
    if (!forgotten.isEmpty()) {
      find(rule, "leaves a way around it: " + String.join(", ", forgotten) + " can do the same");
    }
  }

  /** Whether two calls want the same with files, and one is named after the other. */
  private static boolean isAlike(Syscall one, Syscall other) {
    List<Integer> wanted = wanted(one);
    return wanted.stream().anyMatch(set -> set != FileAccess.METADATA.bit())
        && wanted.equals(wanted(other))
        && (one.name().startsWith(other.name()) || other.name().startsWith(one.name()));
  }

  private static List<Integer> wanted(Syscall call) {
    return call.parameters().stream().filter(Parameter::namesFile).map(Parameter::wanted).toList();
  }
}
