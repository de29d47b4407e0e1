package syswall.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import syswall.firewall.Inquiry.Scope;
import syswall.firewall.Reply;
import syswall.firewall.Reply.Lifespan;
import syswall.policy.Action;
import syswall.policy.FakeResult;

/**
 * The keys that answer a question: one says what is done, one for what and how long. The words of
 * the first syswall (a, aa, bh, bs, bah, bas) are answers, too.
 */
final class AnswerKeys {
  private static final Action DENY = new Action.Deny();
  private static final Action FAKE = new Action.Fake(new FakeResult.Usual());

  private enum Stage {
    VERDICT,
    BLOCK,
    BLOCK_ALWAYS,
    SCOPE,
    WIDTH
  }

  private final Set<Scope> scopes;
  private final boolean saves;
  private Stage stage = Stage.VERDICT;
  private Action action = DENY;
  private Lifespan lifespan = Lifespan.RUN;

  /**
   * Keys for one question.
   *
   * @param scopes what an answer may be about
   * @param saves whether there is a file for answers that count for ever
   */
  AnswerKeys(Set<Scope> scopes, boolean saves) {
    this.scopes = scopes;
    this.saves = saves;
  }

  /** The keys that mean something now, with what they mean; at most 77 columns. */
  String legend() {
    return switch (stage) {
      case VERDICT -> "a allow  d deny  f fake  k kill  ? why  (Enter denies)";
      case BLOCK -> "block: h hard  s soft  a always";
      case BLOCK_ALWAYS -> "block always: h hard  s soft";
      case SCOPE -> action.label() + ": " + spell(scopeKeys());
      case WIDTH -> action.label() + " " + duration() + ": " + spell(widthKeys());
    };
  }

  private static String spell(Map<Character, String> keys) {
    StringBuilder out = new StringBuilder();
    keys.forEach((key, meaning) -> out.append(out.length() == 0 ? "" : "  ").append(meaning));
    return out.toString();
  }

  private Map<Character, String> scopeKeys() {
    Map<Character, String> keys = new LinkedHashMap<>();
    keys.put('o', "o once");
    keys.putAll(widthKeys());
    keys.put('p', "p process");
    keys.put('t', "t 15min");
    if (saves) {
      keys.put('s', "s save");
    }
    return keys;
  }

  private Map<Character, String> widthKeys() {
    Map<Character, String> keys = new LinkedHashMap<>();
    if (scopes.contains(Scope.EXACT)) {
      keys.put('e', "e exactly");
    }
    if (scopes.contains(Scope.DIRECTORY)) {
      keys.put('d', "d directory");
    }
    if (scopes.contains(Scope.HOST)) {
      keys.put('h', "h host");
    }
    keys.put('c', "c call");
    return keys;
  }

  private String duration() {
    return switch (lifespan) {
      case PROCESS -> "this process";
      case QUARTER_HOUR -> "for 15 minutes";
      case RUN -> "for this run";
      case EVER -> "for ever";
    };
  }

  /** Takes a key; answers the reply if that was the last that it needs. */
  @Nullable Reply press(char key) {
    if (key == 0x1b || key == 0x7f || key == '\b') {
      stage = Stage.VERDICT;
      lifespan = Lifespan.RUN;
      return null;
    }
    return switch (stage) {
      case VERDICT -> verdict(key);
      case BLOCK -> block(key);
      case BLOCK_ALWAYS -> blockAlways(key);
      case SCOPE -> scope(key);
      case WIDTH -> width(key);
    };
  }

  private @Nullable Reply verdict(char key) {
    switch (key) {
      case '\r', '\n' -> {
        return Reply.once(DENY);
      }
      case 'k' -> {
        return Reply.once(new Action.Kill());
      }
      case 'a' -> choose(new Action.Allow());
      case 'd' -> choose(DENY);
      case 'f' -> choose(FAKE);
      case 'b' -> stage = Stage.BLOCK;
      default -> {}
    }
    return null;
  }

  private void choose(Action chosen) {
    action = chosen;
    stage = Stage.SCOPE;
  }

  private @Nullable Reply block(char key) {
    if (key == 'a') {
      stage = Stage.BLOCK_ALWAYS;
    }
    return key == 'h' ? Reply.once(DENY) : key == 's' ? Reply.once(FAKE) : null;
  }

  private static @Nullable Reply blockAlways(char key) {
    return key == 'h' ? always(DENY) : key == 's' ? always(FAKE) : null;
  }

  /** The first syswall's always: about every call of the name. */
  private static Reply always(Action action) {
    return new Reply(action, Scope.CALL, Lifespan.EVER);
  }

  private @Nullable Reply scope(char key) {
    switch (key) {
      case '\r', '\n', 'o' -> {
        return Reply.once(action);
      }
      case 'a' -> {
        return always(action);
      }
      case 'p' -> last(Lifespan.PROCESS);
      case 't' -> last(Lifespan.QUARTER_HOUR);
      case 's' -> {
        if (saves) {
          last(Lifespan.EVER);
        }
      }
      default -> {
        return widthKeys().containsKey(key) ? width(key) : null;
      }
    }
    return null;
  }

  private void last(Lifespan chosen) {
    lifespan = chosen;
    stage = Stage.WIDTH;
  }

  private @Nullable Reply width(char key) {
    Scope narrow = scopes.contains(Scope.EXACT) ? Scope.EXACT : Scope.CALL;
    Scope scope =
        switch (key) {
          case '\r', '\n' -> narrow;
          case 'e' -> Scope.EXACT;
          case 'd' -> Scope.DIRECTORY;
          case 'h' -> Scope.HOST;
          case 'c' -> Scope.CALL;
          default -> Scope.ONCE;
        };
    return scope == Scope.ONCE || !scopes.contains(scope)
        ? null
        : new Reply(action, scope, lifespan);
  }
}
