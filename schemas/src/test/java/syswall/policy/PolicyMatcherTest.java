package syswall.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import syswall.event.Abi;
import syswall.event.ByteString;

/** Which rule decides about which call. */
class PolicyMatcherTest {
  private static final int AT_FDCWD = -100;
  private static final int O_WRONLY = 1;
  private static final int O_RDWR = 2;
  private static final int O_CREAT = 0100;

  static final Surroundings HERE = here(6, Set.of());

  private static Surroundings here(int kernel, Set<String> capabilities) {
    return new Surroundings(
        Map.of(
            "HOME", ByteString.of("/home/u"),
            "CWD", ByteString.of("/work"),
            "TMPDIR", ByteString.of("/tmp")),
        kernel,
        1,
        capabilities);
  }

  private static PolicyMatcher matcher(String defaultAction, String... rules) throws Exception {
    String text =
        """
        {"version": 1, "defaultAction": "%s", "rules": [%s]}"""
            .formatted(defaultAction, String.join(",", rules));
    Policy policy = Policy.parse("p.json", text);
    return new PolicyMatcher(policy.rules(), Objects.requireNonNull(policy.defaultAction()), HERE);
  }

  private static String decide(PolicyMatcher matcher, PolicyCall call) {
    Decision decision = matcher.decide(call);
    Rule rule = decision.rule();
    return decision.action().label() + " " + (rule == null ? "default" : rule.id());
  }

  @Test
  void firstRuleThatMatchesWins() throws Exception {
    PolicyMatcher matcher =
        matcher(
            "allow",
            """
            {"names": ["%file"], "match": {"path": "/etc/ssl/**"}, "action": "ask"}""",
            """
            {"names": ["%file"], "match": {"path": "/etc/**"}, "action": "deny"}""",
            """
            {"names": ["%file"], "match": {"path": "/etc/ssl/x"}, "action": "allow"}""");
    assertEquals("ask rules[0]", decide(matcher, Told.call("openat", AT_FDCWD, "/etc/ssl/x", 0)));
    assertEquals("deny rules[1]", decide(matcher, Told.call("openat", AT_FDCWD, "/etc/x", 0)));
    assertEquals("allow default", decide(matcher, Told.call("openat", AT_FDCWD, "/x", 0)));
  }

  @ParameterizedTest
  @CsvSource({"open", "openat", "openat2", "creat"})
  void allWaysToOpenAreOne(String name) throws Exception {
    PolicyMatcher matcher =
        matcher(
            "allow",
            """
            {"names": ["%file"], "match": {"path": "/x", "access": ["write"]}, "action": "deny"}""");
    Told call =
        switch (name) {
          case "open" -> Told.call(name, "/x", O_WRONLY);
          case "creat" -> Told.call(name, "/x", 0644);
          default -> Told.call(name, AT_FDCWD, "/x", O_WRONLY);
        };
    assertEquals("deny rules[0]", decide(matcher, call));
  }

  /** An allowed read must not let the write through that the same call wants. */
  @Test
  void everythingThatACallWantsIsAskedAndTheStrictestCounts() throws Exception {
    PolicyMatcher matcher =
        matcher(
            "deny",
            """
            {"names": ["%file"], "match": {"access": "read"}, "action": "allow"}""",
            """
            {"names": ["%file"], "match": {"access": ["write"], "path": "/tmp/**"}, "action": "ask"}""",
            """
            {"names": ["%file"], "match": {"access": ["create"]}, "action": "allow"}""");
    assertEquals("allow rules[0]", decide(matcher, Told.call("open", "/etc/x", 0)));
    assertEquals("ask rules[1]", decide(matcher, Told.call("open", "/tmp/x", O_RDWR)));
    assertEquals("deny default", decide(matcher, Told.call("open", "/etc/x", O_RDWR)));
    assertEquals("deny default", decide(matcher, Told.call("open", "/etc/x", O_CREAT | O_WRONLY)));
    // out of /tmp the source is deleted, which nothing allows
    assertEquals("deny default", decide(matcher, Told.call("rename", "/tmp/a", "/tmp/b")));
  }

  @Test
  void secondPathIsOfTheTarget() throws Exception {
    PolicyMatcher matcher =
        matcher(
            "allow",
            """
            {"names": ["%file"], "match": {"path": "/a/**", "path2": "/b/**"}, "action": "deny"}""",
            """
            {"names": ["%file"], "match": {"path": "/c"}, "action": "ask"}""");
    assertEquals("deny rules[0]", decide(matcher, Told.call("rename", "/a/x", "/b/x")));
    assertEquals("allow default", decide(matcher, Told.call("rename", "/b/x", "/a/x")));
    assertEquals("allow default", decide(matcher, Told.call("unlink", "/a/x")));
    assertEquals("ask rules[1]", decide(matcher, Told.call("rename", "/x", "/c")));
    assertEquals("ask rules[1]", decide(matcher, Told.call("rename", "/c", "/x")));
    assertEquals("allow default", decide(matcher, Told.call("symlink", "/c", "/x"))); // a text
  }

  @Test
  void addressesMatchByAllThatIsSaid() throws Exception {
    PolicyMatcher matcher =
        matcher(
            "deny",
            """
            {"names": ["connect"], "match": {"address": {"family": "inet", "port": "443,8000-8999"}},
             "action": "allow"}""",
            """
            {"names": ["%network"], "match": {"address": {"cidr": ["10.0.0.0/8", "fe80::/10"]}},
             "action": "ask"}""",
            """
            {"names": ["connect"], "match": {"address": {"unix": "/run/**"}}, "action": "log"}""");
    assertEquals("allow rules[0]", decide(matcher, Told.call("connect", 3).to("10.0.0.1", 443)));
    assertEquals("allow rules[0]", decide(matcher, Told.call("connect", 3).to("1.2.3.4", 8500)));
    assertEquals("ask rules[1]", decide(matcher, Told.call("connect", 3).to("10.0.0.1", 80)));
    assertEquals("ask rules[1]", decide(matcher, Told.call("sendto", 3).to("fe80::1", 443)));
    assertEquals("deny default", decide(matcher, Told.call("connect", 3).to("2001:db8::1", 443)));
    Told unix = Told.call("connect", 3);
    unix.endpoint = new Endpoint(1, null, -1, ByteString.of("/run/x"));
    assertEquals("log rules[2]", decide(matcher, unix));
    assertEquals("deny default", decide(matcher, Told.call("connect", 3)));
  }

  @Test
  void programsParentsArgumentsAndOriginAreAsked() throws Exception {
    PolicyMatcher matcher =
        matcher(
            "deny",
            """
            {"names": ["*"], "match": {"exe": "/usr/bin/git", "argv": "git push *"}, "action": "ask"}""",
            """
            {"names": ["*"], "match": {"parent": "/usr/bin/b*"}, "action": "log"}""",
            """
            {"names": ["%file"], "match": {"origin": "ld.so"}, "action": "allow"}""");
    Told call = Told.call("read", 0);
    assertEquals("log rules[1]", decide(matcher, call));
    call.program = "/usr/bin/git";
    call.argv = List.of("git", "push", "https://host/x");
    assertEquals("ask rules[0]", decide(matcher, call));
    Told loads = Told.call("open", "/lib/x.so", 0);
    loads.ancestors = List.of();
    assertEquals("deny default", decide(matcher, loads));
    loads.loader = true;
    assertEquals("allow rules[2]", decide(matcher, loads));
  }

  @Test
  void argumentsAreComparedAsTheKernelSeesThem() throws Exception {
    PolicyMatcher matcher =
        matcher(
            "allow",
            """
            {"names": ["socket"], "args": [{"index": 1, "value": 15, "valueTwo": "SOCK_RAW",
             "op": "SCMP_CMP_MASKED_EQ"}], "action": "deny"}""",
            """
            {"names": ["socket"], "args": [{"index": 0, "value": "AF_INET", "op": "SCMP_CMP_NE"}],
             "action": "ask"}""",
            """
            {"names": ["lseek"], "args": [{"index": 1, "value": 4294967296, "op": "SCMP_CMP_GE"}],
             "action": "kill"}""");
    assertEquals("deny rules[0]", decide(matcher, Told.call("socket", 2, 3 | 02000000, 0)));
    assertEquals("allow default", decide(matcher, Told.call("socket", 2, 1, 0)));
    // an int: the kernel does not look at the upper half of its register
    assertEquals("allow default", decide(matcher, Told.call("socket", 0x7_0000_0002L, 1, 0)));
    assertEquals("deny rules[0]", decide(matcher, Told.call("socket", 2, 0x1_0000_0003L, 0)));
    assertEquals("ask rules[1]", decide(matcher, Told.call("socket", 10, 1, 0)));
    // a file offset has 64 bits, without a sign for OCI
    assertEquals("allow default", decide(matcher, Told.call("lseek", 3, 1, 0)));
    assertEquals("kill rules[2]", decide(matcher, Told.call("lseek", 3, -1L, 0)));
  }

  @Test
  void descriptorsHaveTheirFilesPath() throws Exception {
    PolicyMatcher matcher =
        matcher(
            "allow",
            """
            {"names": ["write"], "match": {"path": "/tmp/**"}, "action": "deny"}""",
            """
            {"names": ["%desc"], "match": {"access": "write"}, "action": "ask"}""");
    assertEquals("deny rules[0]", decide(matcher, Told.call("write", 3).file(0, "/tmp/x")));
    assertEquals("allow default", decide(matcher, Told.call("write", 3).file(0, "/x")));
    assertEquals("allow default", decide(matcher, Told.call("write", 3)));
    // of what is open to read only, the mode may be changed: that is a write of its own
    assertEquals("ask rules[1]", decide(matcher, Told.call("fchmod", 3, 0644).file(0, "/x")));
  }

  @Test
  void mostCallsAreSettledByTheirNumber() throws Exception {
    PolicyMatcher matcher =
        matcher(
            "allow",
            """
            {"names": ["%file"], "match": {"access": ["write"]}, "action": "deny"}""",
            """
            {"id": "kills", "names": ["reboot"], "action": "kill"}""");
    for (int number : new int[] {0, 1, 4, 39, 262, 470, 471, 100_000, -1}) {
      Decision settled = matcher.settled(Abi.X86_64, number);
      assertNotNull(settled, "call " + number);
      assertEquals(new Action.Allow(), settled.action());
    }
    assertNull(matcher.settled(Abi.X86_64, 257)); // openat
    assertNull(matcher.settled(Abi.I386, 5)); // open
    Decision reboot = matcher.settled(Abi.X86_64, 169);
    assertNotNull(reboot);
    assertEquals(new Action.Kill(), reboot.action());
  }

  @Test
  void eachThingThatACallWantsIsDecided() throws Exception {
    PolicyMatcher matcher =
        matcher(
            "deny",
            """
            {"id": "reads", "names": ["%file"], "match": {"access": "read"}, "action": "allow"}""",
            """
            {"id": "writes", "names": ["%file"], "match": {"access": "write"}, "action": "allow"}""");
    List<String> parts = new ArrayList<>();
    Consumer<Decision> names = part -> parts.add(part.rule() == null ? "" : part.rule().id());
    matcher.decide(Told.call("open", "/x", O_RDWR), names);
    matcher.decide(Told.call("unlink", "/x"), names);
    matcher.decide(Told.call("getpid"), names);
    assertEquals(List.of("reads", "writes", "", ""), parts);
  }

  @Test
  void classesLeaveOutWhatNoFirewallSees() throws Exception {
    PolicyMatcher matcher =
        matcher(
            "deny",
            """
            {"names": ["*", "%desc", "%file"], "action": "allow"}""",
            """
            {"names": ["setns"], "action": "log"}""");
    assertEquals("allow rules[0]", decide(matcher, Told.call("read", 0)));
    assertEquals("deny default", decide(matcher, Told.call("io_uring_setup", 1)));
    assertEquals("deny default", decide(matcher, Told.call("mount", "x", "/y")));
    assertEquals("log rules[1]", decide(matcher, Told.call("setns", 3)));
  }

  @Test
  void answersExpire() throws Exception {
    PolicyMatcher matcher =
        matcher(
            "ask",
            """
            {"names": ["open"], "expires": "1970-01-01T00:20:00Z", "action": "allow"}""");
    Told call = Told.call("open", "/x", 0);
    call.now = 1_199;
    assertEquals("allow rules[0]", decide(matcher, call));
    call.now = 1_200;
    assertEquals("ask default", decide(matcher, call));
  }

  @Test
  void answersComeBeforeTheRuleThatAsksAndBehindThoseBeforeIt() throws Exception {
    PolicyMatcher matcher =
        matcher(
            "ask",
            """
            {"names": ["open"], "match": {"path": "/secret"}, "action": "deny"},
            {"names": ["open"], "match": {"path": "/{x,y,secret}"}, "action": "ask"}""");
    Rule asks = matcher.decide(Told.call("open", "/x", 0)).rule();
    Rule answer =
        Rule.parse(
            """
            {"id": "answer", "names": ["%file"], "match": {"path": ["/x", "/z", "/secret"]},
              "action": "allow"}""");
    PolicyMatcher answered = matcher.with(List.of(answer), asks);
    assertEquals("allow answer", decide(answered, Told.call("open", "/x", 0)));
    assertEquals("ask rules[1]", decide(answered, Told.call("open", "/y", 0)));
    assertEquals("deny rules[0]", decide(answered, Told.call("open", "/secret", 0)));
    assertEquals("ask rules[1]", decide(matcher, Told.call("open", "/x", 0)));
    PolicyMatcher last = matcher.with(List.of(answer), null);
    assertEquals("ask rules[1]", decide(last, Told.call("open", "/x", 0)));
    assertEquals("allow answer", decide(last, Told.call("open", "/z", 0)));
  }

  @Test
  void explanationListsWhatIsShadowed() throws Exception {
    PolicyMatcher matcher =
        matcher(
            "allow",
            """
            {"names": ["open"], "match": {"path": "/x"}, "action": "ask"}""",
            """
            {"names": ["%file"], "match": {"access": "write"}, "action": "deny"}""");
    List<Question> questions = matcher.explain(Told.call("open", "/x", O_RDWR));
    assertEquals(2, questions.size());
    assertEquals(
        List.of("ask", "allow"),
        questions.get(0).decisions().stream().map(d -> d.action().label()).toList());
    assertEquals(
        List.of("ask", "deny", "allow"),
        questions.get(1).decisions().stream().map(d -> d.action().label()).toList());
  }

  /** The lookup by number, against going through all rules with no lookup at all. */
  @Test
  void precedenceIsTheOrderOfTheRules() throws Exception {
    Random random = new Random(4);
    String[] names = {"%file", "*", "open", "openat", "unlink"};
    String[] paths = {"/**", "/a/**", "/a/b", "/*/b"};
    String[] actions = {"allow", "deny", "ask", "kill"};
    for (int round = 0; round < 300; round++) {
      List<String> rules = new ArrayList<>();
      List<String[]> told = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        String[] rule = {
          names[random.nextInt(5)], paths[random.nextInt(4)], actions[random.nextInt(4)]
        };
        told.add(rule);
        rules.add(
            """
            {"names": ["%s"], "match": {"path": "%s"}, "action": "%s"}"""
                .formatted((Object[]) rule));
      }
      PolicyMatcher matcher = matcher("allow", rules.toArray(String[]::new));
      for (String path : List.of("/a/b", "/a/c", "/c/b", "/c")) {
        String expected = "allow";
        for (int i = told.size() - 1; i >= 0; i--) {
          boolean named = List.of("%file", "*", "open").contains(told.get(i)[0]);
          expected = named && NaiveGlob.matches(told.get(i)[1], path) ? told.get(i)[2] : expected;
        }
        assertEquals(
            expected,
            matcher.decide(Told.call("open", path, 0)).action().label(),
            rules.toString());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "6 |               | clone3       | deny(ENOSYS)",
        "6 | CAP_SYS_ADMIN | clone3       | allow",
        "6 |               | mount        | deny(EPERM)",
        "6 | CAP_SYS_ADMIN | mount        | allow",
        "6 |               | ptrace       | allow",
        "4 |               | ptrace       | deny(EPERM)",
        "6 |               | arch_prctl   | allow",
        "6 |               | read         | allow",
        "6 |               | reboot       | deny(EPERM)",
        "6 |               | socket 40    | deny(EPERM)",
        "6 |               | socket 2     | allow",
        "6 |               | clone 17     | allow",
        "6 |               | clone 131072 | deny(EPERM)", // CLONE_NEWNS
        "6 |               | personality 4294967295 | allow",
        "6 |               | personality -1 | allow",
      })
  void dockersProfileMeansWhatItMeansToDocker(
      int kernel, String capability, String call, String expected) throws Exception {
    String text;
    try (InputStream in = getClass().getResourceAsStream("/policies/docker.json")) {
      text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    Policy policy = Policy.parse("docker.json", text);
    assertEquals(
        List.of("docker.json:74:4: syscalls[10].x-note: not known, ignored"), policy.ignored());
    Set<String> capabilities = capability == null ? Set.of() : Set.of(capability);
    PolicyMatcher matcher =
        new PolicyMatcher(
            policy.rules(),
            Objects.requireNonNull(policy.defaultAction()),
            here(kernel, capabilities));
    String[] words = call.split(" ", -1);
    Told told =
        words.length == 1 ? Told.call(words[0]) : Told.call(words[0], Long.parseLong(words[1]));
    assertEquals(expected, matcher.decide(told).action().text());
  }
}
