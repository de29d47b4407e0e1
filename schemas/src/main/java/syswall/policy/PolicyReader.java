package syswall.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/** Reads a policy in one of its three forms: version 1, OCI, or the map of polaris64/syswall. */
final class PolicyReader {
  private static final Set<String> OCI_FIELDS =
      Set.of(
          "defaultAction",
          "defaultErrnoRet",
          "defaultErrno",
          "architectures",
          "archMap",
          "flags",
          "listenerPath",
          "listenerMetadata",
          "syscalls");
  private static final Set<String> FIELDS =
      Set.of(
          "$schema",
          "version",
          "comment",
          "defaultAction",
          "defaultErrnoRet",
          "architectures",
          "extends",
          "unattended",
          "askTimeout",
          "rules",
          "syscalls");

  private static final Map<String, Action> SEED_WORDS =
      Map.of(
          "Allowed", new Action.Allow(),
          "HardBlocked", new Action.Deny(),
          "SoftBlocked", new Action.Fake(new FakeResult.Usual()));

  private final String file;
  private final List<String> ignored = new ArrayList<>();

  private PolicyReader(String file) {
    this.file = file;
  }

  static Policy read(String file, String text) throws PolicyException {
    return new PolicyReader(file).read(text);
  }

  private Policy read(String text) throws PolicyException {
    Node.Mistakes mistakes = new Node.Mistakes(file);
    Node top = new Node(JsonReader.read(file, text), "", mistakes);
    Policy policy = read(top);
    if (!mistakes.lines().isEmpty()) {
      throw new PolicyException(mistakes.lines());
    }
    return policy;
  }

  private Policy read(Node top) {
    Node syscalls = top.get("syscalls");
    if (top.get("version") != null) {
      return version1(top);
    }
    if (syscalls != null && syscalls.isTable()) {
      return seed(top, syscalls);
    }
    return oci(top);
  }

  private Policy version1(Node top) {
    top.requireKnown(FIELDS);
    Node version = top.get("version");
    if (version != null && !(version.isNumeral() && "1".equals(version.textOrNumber()))) {
      version.mistake("this syswall reads version 1");
    }
    for (String name : List.of("$schema", "comment")) {
      Node node = top.get(name);
      if (node != null) {
        node.text();
      }
    }
    Node rules = top.get("rules");
    Node syscalls = top.get("syscalls");
    if (rules != null && syscalls != null) {
      rules.mistake("rules and syscalls are two names of one list");
    }
    requireTexts(top.get("architectures"));
    Node parents = top.get("extends");
    return new Policy(
        file,
        defaultAction(top, true),
        parents == null ? List.of() : parents.parseAll(name -> name),
        unattended(top.get("unattended")),
        askTimeout(top.get("askTimeout")),
        rules(rules == null ? syscalls : rules, false),
        ignored);
  }

  /** OCI has no order of rules: where several speak of a call, the strictest comes first. */
  private Policy oci(Node top) {
    if (!top.requireTable()) {
      return new Policy(file, null, List.of(), null, null, List.of(), ignored);
    }
    top.unknown(OCI_FIELDS).forEach(field -> ignored.add(RuleReader.notice(field)));
    requireTexts(top.get("architectures"));
    List<Rule> rules = new ArrayList<>(rules(top.get("syscalls"), true));
    rules.sort(Comparator.comparingInt(rule -> -rule.action().strictness()));
    return new Policy(file, defaultAction(top, false), List.of(), null, null, rules, ignored);
  }

  private Policy seed(Node top, Node syscalls) {
    top.requireKnown(Set.of("syscalls"));
    List<Rule> rules = new ArrayList<>();
    for (Node entry : syscalls.fields()) {
      Action action = entry.parse(PolicyReader::seedWord);
      String number = entry.name();
      Syscall call =
          number.matches("[0-9]{1,4}")
              ? SyscallTable.of(Abi.X86_64).find(Integer.parseInt(number))
              : null;
      if (call == null) {
        entry.mistake("no syscall has this number");
      } else if (action != null) {
        rules.add(
            new Rule(
                number,
                file + ":" + entry.json().place().line(),
                "",
                "",
                null,
                List.of(call.name()),
                Match.ANY,
                List.of(),
                Requirement.NONE,
                Requirement.NONE,
                action));
      }
    }
    return new Policy(file, new Action.Ask(), List.of(), null, null, rules, ignored);
  }

  private static Action seedWord(String word) {
    Action action = SEED_WORDS.get(word);
    if (action == null) {
      throw new IllegalArgumentException(
          "'" + word + "' is none of Allowed, HardBlocked, SoftBlocked");
    }
    return action;
  }

  private static void requireTexts(@Nullable Node list) {
    if (list != null) {
      list.items().forEach(Node::text);
    }
  }

  private static @Nullable Action defaultAction(Node top, boolean optional) {
    return top.get("defaultAction") == null && optional
        ? null
        : ActionReader.read(top, "defaultAction", "defaultErrnoRet", "defaultErrno");
  }

  private static @Nullable Action unattended(@Nullable Node node) {
    Action action = node == null ? null : node.parse(ActionReader::word);
    if (node != null && action instanceof Action.Ask) {
      node.mistake("no one is there to ask");
    }
    return action;
  }

  private static @Nullable Duration askTimeout(@Nullable Node node) {
    return node == null ? null : node.parse(PolicyReader::duration);
  }

  private static Duration duration(String text) {
    if (!text.matches("[1-9][0-9]{0,5}(s|m|h)")) {
      throw new IllegalArgumentException("'" + text + "' is no duration: 30s, 15m or 1h");
    }
    return Duration.parse("PT" + text);
  }

  private List<Rule> rules(@Nullable Node list, boolean lenient) {
    RuleReader reader = new RuleReader(lenient, ignored);
    List<Rule> rules = new ArrayList<>();
    boolean none = list == null || (lenient && list.isNull());
    for (Node node : none || list == null ? List.<Node>of() : list.items()) {
      Rule rule = reader.read(node);
      if (rule != null) {
        rules.add(rule);
      }
    }
    return rules;
  }
}
