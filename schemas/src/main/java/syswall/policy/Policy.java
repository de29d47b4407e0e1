package syswall.policy;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy as it was read from one file, without those that it extends.
 *
 * @param file its name
 * @param defaultAction what is done with calls that no rule speaks of; null if it does not say
 * @param parents the policies that it extends: {@code builtin:NAME}, or files beside it
 * @param unattended what is done where a person would be asked and none is there
 * @param askTimeout how long a person has for an answer; null for ever
 * @param rules in the order in which they count
 * @param ignored what was ignored of it, a line each with its place
 */
public record Policy(
    String file,
    @Nullable Action defaultAction,
    List<String> parents,
    @Nullable Action unattended,
    @Nullable Duration askTimeout,
    List<Rule> rules,
    List<String> ignored) {
  public Policy {
    parents = List.copyOf(parents);
    rules = List.copyOf(rules);
    ignored = List.copyOf(ignored);
  }

  /**
   * Reads a policy.
   *
   * @param file its name in messages
   * @param text JSON: a policy of version 1, an OCI {@code linux.seccomp} or what it is part of, or
   *     the map of numbers of polaris64/syswall
   * @throws PolicyException with all its mistakes
   */
  public static Policy parse(String file, String text) throws PolicyException {
    return PolicyReader.read(file, text);
  }
}
