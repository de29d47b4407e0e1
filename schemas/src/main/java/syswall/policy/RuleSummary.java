package syswall.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import syswall.syscall.FileAccess;
import syswall.syscall.FlagSet;

/**
 * What a rule says, in one short line for people: {@code deny(ENOENT) %file read ${HOME}/.ssh/**}.
 * What it leaves out it says with dots.
 */
public final class RuleSummary {
  private static final String DOTS = "...";

  private static final FlagSet FAMILIES = FlagSet.of("socket_family");

  /** How many of several names or patterns are told. */
  private static final int SOME = 3;

  /** The longest summary, in characters. */
  private static final int LONGEST = 120;

  private RuleSummary() {}

  /** The summary of a rule, with all that its policy spells: hostile. */
  public static String of(Rule rule) {
    Match match = rule.match();
    List<String> words = new ArrayList<>();
    words.add(rule.action().text());
    words.add(some(rule.names().stream()));
    words.add(
        Stream.of(FileAccess.values())
            .filter(access -> access.isIn(match.accesses()))
            .map(FileAccess::label)
            .collect(Collectors.joining(",")));
    words.add(some(match.path().stream().map(Pattern::text)));
    words.add(some(match.path2().stream().map(Pattern::text)));
    AddressMatch address = match.address();
    if (address != null) {
      words.add(some(address.families().stream().map(RuleSummary::family)));
      words.add(some(address.blocks().stream().map(Cidr::text)));
      words.add(address.ports().isEmpty() ? "" : "port");
      words.add(some(address.ports().stream().map(AddressMatch.Ports::text)));
      words.add(some(address.unix().stream().map(Pattern::text)));
    }
    words.add(asksMore(rule) ? DOTS : "");
    words.removeIf(String::isEmpty);
    String summary = String.join(" ", words);
    return summary.length() <= LONGEST
        ? summary
        : summary.substring(0, LONGEST - DOTS.length()) + DOTS;
  }

  private static String some(Stream<String> all) {
    List<String> first = all.limit(SOME + 1L).toList();
    return first.size() <= SOME
        ? String.join(",", first)
        : String.join(",", first.subList(0, SOME)) + "," + DOTS;
  }

  private static boolean asksMore(Rule rule) {
    Match match = rule.match();
    return !rule.arguments().isEmpty()
        || !match.exe().isEmpty()
        || !match.parent().isEmpty()
        || !match.argv().isEmpty()
        || match.fromLoader();
  }

  private static String family(int number) {
    StringBuilder out = new StringBuilder();
    FAMILIES.append(number, out);
    return out.toString();
  }
}
