package syswall.record;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import syswall.event.Event.DescriptorInherited;
import syswall.event.Event.SyscallEntered;
import syswall.event.EventHandler;

/**
 * A recorded program starts as it would without the recorder: a probe prints all that it inherits,
 * natively and recorded, in each of the situations of {@code starter.c}.
 */
@Tag("process")
class FaithfulLaunchTest {
  private static final List<String> SITUATIONS =
      List.of(
          "plain",
          "descriptors",
          "arguments",
          "signals",
          "limits",
          "affinity",
          "no-environment",
          "weird-environment");

  static Stream<Arguments> situationsAndAccounts() {
    return SITUATIONS.stream()
        .flatMap(name -> Account.available().stream().map(a -> Arguments.of(name, a)));
  }

  @ParameterizedTest(name = "{0} as {1}")
  @MethodSource("situationsAndAccounts")
  void probeSeesNoDifference(String situation, Account account) throws Exception {
    Path probeBinary = Tracees.hosted("probe");
    Path starterBinary = Tracees.hosted("starter");
    try (var testbed = new Testbed(account)) {
      List<String> starter = List.of(testbed.install(starterBinary).toString(), situation);
      List<String> probe = List.of(testbed.install(probeBinary).toString(), "one", "two");

      var command = new ArrayList<>(starter);
      command.addAll(probe);
      Outcome natively = testbed.runNatively(command);
      Outcome recorded = testbed.record(starter, handedOver(natively), probe);

      assertEquals("", recorded.stderr());
      assertEquals(0, recorded.exitCode(), () -> testbed.recorderReport().toString());
      assertEquals(natively.stdout().replace("/native", "/recorded"), recorded.stdout());
    }
  }

  /** What the launcher script hands over because a JVM loses it; see {@link Inheritance}. */
  private static List<String> handedOver(Outcome probe) {
    return probe
        .stdout()
        .lines()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> "-Dsyswall.sigign=" + line.substring("SigIgn:".length()).strip())
        .toList();
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("syswall.record.Account#available")
  void probeOnATerminalSeesNoDifference(Account account) throws Exception {
    Path probeBinary = Tracees.hosted("probe");
    Path terminalBinary = Tracees.hosted("terminal");
    try (var testbed = new Testbed(account)) {
      Path script = Files.createFile(testbed.directory().resolve("script"));
      List<String> terminal =
          List.of(testbed.install(terminalBinary).toString(), script.toString());
      List<String> probe = List.of(testbed.install(probeBinary).toString());

      var command = new ArrayList<>(terminal);
      command.addAll(probe);
      Outcome natively = testbed.runNatively(command);
      Outcome recorded = testbed.record(terminal, handedOver(natively), probe);

      assertTrue(natively.stdout().contains("terminal yes, foreground 1"), natively::stdout);
      String pts = "/dev/pts/\\d+";
      assertEquals(
          natively.stdout().replace("/native", "/recorded").replaceAll(pts, "/dev/pts/N"),
          recorded.stdout().replaceAll(pts, "/dev/pts/N"));
    }
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("syswall.record.Account#available")
  void programsOwnExecveIsTheFirstCall(Account account) throws Exception {
    try (var testbed = new Testbed(account)) {
      testbed.record(List.of("true"));
      var first = new FirstCall();
      testbed.replay(first);
      SyscallEntered call = requireNonNull(first.call);
      assertEquals(59, call.number());
      assertEquals("/usr/bin/true", call.captures().get(0).bytes().text());
      assertEquals("true\0", call.captures().get(1).bytes().text());
      assertEquals(List.of(0, 1, 2), first.inherited);
    }
  }

  private static final class FirstCall implements EventHandler.Ignoring {
    private final List<Integer> inherited = new ArrayList<>();
    private @Nullable SyscallEntered call;

    @Override
    public void on(DescriptorInherited e) {
      inherited.add(e.fd());
    }

    @Override
    public void on(SyscallEntered e) {
      call = call == null ? e : call;
    }
  }

  static Stream<Arguments> commandsWithExitCodes() {
    Stream<Arguments> ends =
        Stream.of(
            Arguments.of("exit 0", 0),
            Arguments.of("exit 1", 1),
            Arguments.of("exit 128", 128),
            Arguments.of("exit 255", 255),
            Arguments.of("kill -KILL $$", 137),
            Arguments.of("kill -TERM $$", 143),
            Arguments.of("kill -HUP $$", 129));
    return ends.flatMap(
        end -> Account.available().stream().map(a -> Arguments.of(end.get()[0], end.get()[1], a)));
  }

  @ParameterizedTest(name = "{0} as {2}")
  @MethodSource("commandsWithExitCodes")
  void exitCodeIsThePrograms(String command, int exitCode, Account account) throws Exception {
    try (var testbed = new Testbed(account)) {
      Outcome recorded = testbed.record(List.of("/bin/sh", "-c", command));
      assertEquals(new Outcome(exitCode, "", ""), recorded);
    }
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("syswall.record.Account#available")
  void programsThatCannotStartHaveTheirOwnExitCodes(Account account) throws Exception {
    try (var testbed = new Testbed(account)) {
      Path garbage = Files.write(testbed.directory().resolve("garbage"), new byte[] {0, 1, 2});
      Files.setPosixFilePermissions(garbage, PosixFilePermissions.fromString("rwxr-xr-x"));
      assertEquals(127, testbed.record(List.of("/nonexistent/program")).exitCode());
      assertEquals(127, testbed.record(List.of("no-such-program")).exitCode());
      assertEquals(127, testbed.record(List.of("/etc/passwd/program")).exitCode());
      assertEquals(126, testbed.record(List.of("/etc/passwd")).exitCode());
      assertEquals(126, testbed.record(List.of("/etc")).exitCode());
    }
  }

  @ParameterizedTest(name = "as {0}")
  @MethodSource("syswall.record.Account#available")
  void scriptsRunWithAndWithoutAnInterpreterLine(Account account) throws Exception {
    try (var testbed = new Testbed(account)) {
      String body = "echo \"$#\" \"$1\" \"$2\"; exit 7\n";
      for (String text : List.of("#!/bin/sh\n" + body, body)) {
        Path script = Files.writeString(testbed.directory().resolve("script"), text);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Outcome recorded = testbed.record(List.of(script.toString(), "a b", "\u00e9"));
        assertEquals(new Outcome(7, "2 a b ?\n".replace("?", "\u00c3\u00a9"), ""), recorded, text);
      }
    }
  }
}
