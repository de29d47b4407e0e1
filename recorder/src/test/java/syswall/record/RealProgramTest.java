package syswall.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs of everyday work do under the recorder exactly what they do without it. */
@Tag("process")
class RealProgramTest {

  static Stream<Arguments> programsAndAccounts() {
    return Arrays.stream(RealProgram.values())
        .flatMap(program -> Account.available().stream().map(a -> Arguments.of(program, a)));
  }

  @ParameterizedTest(name = "{0} as {1}")
  @MethodSource("programsAndAccounts")
  void outputAndExitCodeAreTheSame(RealProgram program, Account account) throws Exception {
    List<String> command = program.command();
    try (var testbed = new Testbed(account)) {
      Outcome natively = testbed.runNatively(command);
      assertEquals(program.exitCode(), natively.exitCode(), natively::toString);
      Outcome recorded = testbed.record(command);
      assertEquals(natively, recorded);
      testbed.replay();
    }
  }

  /** What a policy keeps a program from, and how the program ends. */
  private enum Blocked {
    CURL(7, "no-network", "curl: \\(7\\) .*", "curl -sS http://127.0.0.1:1/", "curl"),
    WGET(4, "no-network", "", "wget -t 1 -qO- http://127.0.0.1:1/", "wget"),
    PYTHON(
        1,
        "no-network",
        ".*PermissionError: \\[Errno 13\\] Permission denied\\n.*",
        "python3 -c 'import urllib.request as u; u.urlopen(\"http://127.0.0.1:1/\")'",
        "python3"),
    NODE(
        0,
        "no-network",
        "EACCES",
        "node -e 'require(\"http\").get(\"http://127.0.0.1:1/\").on(\"error\", e => console.log(e.code))'",
        "node"),
    GIT_FETCH(
        128,
        "no-network",
        ".*Permission denied.*",
        "git init -q . && git fetch git://127.0.0.1:1/x",
        "git"),
    SSH(255, "no-network", ".*Permission denied.*", "ssh -o BatchMode=yes 127.0.0.1", "ssh"),
    BASH(1, "no-network", ".*Permission denied", "echo hi >/dev/tcp/127.0.0.1/1"),
    PERL(
        13,
        "no-network",
        "Permission denied",
        "perl -MSocket -e 'socket(S, PF_INET, SOCK_DGRAM, 0) or die qq($!\\n)'",
        "perl"),
    CP(1, "build", "cp: .*: Permission denied", "cp /etc/passwd /usr/left"),
    MKDIR(1, "build", "mkdir: .*: Permission denied", "mkdir /usr/left"),
    RM(1, "build", "rm: .*: Permission denied", "rm -f /etc/passwd"),
    TOUCH(1, "build", "touch: .*: Permission denied", "touch /etc/passwd"),
    TAR(
        2,
        "build",
        ".*Permission denied.*",
        "tar -cf a.tar /etc/passwd; tar -C /usr -xf a.tar",
        "tar"),
    GIT_INIT(128, "build", ".*Permission denied", "git init /usr/left", "git"),
    SQLITE(
        1,
        "build",
        ".*unable to open database.*",
        "sqlite3 /usr/left 'CREATE TABLE t(n)'",
        "sqlite3"),
    PIP(1, "build", ".*PermissionError.*", "python3 -c 'open(\"/usr/left\", \"w\")'", "python3");

    private final int exitCode;
    private final String policy;
    private final String message;
    private final String script;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> tools;

    Blocked(int exitCode, String policy, String message, String script, String... tools) {
      this.exitCode = exitCode;
      this.policy = "builtin:" + (policy.equals("build") ? policy : "files-" + policy);
      this.message = message;
      this.script = script;
      this.tools = List.of(tools);
    }
  }

  static Stream<Arguments> blockedAndAccounts() {
    return Arrays.stream(Blocked.values())
        .flatMap(blocked -> Account.available().stream().map(a -> Arguments.of(blocked, a)));
  }

  @ParameterizedTest(name = "{0} as {1}")
  @MethodSource("blockedAndAccounts")
  void whatIsBlockedFailsAsProgramsExpect(Blocked blocked, Account account) throws Exception {
    Testbed.assumeInstalled(blocked.tools.toArray(String[]::new));
    try (var testbed = new Testbed(account)) {
      Outcome outcome =
          testbed.record(
              List.of(),
              List.of("-Dpolicy=" + blocked.policy),
              List.of("bash", "-c", blocked.script));
      assertEquals(blocked.exitCode, outcome.exitCode(), outcome::toString);
      String said = (outcome.stdout() + outcome.stderr()).strip();
      assertTrue(said.matches("(?s)" + blocked.message), outcome::toString);
      testbed.replay();
    }
  }

  static Stream<Arguments> programsPoliciesAndAccounts() {
    return Stream.of("builtin:build", "builtin:files-no-network")
        .flatMap(
            policy ->
                Arrays.stream(RealProgram.values())
                    .filter(program -> program.isLocal() || policy.equals("builtin:build"))
                    .flatMap(
                        program ->
                            Account.available().stream()
                                .map(account -> Arguments.of(program, policy, account))));
  }

  @ParameterizedTest(name = "{0} under {1} as {2}")
  @MethodSource("programsPoliciesAndAccounts")
  void underAPolicyThatAllowsWhatTheyDoTheyAreTheSameToo(
      RealProgram program, String policy, Account account) throws Exception {
    List<String> command = program.command();
    try (var testbed = new Testbed(account)) {
      Outcome natively = testbed.runNatively(command);
      assertEquals(program.exitCode(), natively.exitCode(), natively::toString);
      Outcome recorded = testbed.record(List.of(), List.of("-Dpolicy=" + policy), command);
      assertEquals(natively, recorded);
      testbed.replay();
    }
  }
}
