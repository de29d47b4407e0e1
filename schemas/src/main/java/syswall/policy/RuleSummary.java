package syswall.policy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import syswall.syscall.FileAccess;
import syswall.syscall.FlagSet;

/**
 * What a rule says, in one short line for people: {@code deny(ENOENT) %file read ${HOME}/.ssh/**}.
 * What it leaves out it says with dots, and with a checksum at its end of all that the rule says:
 * {@code deny(EPERM) open ... #da887606}, so that rules that say different things look different.
 */
public final class RuleSummary {
  private static final String DOTS = "...";

  private static final java.util.regex.Pattern CHECKSUM =
      java.util.regex.Pattern.compile(" #[0-9a-f]{8}(?=, |$)");

  private static final FlagSet FAMILIES = FlagSet.of("socket_family");

  /** How many of several names or patterns are told. */
  private static final int SOME = 3;

  /** The longest summary without its checksum, in characters. */
  private static final int LONGEST = 120;

  private RuleSummary() {}

  /** The summary of a rule, with all that its policy spells: hostile. */
  public static String of(Rule rule) {
    String untold = untold(rule);
    String all = words(rule, Integer.MAX_VALUE) + untold;
    String some = words(rule, SOME) + (untold.isEmpty() ? "" : " " + DOTS);
    String summary =
        some.length() <= LONGEST ? some : some.substring(0, LONGEST - DOTS.length()) + DOTS;
    return summary.equals(all) ? summary : summary + " #" + checksum(all);
  }

  /** Summaries without their checksums, as sessions have them that know of none. */
  public static String withoutChecksum(String summaries) {
    return CHECKSUM.matcher(summaries).replaceAll("");
  }

  private static String words(Rule rule, int most) {
    Match match = rule.match();
    List<String> words = new ArrayList<>();
    words.add(rule.action().text());
    words.add(some(rule.names().stream(), most));
    words.add(
        Stream.of(FileAccess.values())
            .filter(access -> access.isIn(match.accesses()))
            .map(FileAccess::label)
            .collect(Collectors.joining(",")));
    words.add(some(match.path().stream().map(Pattern::text), most));
    words.add(some(match.path2().stream().map(Pattern::text), most));
    AddressMatch address = match.address();
    if (address != null) {
      words.add(some(address.families().stream().map(RuleSummary::family), most));
      words.add(some(address.blocks().stream().map(Cidr::text), most));
      words.add(address.ports().isEmpty() ? "" : "port");
      words.add(some(address.ports().stream().map(AddressMatch.Ports::text), most));
      words.add(some(address.unix().stream().map(Pattern::text), most));
    }
    words.removeIf(String::isEmpty);
    return String.join(" ", words);
  }

  private static String some(Stream<String> all, int most) {
    List<String> texts = all.toList();
    return texts.size() <= most
        ? String.join(",", texts)
        : String.join(",", texts.subList(0, most)) + "," + DOTS;
  }

  /** What the words do not say; empty for most rules. */
  private static String untold(Rule rule) {
    Match match = rule.match();
    StringBuilder out = new StringBuilder();
    rule.arguments().forEach(out::append);
    out.append(match.path().isEmpty() && !match.path2().isEmpty() ? " second" : "");
    match.exe().forEach(pattern -> out.append(" exe ").append(pattern.text()));
    match.parent().forEach(pattern -> out.append(" parent ").append(pattern.text()));
    match.argv().forEach(pattern -> out.append(" argv ").append(pattern.text()));
    out.append(match.fromLoader() ? " loader" : "");
    out.append(rule.expires() == null ? "" : " expires " + rule.expires());
    out.append(rule.includes().equals(Requirement.NONE) ? "" : " includes " + rule.includes());
    out.append(rule.excludes().equals(Requirement.NONE) ? "" : " excludes " + rule.excludes());
    return out.toString();
  }

  private static String checksum(String text) {
    CRC32C checksum = new CRC32C();
    checksum.update(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) checksum.getValue());
  }

  private static String family(int number) {
    StringBuilder out = new StringBuilder();
    FAMILIES.append(number, out);
    return out.toString();
  }
}
