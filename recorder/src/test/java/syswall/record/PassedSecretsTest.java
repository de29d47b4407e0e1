package syswall.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import syswall.event.Capture;
import syswall.event.Event.SyscallEntered;
import syswall.event.EventHandler;

/** What a program passes on in an environment is kept, but not the values of its secrets. */
@Tag("process")
class PassedSecretsTest {
  private static final int EXECVE = 59;
  private static final int ENVP = 2;

  @ParameterizedTest(name = "as {0}")
  @MethodSource("syswall.record.Account#available")
  void secretMadeByTheProgramIsStoredAsADigest(Account account) throws Exception {
    try (var testbed = new Testbed(account)) {
      String script = "export API_TOKEN=hunt$((1+1))er PLAIN=hunt$((2+2))er; /bin/true; exit 3";
      assertEquals(3, testbed.record(List.of("sh", "-c", script)).exitCode());
      var environments = new Environments();
      testbed.replay(environments);
      List<String> passed = environments.passed;
      assertTrue(passed.contains("PLAIN=hunt4er"), passed::toString);
      assertTrue(
          passed.stream().anyMatch(entry -> entry.matches("API_TOKEN=syswall-digest:\\p{XDigit}+")),
          passed::toString);
      assertFalse(passed.toString().contains("hunt2er"), passed::toString);
    }
  }

  private static final class Environments implements EventHandler.Ignoring {
    private final List<String> passed = new ArrayList<>();

    @Override
    public void on(SyscallEntered e) {
      for (Capture capture : e.captures()) {
        if (e.number() == EXECVE && capture.argument() == ENVP) {
          capture.bytes().splitAtNuls().forEach(entry -> passed.add(entry.text()));
        }
      }
    }
  }
}
