package syswall.policy;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.syscall.Errno;

/** Reads what is done with a call: an action, and beside it the error number or the fake. */
final class ActionReader {
  private static final int LAST_ERRNO = 4095;

  /** Short names, OCI's, and ours in OCI's style. What we cannot do becomes what is stricter. */
  private static final Map<String, Action> WORDS =
      Map.ofEntries(
          Map.entry("allow", new Action.Allow()),
          Map.entry("SCMP_ACT_ALLOW", new Action.Allow()),
          Map.entry("log", new Action.Log()),
          Map.entry("SCMP_ACT_LOG", new Action.Log()),
          Map.entry("ask", new Action.Ask()),
          Map.entry("SYSWALL_ASK", new Action.Ask()),
          Map.entry("SCMP_ACT_NOTIFY", new Action.Ask()),
          Map.entry("SCMP_ACT_TRACE", new Action.Ask()),
          Map.entry("deny", new Action.Deny()),
          Map.entry("SCMP_ACT_ERRNO", new Action.Deny()),
          Map.entry("fake", new Action.Fake(new FakeResult.Usual())),
          Map.entry("SYSWALL_FAKE", new Action.Fake(new FakeResult.Usual())),
          Map.entry("kill", new Action.Kill()),
          Map.entry("SCMP_ACT_KILL", new Action.Kill()),
          Map.entry("SCMP_ACT_KILL_PROCESS", new Action.Kill()),
          Map.entry("SCMP_ACT_KILL_THREAD", new Action.Kill()),
          Map.entry("SCMP_ACT_TRAP", new Action.Kill()));

  private ActionReader() {}

  /**
   * The action that an object names; null, which is a mistake, if it names none.
   *
   * @param action the field that names it
   * @param errnos the fields that may have the error number, the first that is there
   */
  static @Nullable Action read(Node owner, String action, String... errnos) {
    Node node = owner.get(action);
    if (node == null) {
      owner.mistake("lacks " + action);
      return null;
    }
    Action read = node.parse(ActionReader::word);
    Integer number = null;
    for (String errno : errnos) {
      Node field = owner.get(errno);
      number = field == null || number != null ? number : field.parseNumber(ActionReader::errno);
    }
    if (number != null && read instanceof Action.Deny) {
      read = new Action.Deny(number);
    }
    Node fake = owner.get("fake");
    if (fake != null && read != null) {
      if (read instanceof Action.Fake) {
        read = new Action.Fake(fake(fake));
      } else {
        fake.mistake("only of the action fake");
      }
    }
    return read;
  }

  static Action word(String word) {
    Action action = WORDS.get(word);
    if (action == null) {
      throw new IllegalArgumentException(
          "'" + word + "' is no action: allow, log, ask, deny, fake or kill, or one of OCI");
    }
    return action;
  }

  private static int errno(String text) {
    int number = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : Errno.number(text);
    if (number < 1 || number > LAST_ERRNO) {
      throw new IllegalArgumentException("'" + text + "' is no error: EACCES, or 1 to 4095");
    }
    return number;
  }

  private static FakeResult fake(Node fake) {
    FakeResult result = new FakeResult.Usual();
    Node returned = fake.get("return");
    Node opened = fake.get("fd");
    if (returned != null) {
      Long number = returned.parseNumber(ActionReader::result);
      result = number == null ? result : new FakeResult.Returned(number);
    } else if (opened != null) {
      FakeResult.Stand stand = opened.parse(ActionReader::stand);
      result = stand == null ? result : new FakeResult.Opened(stand);
    }
    if (!fake.isTable() || fake.fields().size() != 1 || (returned == null && opened == null)) {
      fake.mistake("expected {\"return\": NUMBER} or {\"fd\": TEXT}");
    }
    return result;
  }

  private static long result(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException("'" + text + "' is no result of success: 0 or more");
    }
    return Long.parseLong(text);
  }

  private static FakeResult.Stand stand(String text) {
    for (FakeResult.Stand stand : FakeResult.Stand.values()) {
      if (stand.label().equals(text)) {
        return stand;
      }
    }
    throw new IllegalArgumentException("'" + text + "' is none of /dev/null, empty, socketpair");
  }
}
