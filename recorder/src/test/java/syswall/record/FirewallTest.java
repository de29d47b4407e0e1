package syswall.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import syswall.event.Event.CallDecided;
import syswall.event.EventHandler;
import syswall.event.Verdict;

/** What a policy forbids does not happen, whatever a program tries; what it allows does. */
@Tag("process")
class FirewallTest {
  private static final String OPENS = "20000";

  /** Collects what the firewall decided. */
  private static final class Decisions implements EventHandler.Ignoring {
    final List<CallDecided> all = new ArrayList<>();

    @Override
    public void on(CallDecided event) {
      all.add(event);
    }

    List<String> rules() {
      return all.stream().map(CallDecided::rule).distinct().toList();
    }
  }

  static List<Account> accounts() {
    return Account.available();
  }

  static Stream<Arguments> racesAndAccounts() {
    return Stream.of("memory", "link")
        .flatMap(race -> Account.available().stream().map(a -> Arguments.of(race, a)));
  }

  /** A policy that allows all but what its rule says; {@code ${CWD}} is the program's directory. */
  private static String policy(Testbed testbed, String rules) throws IOException {
    Path file = testbed.directory().resolve("policy.json");
    Files.writeString(
        file, "{\"version\": 1, \"defaultAction\": \"allow\", \"rules\": [" + rules + "]}");
    return "-Dpolicy=" + file;
  }

  private static String rule(String id, String names, String match, String action) {
    return "{\"id\": \"%s\", \"names\": [%s], \"match\": {%s}, %s}"
        .formatted(id, names, match, action);
  }

  private static String forbid(String path) {
    return rule(
        "forbidden", "\"%file\", \"%desc\"", "\"path\": \"" + path + "\"", "\"action\": \"deny\"");
  }

  private static Outcome record(Testbed testbed, String rules, String... program) throws Exception {
    return testbed.record(List.of(), List.of(policy(testbed, rules)), List.of(program));
  }

  private static Path file(Testbed testbed, String name) throws IOException {
    Path file = testbed.recordedDirectory().resolve(name);
    Files.writeString(file, name + "\n");
    return file;
  }

  @ParameterizedTest(name = "{0} as {1}")
  @MethodSource("racesAndAccounts")
  void whatChangesBetweenCheckAndUseIsNeverTheForbiddenFile(String race, Account account)
      throws Exception {
    try (var testbed = new Testbed(account)) {
      Path program = testbed.install(Tracees.hosted("race"));
      String allowed = file(testbed, "allowed").toString();
      String forbidden = file(testbed, "forbade").toString();
      Outcome outcome =
          record(
              testbed,
              // not of descriptors, for then a file opened in vain could not be read
              rule("names", "\"%file\"", "\"path\": \"${CWD}/forbade\"", "\"action\": \"deny\""),
              program.toString(),
              race,
              allowed,
              forbidden,
              OPENS);
      assertEquals(OPENS + " opened, 0 wrong\n", outcome.stdout(), outcome::stderr);
      var decisions = new Decisions();
      testbed.replay(decisions);
      assertTrue(
          decisions.all.stream().anyMatch(d -> d.verdict() == Verdict.HARD_BLOCK),
          "the race was never lost");
    }
  }

  @ParameterizedTest
  @MethodSource("accounts")
  void aDirectoryThatBecomesALinkAfterTheCheckLeadsNowhere(Account account) throws Exception {
    try (var testbed = new Testbed(account)) {
      Path program = testbed.install(Tracees.hosted("race"));
      for (String directory : List.of("flip", "away")) {
        Path made = Files.createDirectory(testbed.recordedDirectory().resolve(directory));
        account.own(made);
        Files.writeString(made.resolve("file"), directory.equals("away") ? "f" : "allowed");
      }
      Path forbidden = testbed.recordedDirectory().resolve("away/file");
      String match = "\"path\": \"${CWD}/away/**\"";
      Outcome outcome =
          record(
              testbed,
              rule("away", "\"%file\"", match, "\"action\": \"deny\""),
              program.toString(),
              "directory",
              "flip/file",
              forbidden.toString(),
              OPENS);
      assertEquals(OPENS + " opened, 0 wrong\n", outcome.stdout(), outcome::stderr);
      testbed.replay();
    }
  }

  @ParameterizedTest
  @MethodSource("accounts")
  void everyKnownWayAroundIsClosed(Account account) throws Exception {
    try (var testbed = new Testbed(account)) {
      Path program = testbed.install(Tracees.hosted("escapes"));
      file(testbed, "forbidden");
      file(testbed, "allowed");
      Outcome outcome =
          record(
              testbed, forbid("${CWD}/forbidden"), program.toString(), "forbidden", "allowed", "0");
      assertEquals(
          List.of(), outcome.stdout().lines().filter(line -> !line.startsWith("closed ")).toList());
      assertEquals(38, outcome.stdout().lines().count(), outcome::toString);
      assertEquals(0, outcome.exitCode(), outcome::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("accounts")
  void whatIsAllowedEndsAsItDoesWithoutAPolicy(Account account) throws Exception {
    try (var testbed = new Testbed(account)) {
      Path program = testbed.install(Tracees.hosted("same_errors"));
      Outcome natively = testbed.runNatively(List.of(program.toString()));
      assertTrue(natively.stdout().lines().count() > 10_000, natively::stderr);
      String rule = rule("no", "\"%file\"", "\"path\": \"/nowhere/**\"", "\"action\": \"deny\"");
      Outcome outcome = record(testbed, rule, program.toString());
      List<String> expected = natively.stdout().lines().toList();
      List<String> lines = outcome.stdout().lines().toList();
      for (int i = 0; i < Math.min(expected.size(), lines.size()); i++) {
        assertEquals(expected.get(i), lines.get(i));
      }
      assertEquals(expected.size(), lines.size(), outcome::stderr);
    }
  }

  @Test
  void anAddressOfNoFamilyIsAnInternetAddressToDatagrams() throws Exception {
    Testbed.assumeInstalled("python3");
    try (var testbed = new Testbed(Account.CALLER)) {
      String rule =
          rule(
              "no-domain",
              "\"%network\"",
              "\"address\": {\"port\": \"9\"}",
              "\"action\": \"deny\", \"errnoRet\": \"EACCES\"");
      Outcome outcome =
          record(
              testbed,
              rule,
              "python3",
              "-c",
              """
              import ctypes, errno, socket
              libc = ctypes.CDLL(None, use_errno=True)
              fd = socket.socket(socket.AF_INET, socket.SOCK_DGRAM).detach()
              for family in 2, 0:
                address = bytes([family, 0, 0, 9, 127, 0, 0, 1]) + bytes(8)
                sent = libc.sendto(fd, b'x', 1, 0, address, 16)
                print(sent, errno.errorcode.get(ctypes.get_errno()))
              """);
      assertEquals("-1 EACCES\n-1 EACCES\n", outcome.stdout(), outcome::stderr);
    }
  }

  @ParameterizedTest
  @MethodSource("accounts")
  void messagesGoToThePeerWhomeverTheyNameAMomentLater(Account account) throws Exception {
    try (var testbed = new Testbed(account)) {
      Path program = testbed.install(Tracees.hosted("messages"));
      String port;
      try (var free = new DatagramSocket()) {
        port = Integer.toString(free.getLocalPort());
      }
      String rule =
          rule(
              "no-port",
              "\"connect\", \"sendto\", \"sendmsg\", \"sendmmsg\"",
              "\"address\": {\"cidr\": \"127.0.0.1/32\", \"port\": " + port + "}",
              "\"action\": \"deny\"");
      Outcome outcome = record(testbed, rule, program.toString(), "3000", port);
      assertEquals(
          "some, some, 0 wrong\n3 came: abcdef, 1 2 3\n1 -1, 0 wrong\n",
          outcome.stdout(),
          outcome::stderr);
      testbed.replay();
    }
  }

  @Test
  void ofSeveralMessagesTheFirstIsSentAndTheProgramToldSo() throws Exception {
    Testbed.assumeInstalled("python3");
    try (var testbed = new Testbed(Account.CALLER)) {
      String match = "\"address\": {\"port\": \"9\"}";
      Outcome outcome =
          record(
              testbed,
              rule("no-discard", "\"%network\"", match, "\"action\": \"deny\""),
              "python3",
              "-c",
              """
              import ctypes, socket, struct
              libc = ctypes.CDLL(None)
              there, here = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
              texts = [ctypes.create_string_buffer(t, len(t)) for t in (b'first', b'second')]
              parts = [struct.pack('QQ', ctypes.addressof(t), len(t)) for t in texts]
              parts = ctypes.create_string_buffer(b''.join(parts), 32)
              vector = [struct.pack('QQQQQQQQ', 0, 0, ctypes.addressof(parts) + 16 * i, 1, 0, 0, 0, 0) for i in (0, 1)]
              vector = ctypes.create_string_buffer(b''.join(vector), 128)
              print(libc.sendmmsg(there.fileno(), vector, 2, 0), struct.unpack_from('I', vector, 56)[0], here.recv(99))
              print(libc.sendmmsg(there.fileno(), vector, 0, 0), libc.sendmmsg(-1, vector, 2, 0))
              """);
      assertEquals("1 5 b'first'\n0 -1\n", outcome.stdout(), outcome::stderr);
      testbed.replay();
    }
  }

  @Test
  void aPathIsThatOfTheProgramsRootWhateverItWasBefore() throws Exception {
    Testbed.assumeInstalled("python3");
    assumeTrue(Account.isRoot(), "only root has chroot(2)");
    try (var testbed = new Testbed(Account.CALLER)) {
      Files.createDirectories(testbed.recordedDirectory().resolve("jail/jail"));
      file(testbed, "jail/secret");
      file(testbed, "jail/jail/open");
      Files.createSymbolicLink(testbed.recordedDirectory().resolve("jail/link"), Path.of("/jail"));
      String rules =
          "{\"id\": \"roots\", \"names\": [\"chroot\"], \"action\": \"allow\"}, "
              + forbid("${CWD}/jail/secret");
      Outcome outcome =
          record(
              testbed,
              rules,
              "python3",
              "-c",
              """
              import os
              os.open('jail/jail/open', os.O_RDONLY)
              os.chroot('jail')
              os.open('/link/open', os.O_RDONLY)
              try: os.open('/secret', os.O_RDONLY)
              except OSError as e: print(e)
              """);
      assertEquals(
          "[Errno 1] Operation not permitted: '/secret'\n", outcome.stdout(), outcome::stderr);
    }
  }

  @Test
  void withoutAPolicyTheWaysAreOpen() throws Exception {
    try (var testbed = new Testbed(Account.CALLER)) {
      Path program = testbed.install(Tracees.hosted("escapes"));
      for (String name : List.of("forbidden", "allowed")) {
        Files.writeString(testbed.nativeDirectory().resolve(name), name);
      }
      String pid = Long.toString(ProcessHandle.current().pid());
      Outcome outcome =
          testbed.runNatively(List.of(program.toString(), "forbidden", "allowed", pid));
      long open = outcome.stdout().lines().filter(line -> line.startsWith("OPEN")).count();
      assertTrue(open >= 15, outcome::stdout);
    }
  }

  @ParameterizedTest
  @MethodSource("accounts")
  void aProgramGetsTheErrorOfTheRuleAndTheJournalItsName(Account account) throws Exception {
    try (var testbed = new Testbed(account)) {
      file(testbed, "secret");
      file(testbed, "open");
      String rule =
          rule(
              "no-secret",
              "\"%file\"",
              "\"path\": \"${CWD}/secret\"",
              "\"action\": \"deny\", \"errnoRet\": \"ENOENT\"");
      Outcome outcome = record(testbed, rule, "cat", "open", "secret");
      assertEquals("open\n", outcome.stdout());
      assertEquals("cat: secret: No such file or directory\n", outcome.stderr());
      var decisions = new Decisions();
      testbed.replay(decisions);
      CallDecided blocked =
          decisions.all.stream()
              .filter(decided -> decided.verdict() == Verdict.HARD_BLOCK)
              .findFirst()
              .orElseThrow();
      assertEquals("no-secret", blocked.rule());
      assertEquals("rule", blocked.decidedBy());
      assertEquals(-2, blocked.fakeResult());
    }
  }

  @Test
  void aSoftBlockTellsTheProgramThatItWorkedAndDoesNothing() throws Exception {
    try (var testbed = new Testbed(Account.CALLER)) {
      Path kept = file(testbed, "kept");
      String rules =
          rule(
              "pretend",
              "\"%file\"",
              "\"path\": \"${CWD}/**\", \"access\": [\"write\", \"create\", \"delete\"]",
              "\"action\": \"fake\"");
      Outcome outcome =
          record(
              testbed,
              rules,
              "sh",
              "-c",
              "echo new >made && echo more >>kept && rm kept && mkdir dir && mv kept other && echo ok");
      assertEquals("ok\n", outcome.stdout(), outcome::stderr);
      assertEquals("kept\n", Files.readString(kept));
      try (Stream<Path> left = Files.list(testbed.recordedDirectory())) {
        assertEquals(List.of(kept), left.toList());
      }
      var decisions = new Decisions();
      testbed.replay(decisions);
      assertEquals(
          List.of("pretend"), decisions.rules().stream().filter("pretend"::equals).toList());
    }
  }

  @Test
  void theInterpreterOfAScriptIsJudgedBeforeItRuns() throws Exception {
    try (var testbed = new Testbed(Account.CALLER)) {
      Path interpreter = testbed.install(Path.of("/bin/cat"));
      Path script = file(testbed, "script");
      Files.writeString(script, "#!" + interpreter + "\n");
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
      String match = "\"access\": [\"exec\"], \"path\": \"" + interpreter + "\"";
      String rule = rule("no-cat", "\"%file\"", match, "\"action\": \"deny\"");
      Outcome outcome = record(testbed, rule, "sh", "-c", "./script; echo $?");
      assertEquals("137\n", outcome.stdout(), outcome::stderr);
      var decisions = new Decisions();
      testbed.replay(decisions);
      assertEquals(List.of("no-cat"), decisions.rules());
    }
  }

  @Test
  void aKillRuleEndsTheProcessBeforeTheCall() throws Exception {
    try (var testbed = new Testbed(Account.CALLER)) {
      String rule = rule("no-dirs", "\"mkdir\", \"mkdirat\"", "", "\"action\": \"kill\"");
      Outcome outcome = record(testbed, rule, "mkdir", "made");
      assertEquals(128 + 9, outcome.exitCode());
      assertFalse(Files.exists(testbed.recordedDirectory().resolve("made")));
      testbed.replay();
    }
  }

  @Test
  void withoutTheNetworkFilesStayAndSocketsGo() throws Exception {
    Testbed.assumeInstalled("curl", "python3");
    try (var testbed = new Testbed(Account.CALLER)) {
      file(testbed, "note");
      Outcome outcome =
          testbed.record(
              List.of(),
              List.of("-Dpolicy=builtin:files-no-network"),
              List.of("sh", "-c", "cat note; curl -sS http://127.0.0.1:1/; echo $?"));
      assertEquals("note\n7\n", outcome.stdout(), outcome::stderr);
      testbed.replay();
    }
  }

  @Test
  void aRuleLooksAtRawArguments() throws Exception {
    Testbed.assumeInstalled("python3");
    try (var testbed = new Testbed(Account.CALLER)) {
      String rule =
          """
          {"id": "no-datagrams", "names": ["socket"], "action": "deny", "errnoRet": "EPROTONOSUPPORT",
           "args": [{"index": 1, "value": 15, "valueTwo": 2, "op": "SCMP_CMP_MASKED_EQ"}]}
          """;
      Outcome outcome =
          record(
              testbed,
              rule,
              "python3",
              "-c",
              """
              import socket as s
              for t in s.SOCK_STREAM, s.SOCK_DGRAM:
                try: s.socket(s.AF_INET, t); print('made')
                except OSError as e: print(e.strerror)
              """);
      assertEquals("made\nProtocol not supported\n", outcome.stdout(), outcome::stderr);
    }
  }

  @Test
  void anInterruptedOpenIsMadeAgainWithTheProgramsOwnArguments() throws Exception {
    try (var testbed = new Testbed(Account.CALLER)) {
      Path program = testbed.install(Tracees.hosted("restarted_open"));
      Outcome outcome = record(testbed, forbid("/nowhere"), program.toString());
      assertEquals("opened dirfd path flags mode 0\n", outcome.stdout(), outcome::stderr);
      testbed.replay();
    }
  }

  @Test
  void anImpossiblePolicyIsAnErrorBeforeAnythingRuns() throws Exception {
    try (var testbed = new Testbed(Account.CALLER)) {
      Outcome outcome =
          testbed.record(List.of(), List.of("-Dpolicy=builtin:nothing"), List.of("true"));
      assertTrue(outcome.stderr().contains("builtin:nothing: there are base"), outcome::stderr);
      assertFalse(Files.exists(testbed.session()));
    }
  }
}
