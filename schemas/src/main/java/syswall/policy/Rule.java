package syswall.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a policy.
 *
 * @param id what decisions call it; where the policy says none, its place: {@code rules[3]}
 * @param where file and line: {@code policy.json:12}
 * @param comment what the policy says about it; may be empty
 * @param source who made it, such as {@code prompt}; empty if the policy does not say
 * @param expires when it stops to count; null if never
 * @param names of the calls it speaks of: {@code openat}, {@code %file}, {@code *}
 * @param match what they must be like
 * @param arguments what their raw arguments must be, all of it
 * @param includes on which machines it is there
 * @param excludes on which it is not
 * @param action what is done with them
 */
public record Rule(
    String id,
    String where,
    String comment,
    String source,
    @Nullable Instant expires,
    List<String> names,
    Match match,
    List<ArgumentCondition> arguments,
    Requirement includes,
    Requirement excludes,
    Action action) {
  public Rule {
    names = List.copyOf(names);
    arguments = List.copyOf(arguments);
  }

  /**
   * Reads one rule of version 1, as an answer is one before it is saved.
   *
   * @throws PolicyException with all its mistakes
   */
  public static Rule parse(String text) throws PolicyException {
    Node.Mistakes mistakes = new Node.Mistakes("rule");
    Node node = new Node(JsonReader.read("rule", text), "", mistakes);
    Rule rule = new RuleReader(false, new ArrayList<>()).read(node);
    if (rule == null) {
      throw new PolicyException(mistakes.lines());
    }
    return rule;
  }

  /** Whether the rule is there at all: Docker's profiles ask for capabilities and kernels. */
  boolean isThere(Surroundings surroundings) {
    return includes.isMet(surroundings)
        && (excludes.equals(Requirement.NONE) || !excludes.excludes(surroundings));
  }
}
