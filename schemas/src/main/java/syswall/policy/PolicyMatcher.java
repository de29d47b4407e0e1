package syswall.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.syscall.ArgKind;
import syswall.syscall.FileAccess;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/**
 * Rules compiled into what is looked up by a call's number. Most calls are settled by their number
 * alone, without an allocation; the others are described by a {@link PolicyCall}, of which the
 * first rule that matches decides. What concerns a number is worked out when it is first asked for,
 * since a run uses few; threads may race to do so.
 */
public final class PolicyMatcher {
  private static final int NUMBERS = 1024;
  private static final FileAccess[] ACCESSES = FileAccess.values();

  private final List<Rule> rules;
  private final Decision otherwise;
  private final Surroundings surroundings;
  private final List<Conditions> conditions = new ArrayList<>();
  private final @Nullable CallRules[] calls64 = new CallRules[NUMBERS];
  private final @Nullable CallRules[] calls32 = new CallRules[NUMBERS];

  private record CallRule(Conditions conditions, List<ArgumentCondition.Compiled> arguments) {
    boolean matches(PolicyCall call, int file, @Nullable FileAccess access) {
      for (ArgumentCondition.Compiled argument : arguments) {
        if (!argument.holds(call)) {
          return false;
        }
      }
      return conditions.hold(call, file, access);
    }

    boolean isAlways() {
      return arguments.isEmpty() && conditions.isAlways();
    }
  }

  /** The rules that speak of one number, and their decision where that is always the same. */
  private record CallRules(List<CallRule> rules, @Nullable Decision settled) {}

  /**
   * Compiles rules.
   *
   * @param rules in the order in which they count
   * @param defaultAction what is done with calls that none matches
   * @throws IllegalArgumentException in one line, if a rule needs a variable that is not known
   */
  public PolicyMatcher(List<Rule> rules, Action defaultAction, Surroundings surroundings) {
    this.rules = rules.stream().filter(rule -> rule.isThere(surroundings)).toList();
    this.surroundings = surroundings;
    otherwise = new Decision(defaultAction, null);
    for (Rule rule : this.rules) {
      try {
        conditions.add(new Conditions(rule, surroundings));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(rule.where() + ": " + e.getMessage(), e);
      }
    }
    if (this.rules.stream().anyMatch(rule -> !rule.arguments().isEmpty())) {
      for (int number = 0; number < NUMBERS; number++) { // does each call know their symbols?
        rules(Abi.X86_64, number);
        rules(Abi.I386, number);
      }
    }
  }

  /**
   * These rules and further ones: answers that count from now on.
   *
   * @param before the rule that would decide without them; what stands before it stays stronger.
   *     Null, or one that is not there, to put them last
   */
  public PolicyMatcher with(List<Rule> answers, @Nullable Rule before) {
    int place = before == null ? -1 : rules.indexOf(before);
    List<Rule> all = new ArrayList<>(rules);
    all.addAll(place < 0 ? all.size() : place, answers);
    return new PolicyMatcher(all, otherwise.action(), surroundings);
  }

  private CallRules rules(Abi abi, int number) {
    @Nullable CallRules[] calls =
        switch (abi) {
          case X86_64 -> calls64;
          case I386 -> calls32;
        };
    CallRules known = calls[number];
    if (known == null) {
      Syscall call = SyscallTable.of(abi).find(number);
      List<CallRule> speaking = call == null ? List.of() : speaking(abi, call);
      known = new CallRules(speaking, settled(speaking));
      calls[number] = known;
    }
    return known;
  }

  private List<CallRule> speaking(Abi abi, Syscall call) {
    List<CallRule> speaking = new ArrayList<>();
    for (int i = 0; i < conditions.size(); i++) {
      Rule rule = rules.get(i);
      if (rule.names().stream().anyMatch(name -> CallNames.means(name, call))
          && canMatch(abi, call, conditions.get(i))) {
        speaking.add(
            new CallRule(
                conditions.get(i),
                rule.arguments().stream().map(argument -> argument.compile(abi, call)).toList()));
      }
    }
    return List.copyOf(speaking);
  }

  private static boolean canMatch(Abi abi, Syscall call, Conditions conditions) {
    return conditions.canMatch(call)
        || SyscallTable.of(abi).variants(call.number()).stream().anyMatch(conditions::canMatch);
  }

  /** Where all rules and the default allow, which of them does makes no difference. */
  private @Nullable Decision settled(List<CallRule> speaking) {
    boolean allowed = otherwise.action() instanceof Action.Allow;
    for (CallRule rule : speaking) {
      allowed &= rule.conditions.decision().action() instanceof Action.Allow;
    }
    if (speaking.isEmpty() || allowed) {
      return otherwise;
    }
    return speaking.get(0).isAlways() ? speaking.get(0).conditions.decision() : null;
  }

  /**
   * The decision about all calls of a number, whatever their arguments; null if these count, and
   * {@link #decide} has to be asked. A number that no table has gets the default.
   */
  public @Nullable Decision settled(Abi abi, int number) {
    return number < 0 || number >= NUMBERS ? otherwise : rules(abi, number).settled;
  }

  /** The decision about a call: of all that it wants, the strictest. */
  public Decision decide(PolicyCall call) {
    return decide(call, part -> {});
  }

  /**
   * The decision about a call.
   *
   * @param parts is told the decision about each thing that it wants, of which the strictest counts
   */
  public Decision decide(PolicyCall call, Consumer<Decision> parts) {
    List<CallRule> speaking = rules(call.abi(), call.row().number()).rules;
    Decision strictest = null;
    for (Parameter parameter : call.row().parameters()) {
      int wanted = accesses(parameter, call);
      for (int i = 0; wanted != 0 && i < ACCESSES.length; i++) {
        if (ACCESSES[i].isIn(wanted)) {
          Decision one = first(speaking, call, parameter.index(), ACCESSES[i]);
          parts.accept(one);
          strictest = strictest == null ? one : strictest.orStricter(one);
        }
      }
    }
    if (strictest == null) {
      strictest = first(speaking, call, descriptor(call.row()), null);
      parts.accept(strictest);
    }
    return strictest;
  }

  private Decision first(
      List<CallRule> speaking, PolicyCall call, int file, @Nullable FileAccess access) {
    for (CallRule rule : speaking) {
      if (rule.matches(call, file, access)) {
        return rule.conditions.decision();
      }
    }
    return otherwise;
  }

  /** All that a call wants, each with every rule that matches. */
  public List<Question> explain(PolicyCall call) {
    List<Question> questions = new ArrayList<>();
    for (Parameter parameter : call.row().parameters()) {
      int wanted = accesses(parameter, call);
      for (FileAccess access : ACCESSES) {
        if (access.isIn(wanted)) {
          questions.add(question(call, parameter.index(), access));
        }
      }
    }
    return questions.isEmpty()
        ? List.of(question(call, descriptor(call.row()), null))
        : List.copyOf(questions);
  }

  private Question question(PolicyCall call, int file, @Nullable FileAccess access) {
    List<Decision> decisions = new ArrayList<>();
    for (CallRule rule : rules(call.abi(), call.row().number()).rules) {
      if (rule.matches(call, file, access)) {
        decisions.add(rule.conditions.decision());
      }
    }
    decisions.add(otherwise);
    ByteString path = file == Conditions.NO_FILE ? null : call.path(file);
    return new Question(path, access, decisions);
  }

  private static int accesses(Parameter parameter, PolicyCall call) {
    return parameter.accesses(parameter.isOpened() ? call.openFlags() : 0);
  }

  /** Of a call that wants nothing with a file by itself, the one that it works on. */
  private static int descriptor(Syscall row) {
    for (Parameter parameter : row.parameters()) {
      if (parameter.kind() == ArgKind.FD) {
        return parameter.index();
      }
    }
    return Conditions.NO_FILE;
  }
}
