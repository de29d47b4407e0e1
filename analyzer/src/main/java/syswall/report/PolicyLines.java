package syswall.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import syswall.decode.QuotedText;
import syswall.history.PolicyTable;
import syswall.policy.PolicyLoader;

/**
 * The lines of {@link DecisionSection} about the policies: which governed the session, and which of
 * their rules decided nothing. Who wrote a policy wants to know of its rules each; of those that
 * syswall brings, a number will do.
 */
final class PolicyLines {
  /** Policies of files whose unused rules are named. */
  private static final int FILES = 2;

  private static final int LABEL = 10;
  private static final int ROOM = TextReport.WIDTH - LABEL - 2;
  private static final int LONGEST_ID = 30;

  /** Stands behind every policy, and refuses what hardly any program does. */
  private static final String BASE = PolicyLoader.BUILTIN + "base";

  private final List<PolicyTable.Row> policies;
  private final boolean all;
  private final Style style;
  private final StringBuilder out;

  PolicyLines(Report report, boolean all, Style style, StringBuilder out) {
    policies = report.policies();
    this.all = all;
    this.style = style;
    this.out = out;
  }

  /** Which policies there were, the first counts first. */
  void governing() {
    if (!policies.isEmpty()) {
      line("policy", QuotedText.plain(PolicyTable.words(policies)));
    }
  }

  /** Which rules decided nothing. */
  void unused() {
    boolean told =
        policies.stream()
            .flatMap(policy -> policy.rules().stream())
            .allMatch(rule -> rule.decided() != PolicyTable.NOT_TOLD);
    if (!told) {
      line("unused", "not known: the recorder did not get to count which rules decided");
      return;
    }
    List<PolicyTable.Row> rest = new ArrayList<>();
    int named = 0;
    for (PolicyTable.Row policy : policies) {
      if (policy.unused().isEmpty()) {
        continue;
      }
      if (all) {
        inFull(policy);
      } else if (!isBuiltin(policy) && named < FILES) {
        line("unused", amount(policy) + ": " + names(policy));
        named++;
      } else if (!policy.source().equals(BASE)) {
        rest.add(policy);
      }
    }
    if (!rest.isEmpty()) {
      String amounts = rest.stream().map(PolicyLines::amount).collect(Collectors.joining(", "));
      String hint = " (--all)";
      line("unused", Columns.cut(amounts, ROOM - hint.length()) + hint);
    }
  }

  private void inFull(PolicyTable.Row policy) {
    line("unused", amount(policy));
    int width =
        policy.unused().stream()
            .mapToInt(rule -> QuotedText.plain(rule.id()).length())
            .max()
            .orElse(0);
    for (PolicyTable.RuleRow rule : policy.unused()) {
      out.append(" ".repeat(LABEL + 4))
          .append(Columns.pad(QuotedText.plain(rule.id()), Math.min(width, LONGEST_ID)))
          .append("  ")
          .append(style.faint(QuotedText.plain(rule.text())))
          .append('\n');
    }
  }

  private static String amount(PolicyTable.Row policy) {
    return policy.unused().size()
        + " of "
        + Amounts.count(policy.rules().size(), "rule")
        + " of "
        + QuotedText.plain(policy.source());
  }

  private static String names(PolicyTable.Row policy) {
    return policy.unused().stream()
        .map(rule -> QuotedText.plain(rule.id()))
        .collect(Collectors.joining(", "));
  }

  private static boolean isBuiltin(PolicyTable.Row policy) {
    return policy.source().startsWith(PolicyLoader.BUILTIN);
  }

  private void line(String label, String text) {
    out.append("  ")
        .append(style.heading(Columns.pad(label, LABEL)))
        .append(all ? text : Columns.cut(text, ROOM))
        .append('\n');
  }
}
