package syswall.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The attempts that syswall brings tell a firewall that holds from one that does not. */
@Tag("process")
class SelfTestTest {
  private static final String ALLOWS_ALL =
      "{\"version\": 1, \"defaultAction\": \"allow\", \"rules\": []}";

  static List<Account> accounts() {
    return Account.available();
  }

  /** Outcomes by attempt. */
  private static Map<String, String> run(Account account, String... policy) throws Exception {
    try (var testbed = new Testbed(account)) {
      Path directory = testbed.recordedDirectory();
      List<String> arguments =
          Stream.concat(Stream.of(directory.toString()), Stream.of(policy)).toList();
      List<String> command = RecorderJvm.of(List.of(), "syswall.selftest.SelfTestMain", arguments);
      Process process = testbed.builder(directory, command).redirectErrorStream(true).start();
      Map<String, String> outcomes;
      try (BufferedReader out = process.inputReader()) {
        List<String> lines = out.lines().toList();
        assertEquals(0, process.waitFor(), lines::toString);
        outcomes =
            lines.stream()
                .map(line -> line.split("\t", -1))
                .collect(Collectors.toMap(f -> f[1], f -> (f[0] + " " + f[2]).strip()));
      }
      try (Stream<Path> left = Files.list(directory)) {
        assertEquals(List.of(), left.toList());
      }
      return outcomes;
    }
  }

  private static Set<String> thatAre(String outcome, Map<String, String> attempts) {
    return attempts.entrySet().stream()
        .filter(attempt -> attempt.getValue().startsWith(outcome))
        .map(attempt -> attempt.getKey() + ": " + attempt.getValue())
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("accounts")
  void noAttemptIsOpen(Account account) throws Exception {
    Map<String, String> attempts = run(account);
    assertEquals(Set.of(), thatAre("OPEN", attempts));
    assertTrue(thatAre("CLOSED", attempts).size() > 80, attempts::toString);
  }

  @Test
  void whatThePolicyDoesNotForbidIsOpenUnlessSyswallProtectsItself() throws Exception {
    Map<String, String> attempts = run(Account.CALLER, ALLOWS_ALL);
    Map<String, String> expected =
        Map.ofEntries(
            Map.entry("open", "OPEN the secret was read"),
            Map.entry("truncate", "OPEN the file was changed"),
            Map.entry("make by link", "OPEN the file was made"),
            Map.entry("CLONE_UNTRACED", "OPEN the secret was read"),
            Map.entry("copy in memory", "OPEN the program ran"),
            Map.entry("interpreter", "OPEN the program ran"),
            Map.entry("sendmmsg", "OPEN the address was reached"),
            Map.entry("Unix socket", "OPEN the address was reached"),
            Map.entry("race: path", "OPEN the secret was read"),
            Map.entry("race: link", "OPEN the secret was read"),
            Map.entry("race: port", "OPEN the address was reached"),
            Map.entry("int 0x80 open", "CLOSED"),
            Map.entry("journal: rename", "CLOSED"));
    expected.forEach((attempt, outcome) -> assertEquals(outcome, attempts.get(attempt), attempt));
  }
}
