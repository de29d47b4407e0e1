package syswall.policy;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.syscall.Syscall;

/** Reads one rule. */
final class RuleReader {
  private static final List<String> FIELDS =
      List.of(
          "id",
          "comment",
          "source",
          "created",
          "expires",
          "names",
          "match",
          "args",
          "includes",
          "excludes",
          "action",
          "errnoRet",
          "fake");
  private static final List<String> OCI_FIELDS =
      Stream.concat(FIELDS.stream(), Stream.of("name", "errno")).toList();
  private static final List<String> ARGUMENT_FIELDS = List.of("index", "value", "valueTwo", "op");
  private static final int LONGEST_ID = 256;
  private static final Set<String> REQUIREMENT_FIELDS = Set.of("arches", "caps", "minKernel");

  /**
   * Whether the policy is of OCI: names of calls and fields that are not known count for nothing.
   */
  private final boolean lenient;

  private final List<String> ignored;

  RuleReader(boolean lenient, List<String> ignored) {
    this.lenient = lenient;
    this.ignored = ignored;
  }

  /** The rule of an object; null if it has a mistake, which is said. */
  @Nullable Rule read(Node rule) {
    int before = rule.mistakes().lines().size();
    if (!rule.requireTable()) {
      return null;
    }
    if (lenient) {
      rule.unknown(OCI_FIELDS).forEach(field -> ignored.add(notice(field)));
    } else {
      rule.requireKnown(FIELDS);
    }
    List<String> names = names(rule);
    Match match = MatchReader.read(rule.get("match"));
    List<ArgumentCondition> arguments = arguments(rule.get("args"));
    Action action = ActionReader.read(rule, "action", "errnoRet", "errno");
    Node named = rule.get("id");
    String id = named == null ? null : named.parse(RuleReader::id);
    text(rule, "created");
    Rule read =
        new Rule(
            id == null || id.isEmpty() ? rule.field() : id,
            rule.mistakes().file() + ":" + rule.json().place().line(),
            text(rule, "comment"),
            text(rule, "source"),
            expires(rule.get("expires")),
            names,
            match,
            arguments,
            requirement(rule.get("includes")),
            requirement(rule.get("excludes")),
            action == null ? new Action.Deny() : action);
    requireSymbols(rule, read);
    return rule.mistakes().lines().size() == before ? read : null;
  }

  static String notice(Node field) {
    return field.mistakes().at(field.json().place(), field.field(), "not known, ignored");
  }

  /** Each decision has it, and its journal has to have room. */
  private static String id(String text) {
    if (text.length() > LONGEST_ID) {
      throw new IllegalArgumentException("longer than " + LONGEST_ID + " characters");
    }
    return text;
  }

  private static String text(Node owner, String name) {
    Node node = owner.get(name);
    String text = node == null ? "" : node.text();
    return text == null ? "" : text;
  }

  private List<String> names(Node rule) {
    Node one = rule.get("name");
    Node several = rule.get("names");
    if ((one == null) == (several == null)) {
      rule.mistake(one == null ? "lacks names" : "has name and names");
      return List.of();
    }
    List<String> names = new ArrayList<>();
    for (Node node :
        one != null ? List.of(one) : several == null ? List.<Node>of() : list(several)) {
      String name = node.parse(lenient ? word -> word : RuleReader::known);
      if (name != null && CallNames.isKnown(name)) {
        names.add(name);
      }
    }
    return names;
  }

  private static List<Node> list(Node names) {
    List<Node> items = names.items();
    if (items.isEmpty() && names.isSequence()) {
      names.mistake("an empty list");
    }
    return items;
  }

  private static String known(String word) {
    if (!CallNames.isKnown(word)) {
      String like = CallNames.like(word);
      throw new IllegalArgumentException(
          (word.startsWith("%") ? "no class of syscalls" : "no syscall")
              + " is named '"
              + word
              + "'"
              + (like.isEmpty() ? "" : ", did you mean '" + like + "'?"));
    }
    return word;
  }

  private List<ArgumentCondition> arguments(@Nullable Node args) {
    List<ArgumentCondition> all = new ArrayList<>();
    if (args == null || (lenient && args.isNull())) {
      return all; // Docker's older profiles write null
    }
    for (Node item : args.items()) {
      if (item.requireTable()) {
        item.requireKnown(ARGUMENT_FIELDS);
        Integer index = required(item, "index", RuleReader::index);
        Operator operator = required(item, "op", RuleReader::operator);
        String value = required(item, "value", RuleReader::operand);
        Node two = item.get("valueTwo");
        String valueTwo = two == null ? "0" : two.parseNumber(RuleReader::operand);
        if (index != null && operator != null && value != null && valueTwo != null) {
          all.add(new ArgumentCondition(index, operator, value, valueTwo));
        }
      }
    }
    return all;
  }

  private static <T> @Nullable T required(Node owner, String name, Function<String, T> parser) {
    Node node = owner.get(name);
    if (node == null) {
      owner.mistake("lacks " + name);
    }
    return node == null ? null : node.parseNumber(parser);
  }

  private static int index(String text) {
    if (!text.matches("[0-5]")) {
      throw new IllegalArgumentException("'" + text + "' is no argument: 0 to 5");
    }
    return Integer.parseInt(text);
  }

  private static Operator operator(String text) {
    Operator operator = Operator.ofLabel(text);
    if (operator == null) {
      throw new IllegalArgumentException(
          "'" + text + "' is no operator: SCMP_CMP_ and NE, LT, LE, EQ, GE, GT or MASKED_EQ");
    }
    return operator;
  }

  /** Numbers and symbols with bars between them; whether a call has a symbol is seen later. */
  private static String operand(String text) {
    for (String word : text.split("\\|", -1)) {
      String part = word.strip();
      if (part.matches("-?[0-9].*")) {
        ArgumentCondition.literal(part, text);
      } else if (!part.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        throw new IllegalArgumentException("'" + text + "' is no number and no symbol");
      }
    }
    return text;
  }

  private static @Nullable Instant expires(@Nullable Node node) {
    return node == null ? null : node.parse(RuleReader::instant);
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("'" + text + "' is no time: 2030-12-31T23:59:59Z", e);
    }
  }

  private Requirement requirement(@Nullable Node node) {
    if (node == null || !node.requireTable()) {
      return Requirement.NONE;
    }
    if (lenient) {
      node.unknown(REQUIREMENT_FIELDS).forEach(field -> ignored.add(notice(field)));
    } else {
      node.requireKnown(REQUIREMENT_FIELDS);
    }
    Node kernel = node.get("minKernel");
    return new Requirement(
        texts(node.get("arches")),
        texts(node.get("caps")),
        kernel == null ? null : kernel.parse(Requirement.Version::parse));
  }

  private static List<String> texts(@Nullable Node node) {
    List<String> texts = new ArrayList<>();
    for (Node item : node == null ? List.<Node>of() : node.items()) {
      String text = item.text();
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** A symbol that one of the calls does not have would be a condition that never holds. */
  private static void requireSymbols(Node rule, Rule read) {
    Node args = rule.get("args");
    if (args == null || read.arguments().isEmpty()) {
      return;
    }
    try {
      for (Syscall call : CallNames.calls(Abi.X86_64)) {
        if (read.names().stream().anyMatch(name -> CallNames.means(name, call))) {
          read.arguments().forEach(condition -> condition.compile(Abi.X86_64, call));
        }
      }
    } catch (IllegalArgumentException e) {
      args.mistake(String.valueOf(e.getMessage()));
    }
  }
}
