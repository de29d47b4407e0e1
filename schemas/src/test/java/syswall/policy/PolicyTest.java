package syswall.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import syswall.syscall.Errno;

/** What a policy may say, and how mistakes in it are told. */
class PolicyTest {
  static final List<String> BUILTINS = PolicyLoader.BUILTINS;

  @TempDir private Path directory;

  private static List<String> mistakes(String text) {
    return assertThrows(PolicyException.class, () -> Policy.parse("p.json", text)).mistakes();
  }

  @Test
  void seedsOwnPolicyLoads() throws Exception {
    Policy policy =
        Policy.parse(
            "seed.json",
            """
            {"syscalls":{"257":"HardBlocked","0":"Allowed","42":"SoftBlocked"}}""");
    assertEquals(
        List.of(List.of("openat"), List.of("read"), List.of("connect")),
        policy.rules().stream().map(Rule::names).toList());
    assertEquals(
        List.of("deny", "allow", "fake"),
        policy.rules().stream().map(rule -> rule.action().label()).toList());
    assertEquals(new Action.Ask(), policy.defaultAction());
  }

  @Test
  void allFieldsAreRead() throws Exception {
    Policy policy =
        Policy.parse(
            "p.json",
            """
            {"version": 1, "comment": "c", "defaultAction": "SYSWALL_ASK", "unattended": "deny",
             "askTimeout": "15m", "architectures": ["SCMP_ARCH_X86_64"],
             "extends": ["builtin:so-loads", "other.json"],
             "syscalls": [
               {"id": "one", "comment": "why", "source": "prompt", "created": "2026-01-01",
                "expires": "2030-12-31T23:59:59Z", "names": ["connect"], "action": "fake",
                "fake": {"fd": "socketpair"}},
               {"names": ["write"], "action": "SYSWALL_FAKE", "fake": {"return": 7}},
               {"names": ["open"], "action": "SCMP_ACT_ERRNO", "errnoRet": "ENOENT"},
               {"names": ["open"], "action": "deny", "errnoRet": 13}]}""");
    assertEquals(Duration.ofMinutes(15), policy.askTimeout());
    assertEquals(new Action.Deny(), policy.unattended());
    assertEquals(List.of("builtin:so-loads", "other.json"), policy.parents());
    Rule one = policy.rules().get(0);
    assertEquals("one why prompt", one.id() + " " + one.comment() + " " + one.source());
    assertNotNull(one.expires());
    assertEquals(
        List.of(
            new Action.Fake(new FakeResult.Opened(FakeResult.Stand.SOCKETPAIR)),
            new Action.Fake(new FakeResult.Returned(7)),
            new Action.Deny(Errno.number("ENOENT")),
            new Action.Deny(13)),
        policy.rules().stream().map(Rule::action).toList());
    assertEquals(
        "rules[1]",
        Policy.parse(
                "p",
                "{\"version\": 1, \"rules\": ["
                    + "{\"names\": [\"open\"], \"action\": \"ask\"},{\"names\": [\"open\"], \"action\": \"ask\"}]}")
            .rules()
            .get(1)
            .id());
  }

  @Test
  void allMistakesAreToldWithTheirPlaces() {
    assertEquals(
        List.of(
            "p.json:2:1: defualtAction: no such field; there are $schema, architectures,"
                + " askTimeout, comment, defaultAction, defaultErrnoRet, extends, rules, syscalls,"
                + " unattended, version",
            "p.json:4:40: rules[0].match.path: 'etc/*' matches no path: begin with / or **",
            "p.json:5:12: rules[1].names[0]: no syscall is named 'opnat', did you mean 'openat'?",
            "p.json:5:32: rules[1].action: 'block' is no action: allow, log, ask, deny, fake or"
                + " kill, or one of OCI",
            "p.json:6:1: rules[2]: lacks action"),
        mistakes(
            """
            {"version": 1,
            "defualtAction": "ask",
            "rules": [
            {"names": ["%file"], "match": {"path": "etc/*"}, "action": "deny"},
            {"names": ["opnat"], "action": "block"},
            {"names": ["open"]}]}
            """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                           | p.json:1:1: an empty file",
        "[]                           | p.json:1:1: expected an object",
        "{\"version\": 2}             | p.json:1:13: version: this syswall reads version 1",
        "{\"version\": 1} {}          | p.json:1:16: more than one JSON value",
        "{\"rules\": 1, \"rules\": 2} | p.json:1:21: Duplicate field 'rules'",
        "{                            | p.json:1:2: Unexpected end-of-input: expected close marker for Object",
        "{\"syscalls\":{\"x\":\"Allowed\"}} | p.json:1:18: syscalls.x: no syscall has this number",
        "{\"syscalls\":{\"1\":\"Denied\"}}  | p.json:1:18: syscalls.1: 'Denied' is none of Allowed, HardBlocked, SoftBlocked",
        "{\"version\": 1, \"unattended\": \"ask\"} | p.json:1:30: unattended: no one is there to ask",
      })
  void mistakesOfTheWholeAreOneLine(String text, String line) {
    assertEquals(List.of(line), mistakes(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"names\": [] | rules[0].names: an empty list",
        "\"names\": [\"open\"], \"match\": {\"paht\": \"/x\"} | rules[0].match.paht: no such field; there are access, address, argv, exe, origin, parent, path, path2",
        "\"names\": [\"open\"], \"match\": {\"origin\": \"any\"} | rules[0].match.origin: 'any' is no origin: ld.so",
        "\"names\": [\"open\"], \"match\": {\"access\": \"rw\"} | rules[0].match.access: 'rw' is no access: read, write, create, delete, exec or metadata",
        "\"names\": [\"connect\"], \"match\": {\"address\": {\"port\": 65536}} | rules[0].match.address.port: '65536' is no port: 443 or 8000-8999",
        "\"names\": [\"connect\"], \"match\": {\"address\": {\"port\": \"9-8\"}} | rules[0].match.address.port: '9-8' ends before it begins",
        "\"names\": [\"connect\"], \"match\": {\"address\": {\"family\": \"ip\"}} | rules[0].match.address.family: 'ip' is no address family: inet, inet6, unix",
        "\"names\": [\"connect\"], \"match\": {\"address\": {\"cidr\": \"10.1.1.1/8\"}} | rules[0].match.address.cidr: '10.1.1.1/8' has bits set behind its prefix",
        "\"names\": [\"socket\"], \"args\": [{\"index\": 0, \"op\": \"SCMP_CMP_EQ\", \"value\": \"AF_INTE\"}] | rules[0].args: argument 0 of socket has no symbol 'AF_INTE'",
        "\"names\": [\"socket\"], \"args\": [{\"index\": 6, \"op\": \"SCMP_CMP_EQ\", \"value\": 1}] | rules[0].args[0].index: '6' is no argument: 0 to 5",
        "\"names\": [\"socket\"], \"args\": [{\"index\": 0, \"value\": 1}] | rules[0].args[0]: lacks op",
        "\"names\": [\"socket\"], \"args\": [{\"index\": 0, \"op\": \"SCMP_CMP_EQ\", \"value\": 18446744073709551616}] | rules[0].args[0].value: '18446744073709551616' is no number of 64 bits",
        "\"names\": [\"open\"], \"errnoRet\": \"ENOSUCH\" | rules[0].errnoRet: 'ENOSUCH' is no error: EACCES, or 1 to 4095",
        "\"names\": [\"open\"], \"fake\": {\"return\": 0} | rules[0].fake: only of the action fake",
        "\"names\": [\"open\"], \"expires\": \"soon\" | rules[0].expires: 'soon' is no time: 2030-12-31T23:59:59Z",
        "\"names\": [\"open\"], \"id\": 7 | rules[0].id: expected a text",
      })
  void mistakesOfARuleNameItsField(String fields, String line) {
    List<String> mistakes =
        mistakes("{\"version\": 1, \"rules\": [{" + fields + ", \"action\": \"deny\"}]}");
    assertEquals(1, mistakes.size(), mistakes.toString());
    assertEquals(line, mistakes.get(0).replaceFirst("p.json:1:[0-9]+: ", ""));
  }

  @Test
  void aNameIsNoBook() throws Exception {
    String rules =
        "{\"version\": 1, \"rules\": [{\"id\": \"%s\", \"names\": [\"open\"], \"action\": \"ask\"}]}";
    assertEquals(
        256, Policy.parse("p", rules.formatted("x".repeat(256))).rules().get(0).id().length());
    assertEquals(
        List.of("p.json:1:33: rules[0].id: longer than 256 characters"),
        mistakes(rules.formatted("x".repeat(257))));
  }

  @ParameterizedTest
  @FieldSource("BUILTINS")
  void builtinsLoadAndCompile(String name) throws Exception {
    List<String> names = new ArrayList<>(List.of("builtin:" + name));
    if (name.equals("base") || name.equals("so-loads")) {
      assertThrows(PolicyException.class, () -> PolicyLoader.load(names));
      names.add("builtin:ask-all");
    }
    Policies policies = PolicyLoader.load(names);
    assertNotNull(policies.matcher(PolicyMatcherTest.HERE));
    assertEquals("builtin:" + name, policies.layers().get(0).file());
    assertTrue(policies.rules().stream().noneMatch(rule -> rule.id().startsWith("rules[")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "files-no-network | socket 2 1 0              | deny(EACCES)",
        "files-no-network | openat -100 /etc/passwd 0 | allow",
        "files-no-network | io_uring_setup 8          | deny(ENOSYS)",
        "files-no-network | open_by_handle_at 3       | deny(EPERM)",
        "read-only        | openat -100 /etc/passwd 0 | allow",
        "read-only        | openat -100 /tmp/x 1      | deny(EROFS)",
        "read-only        | openat -100 /dev/null 577 | allow",
        "read-only        | unlink /tmp/x             | deny(EROFS)",
        "read-only        | rename /dev/null /dev/tty | deny(EROFS)",
        "read-only        | chmod /tmp/x 511          | deny(EROFS)",
        "read-only        | stat /tmp/x               | allow",
        "read-only        | execve /bin/sh            | allow",
        "build            | openat -100 /work/x 577   | allow",
        "build            | openat -100 /tmp/ 4259842 | allow",
        "build            | openat -100 /home/u/x 577 | deny(EACCES)",
        "build            | link /etc/shadow /work/x  | deny(EACCES)",
        "build            | rename /work/x /work/y    | allow",
        "build            | openat -100 /usr/x 0      | allow",
        "network-no-write | socket 2 1 0              | allow",
        "network-no-write | mkdir /tmp/x              | deny(EROFS)",
        "network-no-write | listen 3                  | deny(EACCES)",
        "ask-all          | socket 2 1 0              | ask",
        "ask-all          | openat -100 /etc/passwd 0 | ask",
        "ask-all          | stat /etc/passwd          | allow",
        "ask-all          | brk 0                     | allow",
      })
  void builtinsDoWhatTheySay(String builtin, String call, String expected) throws Exception {
    PolicyMatcher matcher =
        PolicyLoader.load(List.of("builtin:" + builtin)).matcher(PolicyMatcherTest.HERE);
    String[] words = call.split(" +", -1);
    Object[] arguments = new Object[words.length - 1];
    for (int i = 1; i < words.length; i++) {
      arguments[i - 1] = words[i].startsWith("/") ? words[i] : Long.valueOf(words[i]);
    }
    Decision decision = matcher.decide(Told.call(words[0], arguments));
    assertEquals(expected, decision.action().text());
  }

  @Test
  void loaderAsksNothing() throws Exception {
    PolicyMatcher matcher =
        PolicyLoader.load(List.of("builtin:ask-all")).matcher(PolicyMatcherTest.HERE);
    for (String path : List.of("/opt/x/libx.so.6", "/etc/ld.so.cache")) {
      Told call = Told.call("openat", -100, path, 02000000);
      assertEquals("ask", matcher.decide(call).action().label());
      call.loader = true;
      assertEquals("allow", matcher.decide(call).action().label());
    }
    Told secret = Told.call("openat", -100, "/home/u/.ssh/id", 0);
    secret.loader = true;
    assertEquals("ask", matcher.decide(secret).action().label());
  }

  @Test
  void policiesExtendFilesBesideThem() throws Exception {
    Files.createDirectory(directory.resolve("sub"));
    write(
        "sub/a.json",
        "{\"version\": 1, \"extends\": \"../b.json\", \"rules\": [{\"id\": \"a\", \"names\": [\"open\"], \"action\": \"ask\"}]}");
    write(
        "b.json",
        "{\"defaultAction\": \"SCMP_ACT_ERRNO\", \"syscalls\": [{\"names\": [\"open\"], \"action\": \"SCMP_ACT_ALLOW\"}]}");
    Policies policies = PolicyLoader.load(List.of(directory.resolve("sub/a.json").toString()));
    assertEquals(
        List.of("a", "syscalls[0]", "base/io_uring", "base/guarded"),
        policies.rules().stream().map(Rule::id).toList());
    assertEquals(new Action.Deny(), policies.defaultAction());
    assertNull(policies.askTimeout());
  }

  @Test
  void whatCannotBeReadIsOneLine() throws Exception {
    Path missing = directory.resolve("c.json");
    write("a.json", "{\"version\": 1, \"extends\": [\"c.json\"]}");
    String a = directory.resolve("a.json").toString();
    assertEquals(
        List.of(a + ": extends " + missing + ": no such file"),
        assertThrows(PolicyException.class, () -> PolicyLoader.load(List.of(a))).mistakes());
    assertEquals(
        List.of(
            "builtin:x: there are base, so-loads, files-no-network, read-only, build,"
                + " network-no-write, ask-all"),
        assertThrows(PolicyException.class, () -> PolicyLoader.load(List.of("builtin:x")))
            .mistakes());
  }

  @Test
  void aVariableThatIsNotKnownIsAMistake() throws Exception {
    Surroundings nowhere = new Surroundings(Map.of(), 6, 1, Set.of());
    PolicyException e =
        assertThrows(
            PolicyException.class,
            () -> PolicyLoader.load(List.of("builtin:build")).matcher(nowhere));
    assertEquals("builtin:build:6: ${CWD} is not known here", e.getMessage());
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
