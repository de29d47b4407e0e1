package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person at a terminal decides what real programs do. */
@Tag("process")
class PromptTest {
  /** Asks about the files beside the program, and about sockets. */
  private static final String POLICY =
      """
      {"version": 1, "defaultAction": "allow", "rules": [
        {"id": "here", "names": ["%file"], "action": "ask", "match":
          {"path": "${CWD}/files{,/**}", "access": ["read", "write", "create", "delete"]}},
        {"id": "sockets", "names": ["socket"], "action": "ask"}]}
      """;

  private static final String KEYS = "(Enter denies) ";
  private static final String ASKED = "wants to ";

  @TempDir private Path directory;
  private Screen screen;

  /** An ordinary user is at the terminal. */
  @BeforeEach
  void prepare() throws Exception {
    screen = new Screen(directory, Screen.isRoot());
    for (String name : List.of("files", "files/sub")) {
      Files.createDirectory(directory.resolve(name));
      Files.setPosixFilePermissions(
          directory.resolve(name), PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    for (String name : List.of("a", "b", "c", "sub/d", "sub/e")) {
      Files.writeString(directory.resolve("files").resolve(name), "text of " + name + "\n");
    }
    Files.writeString(directory.resolve("policy.json"), POLICY);
    Files.setPosixFilePermissions(
        directory.resolve("policy.json"), PosixFilePermissions.fromString("rw-rw-rw-"));
  }

  private void beRoot(boolean isRoot) throws Exception {
    if (isRoot) {
      assumeTrue(Screen.isRoot(), "who runs the tests is not root");
      screen = new Screen(directory, false);
    }
  }

  private Outcome record(String script, String... program) throws Exception {
    return record(script, List.of("--policy", "policy.json"), program);
  }

  private Outcome record(String script, List<String> options, String... program) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-q", "--force", "-o", "run.cq"));
    arguments.addAll(options);
    arguments.addAll(List.of(program));
    return screen.record(script, arguments);
  }

  /** One question that is answered. */
  private static String answer(String question, String keys) {
    return "expect " + ASKED + question + "\nexpect " + KEYS + "\nsend " + keys + "\n";
  }

  private Outcome shell(String script, String commands) throws Exception {
    return record(script, "sh", "-c", commands);
  }

  private String read(String file) throws Exception {
    return Files.readString(directory.resolve(file));
  }

  private String report() {
    return Outcome.of("report", "--all", directory.resolve("run.cq").toString()).out();
  }

  private static int questions(Outcome outcome) {
    return outcome.out().split(ASKED, -1).length - 1;
  }

  @ParameterizedTest(name = "root {0}")
  @ValueSource(booleans = {false, true})
  void anAnswerCountsOnceOrForWhatItSays(boolean isRoot) throws Exception {
    beRoot(isRoot);
    String path = directory.toRealPath() + "/files/";
    Outcome outcome =
        shell(
            answer("READ", "a\\r")
                + "expect text of a\n"
                + answer("READ", "do")
                + "expect cat: files/a: Operation not permitted\n"
                + answer("READ", "ae")
                + "expect text of a\nexpect text of a\n"
                + answer("READ", "dd")
                + "expect files/sub/d: Operation not permitted\n"
                + "expect files/sub/e: Operation not permitted\n"
                + answer("READ", "\\r")
                + "expect files/b: Operation not permitted\n",
            "cat files/a; cat files/a; cat files/a; cat files/a; cat files/sub/d; cat files/sub/e;"
                + " cat files/b; exit 7");
    assertEquals(7, outcome.exitCode(), outcome.out());
    assertEquals(5, questions(outcome), outcome.out());
    String report = report();
    assertTrue(report.contains("blocked   1 call by rule prompt-"), report);
    assertTrue(report.contains("by user, asked by here, waited "), report);
    assertTrue(report.contains("  unused    1 of 2 rules of policy.json\n"), report);
    assertTrue(report.contains(" sockets  ask socket\n"), report);
    assertTrue(report.contains(path + "sub/d  EPERM"), report);
    String shown = Outcome.of("show", "--json", directory.resolve("run.cq").toString()).out();
    assertTrue(shown.contains("\"question\":\"read " + path + "a\""), shown);
    // who asks is counted once a question, and rules that answers make are none of the policy
    assertTrue(shown.contains("\"counts\":[5,0,0,0]"), shown);
  }

  /** a, aa, bh, bs, bah, bas of polaris64/syswall. */
  @ParameterizedTest(name = "root {0}")
  @ValueSource(booleans = {false, true})
  void theKeysOfTheFirstSyswallWork(boolean isRoot) throws Exception {
    beRoot(isRoot);
    String python =
        """
        import os, socket
        def do(what):
            try:
                print('done', what())
            except OSError as e:
                print('error', e.errno)
        def sock():
            return socket.socket(socket.AF_INET, socket.SOCK_DGRAM).fileno() > 2
        do(sock); do(sock); do(sock)
        do(lambda: os.mkdir('files/m')); do(lambda: os.mkdir('files/m'))
        do(lambda: os.unlink('files/a')); do(lambda: os.unlink('files/b'))
        do(lambda: os.rmdir('files/sub')); do(lambda: os.rmdir('files/x'))
        """;
    Files.writeString(directory.resolve("p.py"), python);
    Outcome outcome =
        record(
            answer("call socket AF_INET", "aa")
                + "expect done True\nexpect done True\nexpect done True\n"
                + answer("CREATE", "bs")
                + "expect done None\n"
                + answer("CREATE", "bh")
                + "expect error 1\n"
                + answer("DELETE", "bas")
                + "expect done None\nexpect done None\n"
                + answer("DELETE", "bah")
                + "expect error 1\nexpect error 1\n",
            "python3",
            "-S",
            "p.py");
    assertEquals(0, outcome.exitCode(), outcome.out());
    assertEquals(5, questions(outcome), outcome.out());
    assertTrue(Files.exists(directory.resolve("files/a")));
    assertTrue(Files.exists(directory.resolve("files/sub")));
    assertFalse(Files.exists(directory.resolve("files/m")));
  }

  @Test
  void librariesAskNothingWhereThePolicySaysSo() throws Exception {
    String all =
        """
        {"version": 1, "defaultAction": "allow", "rules": [
          {"names": ["%file"], "match": {"access": "read"}, "action": "ask"}]}
        """;
    Files.writeString(directory.resolve("policy.json"), all);
    String ask = answer("READ", "a\\r");
    Outcome noisy = record(ask + ask + ask, "cat", "files/a");
    assertEquals(3, questions(noisy), noisy.out()); // the loader's cache, the C library, the file
    Outcome builtin =
        record(
            answer("READ", "a\\r"),
            List.of("--policy", "builtin:so-loads", "--policy", "policy.json"),
            "cat",
            "files/a");
    assertEquals(1, questions(builtin), builtin.out());
  }

  @Test
  void aRuleLooksAtOneArgumentAndTheReportTellsWhatWasBlocked() throws Exception {
    Files.writeString(
        directory.resolve("policy.json"),
        """
        {"version": 1, "extends": ["builtin:files-no-network"], "defaultAction": "allow", "rules": [
          {"id": "datagrams", "names": ["socket"], "action": "ask",
            "args": [{"index": 0, "value": "AF_INET", "op": "SCMP_CMP_EQ"},
                     {"index": 1, "value": 15, "valueTwo": "SOCK_DGRAM", "op": "SCMP_CMP_MASKED_EQ"}]}]}
        """);
    String python =
        """
        import socket as s
        s.socket(s.AF_INET, s.SOCK_DGRAM).close()
        print('datagram', flush=True)
        s.socket(s.AF_INET, s.SOCK_STREAM)
        """;
    Files.writeString(directory.resolve("p.py"), python);
    Outcome outcome =
        record(
            answer("call socket AF_INET", "a\\r") + "expect text of a\n",
            "sh",
            "-c",
            "python3 -S p.py; cat files/a");
    assertEquals(0, outcome.exitCode(), outcome.out());
    assertEquals(1, questions(outcome), outcome.out());
    assertTrue(outcome.out().contains("datagram\r"), outcome.out());
    assertTrue(outcome.out().contains("PermissionError"), outcome.out());
    String report = report();
    assertTrue(report.contains("1  socket"), report);
    assertTrue(report.contains("by user, asked by datagrams"), report);
    assertTrue(report.contains("/files/a"), report);
  }

  @Test
  void savedAnswersAreNotAskedAgain() throws Exception {
    String commands = "cat files/a; cat files/b; echo x >files/new; cat files/new";
    Files.writeString(
        directory.resolve("mine.json"),
        """
        {"version": 1,
          "comment": "kept  as it is", "extends": ["policy.json"],
          "rules": [
            {"names": ["mount"], "action": "deny"}
          ]}
        """);
    List<String> options = List.of("--policy", "mine.json", "--save-policy", "mine.json");
    Outcome first =
        record(
            answer("READ", "as\\r")
                + "expect text of a\n"
                + answer("READ", "dse")
                + "expect files/b: Operation not permitted\n"
                + answer("WRITE and CREATE", "fs\\r")
                + answer("READ", "a\\r")
                + "expect new: No such file\n",
            options,
            "sh",
            "-c",
            commands);
    assertEquals(1, first.exitCode(), first.out());
    assertEquals(4, questions(first), first.out());
    String saved = read("mine.json");
    assertTrue(saved.contains("\"comment\": \"kept  as it is\""), saved);
    assertTrue(saved.contains("\"names\": [\"mount\"]"), saved);
    assertEquals(3, saved.split("\"source\":\"prompt\"", -1).length - 1, saved);

    Outcome second =
        record(answer("READ", "a\\r"), List.of("--policy", "mine.json"), "sh", "-c", commands);
    assertEquals(1, questions(second), second.out()); // what was answered for once
    assertTrue(second.out().contains("text of a"), second.out());
    assertFalse(Files.exists(directory.resolve("files/new")));
  }

  @Test
  void aPolicyIsMadeFromAnswersAndSettlesTheNextRun() throws Exception {
    List<String> ask = List.of("--ask", "--save-policy", "made.json");
    Outcome first =
        record(
            answer("EXEC /", "asd") + answer("READ", "asd") + "expect text of a\n",
            ask,
            "sh",
            "-c",
            "cat files/a; exit 3");
    assertEquals(3, first.exitCode(), first.out());
    Outcome second =
        record("expect text of a\n", List.of("--policy", "made.json"), "sh", "-c", "cat files/a");
    assertEquals(0, second.exitCode(), second.out());
    assertEquals(0, questions(second), second.out());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(directory.resolve("made.json"))));
  }

  @Test
  void programsReadThePolicyAndCannotChangeIt() throws Exception {
    Outcome outcome =
        shell(
            "expect sockets\n",
            "cat policy.json; echo x >>policy.json; mv policy.json x; ln policy.json y;"
                + " rm -f policy.json; mv \"$PWD\" \"$PWD.moved\"");
    assertEquals(POLICY, read("policy.json"), outcome.out());
    assertEquals(5, outcome.out().split("Permission denied", -1).length - 1, outcome.out());
  }

  @Test
  void whatIsTypedAheadAnswersNothing() throws Exception {
    Outcome outcome =
        shell(
            "send aaaa\nexpect ready\nsend aaaa\n" + answer("READ", "\\r"),
            "echo ready; cat files/a");
    assertEquals(1, outcome.exitCode(), outcome.out());
    assertFalse(outcome.out().contains("text of a"), outcome.out());
  }

  @Test
  void whoeverIsTypingAnswersNothing() throws Exception {
    Outcome outcome =
        shell(
            "expect wants to\nrun sleep 0.1\nsend a\nrun sleep 0.1\nsend a\nrun sleep 0.1\nsend a\n"
                + "expect "
                + KEYS
                + "\nsend \\r\n",
            "cat files/a");
    assertEquals(1, outcome.exitCode(), outcome.out());
    assertFalse(outcome.out().contains("text of a"), outcome.out());
  }

  @Test
  void anAnswerIsWeakerThanWhatThePolicySaysBefore() throws Exception {
    Files.writeString(
        directory.resolve("policy.json"),
        """
        {"version": 1, "defaultAction": "allow", "rules": [
          {"names": ["%file"], "match": {"path": "${CWD}/files/sub/**"}, "action": "deny"},
          {"names": ["%file"], "match": {"path": "${CWD}/files/**", "access": "read"},
           "action": "ask"}]}
        """);
    Outcome outcome =
        shell(answer("READ", "ad") + "expect text of a\n", "cat files/a; cat files/sub/d");
    assertEquals(1, outcome.exitCode(), outcome.out());
    assertFalse(outcome.out().contains("text of sub"), outcome.out());
  }

  @Test
  void whatChangedWhileThePersonThoughtIsAskedAboutAgain() throws Exception {
    Files.writeString(
        directory.resolve("p.py"),
        """
        import os, threading
        os.mkdir('d'); open('d/a', 'w').close()
        remove = threading.Thread(target=lambda: os.remove('d/a'))
        remove.start()
        input()
        os.rename('d', 'gone'); os.symlink('files', 'd'); open('done', 'w').close()
        print('swapped', flush=True)
        remove.join()
        """);
    Files.writeString(
        directory.resolve("policy.json"),
        """
        {"version": 1, "defaultAction": "allow", "rules": [
          {"names": ["unlink"], "match": {"access": "delete"}, "action": "ask"}]}
        """);
    Files.writeString(directory.resolve("go"), "");
    Outcome outcome =
        shell(
            "expect DELETE\nexpect /d/a\nexpect "
                + KEYS
                + "\nrun echo >>go\nrun until test -e done; do sleep 0.1; done\nsend a\\r\n"
                + "expect DELETE\nexpect /files/a\nexpect "
                + KEYS
                + "\nsend \\r\nexpect swapped\nexpect not permitted\n",
            "tail -f go | python3 -S p.py");
    assertTrue(Files.exists(directory.resolve("files/a")), outcome.out());
  }

  @Test
  void noAnswerDenies() throws Exception {
    Files.writeString(
        directory.resolve("policy.json"),
        POLICY.replace("{\"version\": 1,", "{\"version\": 1, \"askTimeout\": \"1s\","));
    Outcome late = shell("expect no answer in time\n", "cat files/a");
    assertEquals(1, late.exitCode(), late.out());
    Outcome ended = shell("expect " + KEYS + "\nsend ^D\n", "cat files/a");
    assertEquals(1, ended.exitCode(), ended.out());

    Outcome unattended =
        new RealRecorder(directory)
            .record("--force", "-o", "run.cq", "--policy", "policy.json", "cat", "files/a");
    assertEquals(1, unattended.exitCode(), unattended.err());
  }

  @Test
  void whatIsAllowedForLackOfAnAnswerIsNotThePersonsDoing() throws Exception {
    Files.writeString(
        directory.resolve("policy.json"),
        POLICY.replace(
            "{\"version\": 1,",
            "{\"version\": 1, \"askTimeout\": \"1s\", \"unattended\": \"allow\","));
    Outcome late = shell("expect no answer in time\nexpect text of a\n", "cat files/a");
    assertEquals(0, late.exitCode(), late.out());
    String report = report();
    assertTrue(report.contains("by unattended, asked by here"), report);
    assertFalse(report.contains("by user"), report);
  }

  @Test
  void keysThatSignalReachTheProgram() throws Exception {
    Outcome outcome =
        shell(
            "expect " + KEYS + "\nsend ^C\nexpect caught\n" + answer("READ", "a\\r"),
            "trap 'echo caught' INT; cat files/a; cat files/b");
    assertEquals(0, outcome.exitCode(), outcome.out());
    assertTrue(outcome.out().contains("text of b"), outcome.out());
    assertFalse(outcome.out().contains("text of a"), outcome.out());
  }

  @Test
  void aStoppedQuestionIsAskedAgainInTheForeground() throws Exception {
    Files.writeString(
        directory.resolve("start"), String.join(" ", screen.command(List.of("cat", "files/a"))));
    Outcome outcome =
        screen.shell(
            "expect %%\nsend sh ./start\\r\nexpect "
                + KEYS
                + "\nsend ^Z\nexpect Stopped\nexpect %%\nsend fg\\r\n"
                + answer("READ", "a\\r")
                + "expect text of a\nexpect %%\nsend sh ./start & wait %1\\r\nexpect Stopped\n"
                + "send fg\\r\n"
                + answer("READ", "d\\r")
                + "expect not permitted\nexpect %%\nsend exit 6\\r\n");
    assertEquals(6, outcome.exitCode(), outcome.out());
    assertEquals(3, questions(outcome), outcome.out());
  }

  @ParameterizedTest(name = "root {0}")
  @ValueSource(booleans = {false, true})
  void aProgramThatReadsTheTerminalGetsNoAnswers(boolean isRoot) throws Exception {
    beRoot(isRoot);
    Outcome outcome =
        shell(
            "expect reading\n"
                + answer("READ", "a\\r")
                + "expect text of a\nsend typed\\r\nexpect got typed\n",
            "echo reading; (cat files/a) & read line; echo got $line; wait");
    assertEquals(0, outcome.exitCode(), outcome.out());
    assertTrue(outcome.out().contains("got typed\r\n"), outcome.out());
  }

  @Test
  void sameQuestionsAreAskedOnceAndOthersOneByOne() throws Exception {
    Outcome outcome =
        shell(
            answer("READ", "a\\r") + answer("READ", "a\\r"),
            "cat files/a & cat files/a & cat files/a & cat files/b & wait");
    assertEquals(0, outcome.exitCode(), outcome.out());
    // some may have come only after the answer: then they are asked for by themselves
    assertTrue(questions(outcome) <= 4, outcome.out());
    assertEquals(4, outcome.out().split("text of ", -1).length - 1, outcome.out());
  }

  @Test
  void aQuestionEndsWithWhoAsks() throws Exception {
    Files.copy(Path.of("/bin/cat"), directory.resolve("asking-cat"));
    Outcome outcome =
        shell(
            "expect "
                + KEYS
                + "\nrun pkill -9 -x asking-cat\nexpect taken back\nexpect ended 137\n",
            "./asking-cat files/a; echo ended $?");
    assertEquals(0, outcome.exitCode(), outcome.out());
  }

  @Test
  void aRunThatIsToldToEndEndsThoughSomethingIsAsked() throws Exception {
    Outcome outcome =
        shell(
            "expect " + KEYS + "\nrun pkill -f 'syswall.cli.Syswall record .*" + "told-to-end'\n",
            "cat files/a; cat files/b; : told-to-end");
    assertEquals(143, outcome.exitCode(), outcome.out());
  }

  @Test
  void linesFitAndHostileNamesAreSpelledOut() throws Exception {
    String name = "x".repeat(100) + "\33[2J\n" + "end";
    Files.writeString(directory.resolve("files").resolve(name), "hostile\n");
    Outcome outcome =
        record(
            "expect " + KEYS + "\ncolumns 60\nsend a\\r\n" + answer("READ", "a\\r"),
            "sh",
            "-c",
            "cat \"files/$0\"; cat \"files/$0\"",
            name);
    assertEquals(0, outcome.exitCode(), outcome.out());
    assertTrue(outcome.out().contains("\\33[2J\\nend"), outcome.out());
    assertFalse(outcome.out().contains("\33[2J"), outcome.out());
    String[] halves = outcome.out().split("allowed once", -1);
    assertLinesFit(halves[0], 80);
    assertLinesFit(halves[1], 60);
  }

  private static void assertLinesFit(String text, int columns) {
    for (String line : text.split("[\r\n]+", -1)) {
      String shown = line.replaceAll("\33\\[[0-9;]*[mK]", "");
      assertTrue(shown.length() <= columns, line);
    }
  }

  @Test
  void theInterpreterOfAScriptIsAskedAbout() throws Exception {
    Files.writeString(directory.resolve("script"), "#!/bin/sh\necho ran\n");
    Files.setPosixFilePermissions(
        directory.resolve("script"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        directory.resolve("policy.json"),
        """
        {"version": 1, "defaultAction": "allow", "rules": [
          {"id": "run", "names": ["%file"], "match": {"access": "exec"}, "action": "ask"}]}
        """);
    Outcome both = shell(answer("EXEC", "a\\r") + answer("EXEC", "a\\r"), "./script; echo code $?");
    assertEquals(2, questions(both), both.out());
    assertTrue(both.out().contains("ran\r\ncode 0"), both.out());
    Outcome half = shell(answer("EXEC", "a\\r") + answer("EXEC", "d\\r"), "./script; echo code $?");
    assertTrue(half.out().contains("code 137"), half.out());
    assertFalse(half.out().contains("ran\r"), half.out());
  }

  @Test
  void theTracedProgramCannotTypeAnswers() throws Exception {
    Files.writeString(
        directory.resolve("p.py"),
        """
        import fcntl, os, termios
        for key in b'aaaa':
            try:
                fcntl.ioctl(0, termios.TIOCSTI, bytes([key]))
                print('typed')
            except OSError as e:
                print('refused', e.errno)
        """);
    Outcome outcome = record("", "python3", "-S", "p.py");
    assertEquals(4, outcome.out().split("refused 1\r", -1).length - 1, outcome.out());
  }
}
