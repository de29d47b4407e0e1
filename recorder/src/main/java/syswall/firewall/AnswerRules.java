package syswall.firewall;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import syswall.event.ByteString;
import syswall.policy.Endpoint;
import syswall.policy.RuleText;

/** Spells an answer as rules, so that the same question gets it again. */
final class AnswerRules {
  /** What made them, in a policy. */
  static final String SOURCE = "prompt";

  private static final List<String> FILES = List.of("%file", "%desc");
  private static final String INSIDE = "/**";

  private AnswerRules() {}

  /**
   * The rules of an answer, each as JSON; none if it is for once.
   *
   * @param id what decisions call them
   * @param now when it was given
   */
  static List<String> of(Inquiry inquiry, Reply reply, String id, Instant now) {
    List<String> texts = new ArrayList<>();
    for (RuleText rule : about(inquiry, reply.scope())) {
      if (reply.lifespan() == Reply.Lifespan.QUARTER_HOUR) {
        rule.until(now.plus(15, ChronoUnit.MINUTES));
      }
      texts.add(rule.text(id, SOURCE, now.truncatedTo(ChronoUnit.SECONDS), reply.action()));
    }
    return texts;
  }

  private static List<RuleText> about(Inquiry inquiry, Inquiry.Scope scope) {
    return switch (scope) {
      case ONCE -> List.of();
      case CALL -> List.of(new RuleText(List.of(inquiry.row().name())));
      case HOST -> {
        Endpoint endpoint = inquiry.endpoint();
        String host = endpoint == null ? "" : endpoint.ipText();
        yield List.of(new RuleText(List.of("%network")).address(Map.of("cidr", host)));
      }
      case EXACT, DIRECTORY ->
          inquiry.wishes().isEmpty()
              ? List.of(aboutNoFile(inquiry, scope))
              : inquiry.wishes().stream().map(wish -> aboutFile(inquiry, wish, scope)).toList();
    };
  }

  private static RuleText aboutFile(Inquiry inquiry, Inquiry.Wish wish, Inquiry.Scope scope) {
    List<String> names = wish.accesses().isEmpty() ? List.of(inquiry.row().name()) : FILES;
    boolean exact = scope == Inquiry.Scope.EXACT;
    List<String> patterns = exact ? List.of(RuleText.pattern(wish.path())) : List.of(inside(wish));
    return new RuleText(names).files(patterns, wish.accesses());
  }

  /** All that is in the directory of a wish and below, and itself if it is the wish. */
  private static String inside(Inquiry.Wish wish) {
    boolean isItself = wish.directory().equals(wish.path()) && wish.path().length() > 1;
    String directory = wish.path().length() == 1 ? "" : RuleText.pattern(wish.directory());
    return directory + (isItself ? "{," + INSIDE + "}" : INSIDE);
  }

  private static RuleText aboutNoFile(Inquiry inquiry, Inquiry.Scope scope) {
    RuleText rule = new RuleText(List.of(inquiry.row().name()));
    Endpoint endpoint = inquiry.endpoint();
    if (endpoint == null) {
      inquiry.values().forEach(rule::argument);
      return rule;
    }
    Map<String, String> address = new LinkedHashMap<>();
    ByteString unix = endpoint.unix();
    if (unix != null) {
      boolean exact = scope == Inquiry.Scope.EXACT;
      address.put(
          "unix", exact ? RuleText.pattern(unix) : RuleText.pattern(Inquiry.parent(unix)) + INSIDE);
    } else {
      address.put("cidr", endpoint.ipText());
      address.put("port", Integer.toString(endpoint.port()));
    }
    return rule.address(address);
  }
}
