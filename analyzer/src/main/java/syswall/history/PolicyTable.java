package syswall.history;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import syswall.event.Event.PolicyLoaded;
import syswall.event.Event.RulesCounted;
import syswall.replay.Projection;

/** Which policies governed a session, and how often each of their rules decided. */
public final class PolicyTable implements Projection {
  /**
   * A policy.
   *
   * @param source its file as it was named, or {@code builtin:NAME}
   * @param defaultAction what it has done with calls that no rule speaks of; empty if it does not
   *     say
   * @param rules in the order in which they count
   * @param event that tells of it
   */
  public record Row(String source, String defaultAction, List<RuleRow> rules, long event) {
    public Row {
      rules = List.copyOf(rules);
    }

    /** The rules of which it is known that they decided nothing. */
    public List<RuleRow> unused() {
      return rules.stream().filter(rule -> rule.decided() == 0).toList();
    }
  }

  /**
   * A rule.
   *
   * @param id what decisions call it: hostile
   * @param text what it says, in short: hostile
   * @param decided how often it decided about something that a call wanted; {@link #NOT_TOLD} if
   *     the session does not say, since its recorder did not get to the end
   */
  public record RuleRow(String id, String text, long decided) {}

  /** In place of a number. */
  public static final long NOT_TOLD = -1;

  private final List<PolicyLoaded> policies = new ArrayList<>();
  private List<Long> counts = List.of();

  /**
   * Policies in few words: {@code p.json, builtin:base; otherwise deny(EPERM)}.
   *
   * @param policies in the order in which they count; hostile
   */
  public static String words(List<Row> policies) {
    String sources = policies.stream().map(Row::source).collect(Collectors.joining(", "));
    return policies.stream()
        .map(Row::defaultAction)
        .filter(action -> !action.isEmpty())
        .findFirst()
        .map(action -> sources + "; otherwise " + action)
        .orElse(sources);
  }

  /** In the order in which they count; none if nothing governed the session, or it is too old. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    List<RuleRow> rules = new ArrayList<>();
    int counted = 0;
    for (int i = 0; i < policies.size(); i++) {
      PolicyLoaded policy = policies.get(i);
      for (PolicyLoaded.Rule rule : policy.rules()) {
        rules.add(
            new RuleRow(
                rule.id(), rule.text(), counted < counts.size() ? counts.get(counted) : NOT_TOLD));
        counted++;
      }
      boolean goesOn =
          i + 1 < policies.size() && policies.get(i + 1).source().equals(policy.source());
      if (!goesOn) {
        rows.add(new Row(policy.source(), policy.defaultAction(), rules, policy.sequence()));
        rules = new ArrayList<>();
      }
    }
    return rows;
  }

  @Override
  public void on(PolicyLoaded event) {
    policies.add(event);
  }

  @Override
  public void on(RulesCounted event) {
    counts = event.counts();
  }
}
