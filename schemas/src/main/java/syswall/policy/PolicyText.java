package syswall.policy;

import org.jspecify.annotations.Nullable;

/**
 * The text of a policy's file, to which rules are added where they count. What is there stays as it
 * is, to the last space: a rule is put between.
 */
public final class PolicyText {
  private PolicyText() {}

  /**
   * The text of a policy with one more rule.
   *
   * @param file its name in messages
   * @param text a policy of version 1
   * @param rule the rule as JSON, in one line
   * @param above the rule of the policy that would otherwise decide, behind which the new one would
   *     never be reached; null, or one of another policy, to put it last
   * @throws PolicyException if the text is no policy of version 1, or the rule is none
   */
  public static String insert(String file, String text, String rule, @Nullable Rule above)
      throws PolicyException {
    Rule.parse(rule);
    Policy policy = Policy.parse(file, text);
    Json json = JsonReader.read(file, text);
    if (!(json instanceof Json.Table table) || !table.fields().containsKey("version")) {
      throw new PolicyException(
          file + ": rules are added to policies of version 1, which may extend this one");
    }
    Json rules = table.fields().get(table.fields().containsKey("rules") ? "rules" : "syscalls");
    if (!(rules instanceof Json.Sequence list)) {
      int at = lastOf(text, table.end());
      return put(text, at, ",\n  \"rules\": [\n    " + rule + "\n  ]");
    }
    if (list.items().isEmpty()) {
      int at = list.place().offset() + 1;
      return put(text, at, "\n    " + rule + (at == list.end() ? "\n  " : ""));
    }
    int index = above == null ? -1 : policy.rules().indexOf(above);
    int first = list.items().get(Math.max(index, 0)).place().offset();
    String between = space(text, first);
    return index < 0
        ? put(text, lastOf(text, list.end()), "," + between + rule)
        : put(text, first, rule + "," + between);
  }

  private static String put(String text, int at, String added) {
    return text.substring(0, at) + added + text.substring(at);
  }

  /** Behind the last character before a place that is no space. */
  private static int lastOf(String text, int place) {
    int at = place;
    while (Character.isWhitespace(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  /** The space in front of a place. */
  private static String space(String text, int place) {
    String space = text.substring(lastOf(text, place), place);
    return space.isEmpty() ? " " : space;
  }
}
