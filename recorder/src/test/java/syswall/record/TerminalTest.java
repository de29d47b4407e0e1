package syswall.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that own a terminal behave under the recorder as they do without it. */
@Tag("process")
class TerminalTest {

  @ParameterizedTest(name = "as {0}")
  @MethodSource("syswall.record.Account#available")
  void interactiveShellControlsItsJobs(Account account) throws Exception {
    String screen =
        sameScreen(
            account,
            """
            expect %%\s
            send sh -c 'echo re""ady; exec cat'\\r
            expect ready
            send ^Z
            expect Stopped
            expect %%\s
            send fg\\r
            expect exec cat
            send echoed\\r
            expect echoed
            expect echoed
            send ^C
            expect %%\s
            send jobs; sleep 1000 & sleep 1000 & kill %1; wait %1; echo code $?\\r
            expect code 143
            expect %%\s
            send kill -9 %2; exit 5\\r
            """,
            5,
            List.of("env", "PS1=%% ", "bash", "--norc", "--noprofile", "--noediting", "-i"));
    assertTrue(screen.contains("Stopped"), screen);
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("syswall.record.Account#available")
  void pagerReadsKeys(Account account) throws Exception {
    Testbed.assumeInstalled("less");
    sameScreen(
        account,
        """
        expect line 23
        send \s
        expect line 46
        send G
        expect line 200
        send q
        """,
        0,
        List.of("sh", "-c", "seq -f 'line %g' 200 | less"));
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("syswall.record.Account#available")
  void interruptKeyReachesTheProgramAndItsCodeIsTold(Account account) throws Exception {
    sameScreen(
        account,
        """
        expect ready
        send ^C
        expect caught
        """,
        3,
        List.of(
            "sh", "-c", "trap 'echo caught; exit 3' INT; echo ready; while :; do read x; done"));
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("syswall.record.Account#available")
  void stopKeyStopsRecorderAndProgramTogether(Account account) throws Exception {
    Path terminalBinary = Tracees.hosted("terminal");
    try (var testbed = new Testbed(account)) {
      List<String> recorder =
          testbed.recordCommand(
              List.of(), List.of(), List.of("sh", "-c", "echo re\"\"ady; exec cat"));
      Path shellScript = testbed.directory().resolve("record.sh");
      Files.writeString(shellScript, "exec '" + String.join("' '", recorder) + "'\n");
      Path keys =
          Files.writeString(
              testbed.directory().resolve("keys"),
              """
              expect %%\s
              send sh %s\\r
              expect ready
              send ^Z
              expect Stopped
              expect %%\s
              send fg\\r
              expect record.sh
              send echoed\\r
              expect echoed
              expect echoed
              send ^D
              expect %%\s
              send exit 5\\r
              """
                  .replace("%s", shellScript.toString()));
      Outcome outcome =
          testbed.runNatively(
              List.of(
                  testbed.install(terminalBinary).toString(),
                  keys.toString(),
                  "/usr/bin/env",
                  "PS1=%% ",
                  "bash",
                  "--norc",
                  "--noprofile",
                  "--noediting",
                  "-i"));
      assertEquals(5, outcome.exitCode(), outcome::toString);
      testbed.replay();
    }
  }

  /** Plays a script natively and recorded; what appears must be the same but for process ids. */
  private static String sameScreen(
      Account account, String script, int exitCode, List<String> command) throws Exception {
    Path terminalBinary = Tracees.hosted("terminal");
    try (var testbed = new Testbed(account)) {
      Path file = Files.writeString(testbed.directory().resolve("script"), script);
      String terminal = testbed.install(terminalBinary).toString();
      List<String> starter = List.of(terminal, file.toString());

      var nativeCommand = new ArrayList<>(starter);
      nativeCommand.add("/usr/bin/env");
      nativeCommand.addAll(command);
      Outcome natively = testbed.runNatively(nativeCommand);
      Outcome recorded = testbed.record(starter, List.of(), command);

      assertEquals(exitCode, natively.exitCode(), natively::toString);
      assertEquals(withoutIds(natively.stdout()), withoutIds(recorded.stdout()));
      assertEquals(exitCode, recorded.exitCode());
      testbed.replay();
      return recorded.stdout();
    }
  }

  private static String withoutIds(String screen) {
    return screen.replaceAll("(\\[\\d\\]) \\d+", "$1 PID");
  }
}
