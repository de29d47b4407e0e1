package syswall.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import syswall.report.IndentedJson;
import syswall.syscall.FileAccess;
import syswall.syscall.FlagSet;

/** Writes the policy that allows what was learned, and asks about everything else. */
public final class LearnedPolicy {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final FlagSet FAMILIES = FlagSet.of("socket_family");

  private final PolicyLearner learned;
  private final ArrayNode rules = NODES.arrayNode();
  private final List<String> wider = new ArrayList<>();

  private LearnedPolicy(PolicyLearner learned) {
    this.learned = learned;
  }

  /**
   * What was learned.
   *
   * @param json a policy of version 1
   * @param wider the patterns that allow more than what was seen, a line each
   */
  public record Written(String json, List<String> wider) {}

  /** The policy for what was learned. */
  public static Written write(PolicyLearner learned) {
    return new LearnedPolicy(learned).write();
  }

  private Written write() {
    files();
    network();
    if (!learned.calls.isEmpty()) {
      rule("calls", learned.calls);
    }
    ObjectNode top = NODES.objectNode();
    top.put("version", 1);
    top.put("defaultAction", "ask");
    top.set("rules", rules);
    return new Written(IndentedJson.of(top), wider);
  }

  private ObjectNode rule(String id, Collection<String> names) {
    ObjectNode rule = rules.addObject();
    rule.put("id", id);
    rule.put("source", "learned");
    texts(rule.putArray("names"), names);
    rule.put("action", "allow");
    return rule;
  }

  private static void texts(ArrayNode array, Collection<String> texts) {
    texts.forEach(array::add);
  }

  /** Looking at files is allowed everywhere: its paths would be most of the policy. */
  private void files() {
    Map<Set<FileAccess>, Set<String>> byAccesses = new LinkedHashMap<>();
    boolean looks = false;
    for (Map.Entry<String, Set<FileAccess>> entry : learned.accessesByPattern.entrySet()) {
      Set<FileAccess> accesses = EnumSet.copyOf(entry.getValue());
      looks |= accesses.remove(FileAccess.METADATA);
      if (!accesses.isEmpty()) {
        byAccesses.computeIfAbsent(accesses, a -> new TreeSet<>()).add(entry.getKey());
      }
    }
    byAccesses.forEach(
        (accesses, patterns) -> {
          // a directory of programs has all of them
          boolean runs = accesses.contains(FileAccess.EXEC);
          List<String> folded = runs ? List.copyOf(patterns) : PathPatterns.of(patterns);
          ObjectNode match = match(id(accesses), List.of("%file", "%desc"), accesses);
          texts(match.putArray("path"), folded);
          for (String pattern : folded) {
            if (!patterns.contains(pattern)) {
              wider.add(id(accesses) + " " + pattern);
            }
          }
        });
    if (looks) {
      match("look", List.of("%file", "%desc"), EnumSet.of(FileAccess.METADATA));
    }
    learned.accessesByCall.forEach(
        (call, accesses) -> match("unknown-path-" + call, List.of(call), accesses));
  }

  private static String id(Set<FileAccess> accesses) {
    return accesses.stream().map(FileAccess::label).collect(Collectors.joining("-"));
  }

  private ObjectNode match(String id, List<String> names, Set<FileAccess> accesses) {
    ObjectNode match = rule(id, names).putObject("match");
    texts(match.putArray("access"), accesses.stream().map(FileAccess::label).toList());
    return match;
  }

  private void network() {
    for (int family : learned.families) {
      String name = family(family);
      ObjectNode argument = rule("socket-" + name, List.of("socket")).putArray("args").addObject();
      argument.put("index", 0);
      argument.put("value", family);
      argument.put("op", "SCMP_CMP_EQ");
    }
    Map<Set<String>, Set<String>> portsByBlocks = new LinkedHashMap<>();
    learned.blocksByPort.forEach(
        (port, blocks) ->
            portsByBlocks
                .computeIfAbsent(blocks, b -> new TreeSet<>())
                .add(Integer.toString(port)));
    portsByBlocks.forEach(
        (blocks, ports) -> {
          ObjectNode address = address("address-" + String.join("-", ports));
          texts(address.putArray("cidr"), blocks);
          address.put("port", String.join(",", ports));
        });
    if (!learned.unix.isEmpty()) {
      texts(address("unix").putArray("unix"), learned.unix);
    }
    for (int family : learned.otherFamilies) {
      address("family-" + family(family)).put("family", family(family));
    }
  }

  private ObjectNode address(String id) {
    return rule(id, learned.addressCalls).putObject("match").putObject("address");
  }

  private static String family(int number) {
    StringBuilder name = new StringBuilder();
    FAMILIES.append(number, name);
    return name.toString();
  }
}
