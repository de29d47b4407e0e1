package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The command line without a tracer: options, help, completion and mistakes. */
class CommandLineTest {
  private static final String ESCAPE = "\u001b[";

  @Test
  void helpNamesEveryCommandAndAnExample() {
    Outcome help = Outcome.of("--help");
    assertEquals(ExitCode.OK, help.exitCode());
    for (String part :
        List.of(
            "record ",
            "report ",
            "show ",
            "state ",
            "diff ",
            "export ",
            "policy ",
            "selftest ",
            "completion ",
            "syswall record -o ls.cq")) {
      assertTrue(help.out().contains(part), part);
    }
    assertEquals("", help.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "record",
        "report",
        "show",
        "state",
        "diff",
        "export",
        "policy",
        "policy check",
        "policy explain",
        "policy test",
        "policy export",
        "policy learn",
        "selftest",
        "completion"
      })
  void everyCommandHasHelpThatFitsATerminal(String command) {
    Outcome help = Outcome.of((command + " --help").split(" ", -1));
    assertEquals(ExitCode.OK, help.exitCode());
    assertTrue(help.out().startsWith("Usage: syswall " + command), help.out());
    assertTrue(help.out().lines().allMatch(line -> line.length() <= 80), help.out());
  }

  @Test
  void versionIsOneLine() {
    Outcome version = Outcome.of("--version");
    assertEquals(ExitCode.OK, version.exitCode());
    assertTrue(version.out().matches("syswall \\S+ \\(Java .*, Linux .*\\)\\R"), version.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                       | 2   | say what to do, for example 'record'; try 'syswall --help'",
        "reprot                   | 2   | Unexpected argument: 'reprot', did you mean 'report'?; try 'syswall --help'",
        "--colour                 | 2   | Unknown option: '--colour', did you mean '--color'?; try 'syswall --help'",
        "report                   | 2   | Missing required parameter: 'NAME.cq'; try 'syswall report --help'",
        "report --json --section time a.cq | 2 | --section is for text; JSON has all sections but packages; try 'syswall report --help'",
        "report --color=red a.cq  | 2   | Invalid value for option '--color': expected one of [auto, always, never] (case-sensitive) but was 'red'; try 'syswall report --help'",
        "show                     | 2   | Missing required parameter: 'NAME.cq'; try 'syswall show --help'",
        "show -e opnat a.cq       | 2   | -e: no syscall is named 'opnat', did you mean 'openat'?; try 'syswall show --help'",
        "show --since now a.cq    | 2   | --since: 'now' is no time: write 1.5s or 300ms since the start, or 12:30:01 (UTC); try 'syswall show --help'",
        "show --event 3..1 a.cq   | 2   | --event: '3..1' is no range of events: it ends first; try 'syswall show --help'",
        "show --limit -1 a.cq     | 2   | a limit cannot be negative; try 'syswall show --help'",
        "state                    | 2   | Missing required parameter: 'NAME.cq'; try 'syswall state --help'",
        "state --at soon a.cq     | 2   | --at: 'soon' is no time: write 1.5s or 300ms since the start, or 12:30:01 (UTC); try 'syswall state --help'",
        "state --at-event x a.cq  | 2   | Invalid value for option '--at-event': 'x' is not a long; try 'syswall state --help'",
        "state --at-event -1 a.cq | 2   | --at-event: events count from 0; try 'syswall state --help'",
        "state --at-exit sh a.cq  | 2   | Invalid value for option '--at-exit': 'sh' is not an int; try 'syswall state --help'",
        "state --at-first opn a   | 2   | --at-first: no syscall is named 'opn', did you mean 'open'?; try 'syswall state --help'",
        "state --at-first :EX a   | 2   | --at-first: no error is named 'EX': write ENOENT, * for any error, 0 for none; try 'syswall state --help'",
        "state --at 1 --at-event 2 a.cq | 2 | say one moment, or --diff for what changed between two; try 'syswall state --help'",
        "state --diff a.cq        | 2   | --diff: say two moments, or one to compare with the end; try 'syswall state --help'",
        "state --pid=init a.cq    | 2   | Invalid value for option '--pid': 'init' is not an int; try 'syswall state --help'",
        "diff a.cq                | 2   | say two runs, or a baseline and one run to compare with it; try 'syswall diff --help'",
        "diff --baseline a.cq b.cq c.cq | 2 | say two runs, or a baseline and one run to compare with it; try 'syswall diff --help'",
        "diff --map x a.cq b.cq   | 2   | Value for option option '--map' (OLD=NEW) should be in KEY=VALUE format but was x; try 'syswall diff --help'",
        "diff --fail-on new-hosts a.cq b.cq | 2 | Invalid value for option '--fail-on' (NEWS): 'new-hosts' is none of new-host, new-write, new-exec, new-failure; try 'syswall diff --help'",
        "export a.cq              | 2   | Missing required option: '--output=PATH'; try 'syswall export --help'",
        "export -o x              | 2   | Missing required parameter: 'NAME.cq'; try 'syswall export --help'",
        "export -o - a.cq         | 2   | -o -: say which table to print with --table; try 'syswall export --help'",
        "export --format sql -o x a.cq | 2 | Invalid value for option '--format': expected one of [csv, xlsx, jsonl, folded, perfetto] (case-sensitive) but was 'sql'; try 'syswall export --help'",
        "export --format perfetto -o x a.cq b.cq | 2 | --format perfetto: say one session; try 'syswall export --help'",
        "export --format jsonl --bom -o x a.cq | 2 | --csv, --bom and --raw are for CSV, not for jsonl; try 'syswall export --help'",
        "export --format xlsx --raw -o x a.cq | 2 | --csv, --bom and --raw are for CSV, not for xlsx; try 'syswall export --help'",
        "export --format jsonl --table files -o x a.cq | 2 | --table is for csv and xlsx, not for jsonl; try 'syswall export --help'",
        "export -o x --table calls a.cq | 2 | Invalid value for option '--table': 'calls' is none of findings, processes, files, sockets, names, opened, decisions, events; try 'syswall export --help'",
        "policy                   | 2   | say what to do, for example 'check'; try 'syswall policy --help'",
        "policy chekc p.json      | 2   | Unexpected argument: 'chekc', did you mean 'check'?; try 'syswall policy --help'",
        "policy check             | 2   | Missing required parameter: 'POLICY'; try 'syswall policy check --help'",
        "policy test p.json       | 2   | Missing required parameter: 'NAME.cq'; try 'syswall policy test --help'",
        "policy explain p.json    | 2   | Missing required parameter: 'CALL'; try 'syswall policy explain --help'",
        "policy explain p -- opnat /x | 2 | no syscall is named 'opnat'; try 'syswall policy explain --help'",
        "policy explain p read /x x   | 2 | read has no argument for 'x'; try 'syswall policy explain --help'",
        "policy export p.json     | 2   | Missing required option: '--format=FORMAT'; try 'syswall policy export --help'",
        "policy learn             | 2   | Missing required parameter: 'NAME.cq'; try 'syswall policy learn --help'",
        "selftest now             | 2   | Unexpected argument: 'now'; try 'syswall selftest --help'",
        "completion fish          | 2   | Invalid value for positional parameter at index 0 (SHELL): expected one of [bash, zsh] (case-sensitive) but was 'fish'; try 'syswall completion --help'",
        "record                   | 125 | say which program to run; try 'syswall record --help'",
        "record --                | 125 | say which program to run; try 'syswall record --help'",
        "record -s -1 ls          | 125 | a limit cannot be negative; try 'syswall record --help'",
        "record --repeat 3 ls     | 125 | --repeat: say how many runs, 1 or more, and with -o their name; try 'syswall record --help'",
        "record --repeat 0 -o x ls | 125 | --repeat: say how many runs, 1 or more, and with -o their name; try 'syswall record --help'",
        "record --repeat x ls     | 125 | Invalid value for option '--repeat': 'x' is not an int; try 'syswall record --help'",
        "record -e opnat ls       | 125 | -e: no syscall is named 'opnat', did you mean 'openat'?; try 'syswall record --help'",
        "record -e %flie ls       | 125 | -e: no class of syscalls is named '%flie', did you mean '%file'?; try 'syswall record --help'",
        "record -e file ls        | 125 | -e: no syscall is named 'file', did you mean '%file'?; try 'syswall record --help'",
        "record -e read --ask ls  | 125 | -e: a policy decides about every call, and what is decided is recorded; try 'syswall record --help'",
        "record -x ls             | 125 | Unknown option: '-x'; try 'syswall record --help'",
        "record -o                | 125 | Missing required parameter for option '--output' (NAME.cq); try 'syswall record --help'",
      })
  void aMistakeIsOneLineThatSaysWhatToDo(String args, int exitCode, String line) {
    Outcome outcome = Outcome.of(args.isEmpty() ? new String[0] : args.split(" +"));
    assertEquals("syswall: " + line + System.lineSeparator(), outcome.err());
    assertEquals(exitCode, outcome.exitCode());
    assertEquals("", outcome.out());
  }

  @Test
  void optionsEndAtTheProgram() {
    assertEquals(
        List.of("ls", "-o", "x", "--", "-q", "--help"),
        program("record", "-q", "ls", "-o", "x", "--", "-q", "--help"));
  }

  @Test
  void programMayBeNamedLikeAnOption() {
    assertEquals(List.of("-q", "--", "a"), program("record", "--", "-q", "--", "a"));
  }

  @Test
  void argumentsReachTheProgramUntouched(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "expanded");
    assertEquals(
        List.of("echo", "@" + file, "\"quoted\"", "", "${HOME}", "a,b"),
        program("record", "echo", "@" + file, "\"quoted\"", "", "${HOME}", "a,b"));
  }

  @Test
  void verbosityAddsUp() {
    for (String[] args : new String[][] {{"record", "-vv", "ls"}, {"record", "-v", "-v", "ls"}}) {
      assertEquals(2, parse(args).matchedOption("-v").<boolean[]>getValue().length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void completionIsAScriptThatBashParses(String shell) throws Exception {
    Outcome completion = Outcome.of("completion", shell);
    assertEquals(ExitCode.OK, completion.exitCode());
    assertTrue(completion.out().contains("'--force'"), completion.out());
    assertTrue(completion.out().contains("\"new-host\" \"new-write\""), completion.out());
    assertTrue(completion.out().contains("\"findings\" \"processes\""), completion.out());
    assertTrue(completion.out().contains("\"%network\""), completion.out());
    assertTrue(completion.out().contains("\"openat\""), completion.out());
    Process bash =
        new ProcessBuilder("bash", "-n")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (Writer script = bash.outputWriter()) {
      script.write(completion.out());
    }
    assertEquals(0, bash.waitFor());
  }

  @Test
  void helpIsColouredOnlyWhenAskedTo() {
    assertTrue(Outcome.of("--color=always", "--help").out().contains(ESCAPE));
    assertTrue(Outcome.of("report", "--color=always", "--help").out().contains(ESCAPE));
    assertFalse(Outcome.of("--color=never", "--help").out().contains(ESCAPE));
  }

  private static List<String> program(String... args) {
    List<String> program =
        parse(args).matchedPositionals().stream()
            .map(PositionalParamSpec::<List<String>>getValue)
            .findFirst()
            .orElseThrow();
    return program;
  }

  private static ParseResult parse(String... args) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    CommandLine syswall = Syswall.commandLine(nowhere, nowhere);
    return syswall.parseArgs(args).subcommand();
  }
}
