package syswall.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
