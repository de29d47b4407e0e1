package syswall.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import syswall.decode.ArgvText;
import syswall.diff.Difference.Kind;
import syswall.event.ByteString;
import syswall.event.Event.SessionStarted;
import syswall.history.PolicyTable;
import syswall.policy.RuleSummary;

/** Compares what two sessions were started with. */
final class InputDiff {
  static final String ENVIRONMENT = "environment";
  static final String USER = "user";

  /** The first format of journals that say which policies governed the session. */
  private static final int TELLS_POLICIES = 5;

  /** What a shell sets for itself, and what is compared as the working directory. */
  private static final Set<String> OF_THE_SHELL = Set.of("_", "SHLVL", "OLDPWD", "PWD");

  private final ProcessPair first;
  private final List<Difference> differences = new ArrayList<>();

  private InputDiff(ProcessPair first) {
    this.first = first;
  }

  static List<Difference> of(
      ProcessPair first,
      SessionProfile runBefore,
      SessionProfile runAfter,
      Normalizer namesBefore,
      Normalizer namesAfter) {
    InputDiff diff = new InputDiff(first);
    SessionStarted before = runBefore.started();
    SessionStarted after = runAfter.started();
    if (before == null || after == null) {
      return diff.differences;
    }
    SortedMap<String, String> was = environment(before, namesBefore);
    SortedMap<String, String> is = environment(after, namesAfter);
    Set<String> variables = new TreeSet<>(was.keySet());
    variables.addAll(is.keySet());
    variables.removeAll(OF_THE_SHELL);
    for (String variable : variables) {
      diff.compare(
          ENVIRONMENT, variable, was.getOrDefault(variable, ""), is.getOrDefault(variable, ""));
    }
    diff.compare(USER, "", Integer.toString(before.uid()), Integer.toString(after.uid()));
    diff.compare(
        "directory",
        "",
        namesBefore.given(before.workingDirectory()),
        namesAfter.given(after.workingDirectory()));
    diff.compare("arguments", "", arguments(before, namesBefore), arguments(after, namesAfter));
    if (Math.min(before.formatVersion(), after.formatVersion()) >= TELLS_POLICIES) {
      diff.policies(runBefore.policies(), runAfter.policies(), namesBefore, namesAfter);
    }
    return diff.differences;
  }

  /**
   * Of policies that both had, the rules. Where they stand may matter, but is not compared; nor is
   * what the text of a rule leaves out, where a recorder did not tell the checksum of it.
   */
  private void policies(
      List<PolicyTable.Row> before,
      List<PolicyTable.Row> after,
      Normalizer namesBefore,
      Normalizer namesAfter) {
    compare(
        "policy",
        "",
        namesBefore.given(ByteString.of(PolicyTable.words(before))),
        namesAfter.given(ByteString.of(PolicyTable.words(after))));
    SortedMap<String, SortedMap<String, String>> was = rules(before, namesBefore);
    SortedMap<String, SortedMap<String, String>> is = rules(after, namesAfter);
    was.keySet().retainAll(is.keySet());
    was.forEach(
        (source, rules) -> {
          SortedMap<String, String> others = is.getOrDefault(source, rules);
          Set<String> ids = new TreeSet<>(rules.keySet());
          ids.addAll(others.keySet());
          for (String id : ids) {
            String rule = rules.getOrDefault(id, "");
            String other = others.getOrDefault(id, "");
            if (!rule.equals(RuleSummary.withoutChecksum(other))
                && !other.equals(RuleSummary.withoutChecksum(rule))) {
              compare("rule", source + " " + id, rule, other);
            }
          }
        });
  }

  private static SortedMap<String, SortedMap<String, String>> rules(
      List<PolicyTable.Row> policies, Normalizer names) {
    SortedMap<String, SortedMap<String, String>> rules = new TreeMap<>();
    for (PolicyTable.Row policy : policies) {
      SortedMap<String, String> ofPolicy = new TreeMap<>();
      for (PolicyTable.RuleRow rule : policy.rules()) {
        ofPolicy.merge(
            names.given(ByteString.of(rule.id())),
            names.given(ByteString.of(rule.text())),
            (one, other) -> one + ", " + other);
      }
      rules.put(names.given(ByteString.of(policy.source())), ofPolicy);
    }
    return rules;
  }

  private void compare(String input, String name, String was, String is) {
    if (!was.equals(is)) {
      differences.add(
          new Difference(
              Kind.INPUT, first, input, name, was, is, 0, 0, differences.size() - 1_000_000L));
    }
  }

  private static String arguments(SessionStarted started, Normalizer names) {
    return ArgvText.ofPlain(started.argv().stream().map(names::given).toList());
  }

  private static SortedMap<String, String> environment(SessionStarted started, Normalizer names) {
    SortedMap<String, String> variables = new TreeMap<>();
    for (ByteString entry : started.environment()) {
      String text = names.given(entry);
      int equals = text.indexOf('=');
      if (equals > 0) {
        variables.put(text.substring(0, equals), text.substring(equals));
      }
    }
    return variables;
  }
}
