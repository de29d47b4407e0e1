package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportCommandTest {
  private static final String ESCAPE = "\u001b[";

  @TempDir private Path directory;

  @Test
  void aCompleteSessionIsReportedInSilence() throws IOException {
    Outcome report = Outcome.of("report", session(true).toString());
    assertEquals("", report.err());
    assertEquals(ExitCode.OK, report.exitCode());
    assertTrue(report.out().contains("/bin/hello"), report.out());
  }

  @Test
  void jsonIsAnObject() throws IOException {
    Outcome report = Outcome.of("report", "--json", session(true).toString());
    assertEquals(ExitCode.OK, report.exitCode());
    assertTrue(report.out().startsWith("{") && report.out().endsWith("}\n"), report.out());
    assertTrue(report.out().contains("\"processes\""), report.out());
  }

  @Test
  void onlyTheSectionsThatAreAskedForArePrinted() throws IOException {
    String session = session(true).toString();
    String text = Outcome.of("report", "--section", "time", "--section=processes", session).out();
    assertTrue(text.contains("\nPROCESSES\n") && text.contains("\nTIME "), text);
    assertFalse(text.contains("\nFILES\n"), text);
  }

  @Test
  void packagesOfAnotherHostAreNotGuessed() throws IOException {
    String session = session(true).toString();
    String text = Outcome.of("report", "--section", "packages", session).out();
    assertTrue(text.contains("\nPACKAGES\n  not known: recorded on host, "), text);
    String all = Outcome.of("report", "--all", session).out();
    assertFalse(all.contains("PACKAGES"), all);
  }

  @Test
  void anUnknownSectionIsAnsweredWithTheirNames() throws IOException {
    Outcome report = Outcome.of("report", "--section", "sockets", session(true).toString());
    assertEquals(ExitCode.TROUBLE, report.exitCode());
    assertEquals(1, report.err().lines().count(), report.err());
    assertTrue(report.err().contains("'sockets' is none of findings, "), report.err());
    String help = Outcome.of("report", "--help").out();
    assertTrue(help.contains("network,"), help);
  }

  @Test
  void severalSessionsFollowOneAnotherWithTheirNames() throws IOException {
    Path first = session(true);
    Path second = SmallSession.create(Files.createDirectory(directory.resolve("2")), true);
    SmallSession.damageLastRecord(first);
    Outcome report = Outcome.of("report", first.toString(), second.toString());
    assertTrue(report.out().startsWith("==> " + first + " <==\n"), report.out());
    assertTrue(report.out().contains("\n\n==> " + second + " <==\n"), report.out());
    assertEquals(ExitCode.TROUBLE, report.exitCode());
  }

  @Test
  void jsonOfSeveralSessionsIsAnObjectALine() throws IOException {
    String session = session(true).toString();
    List<String> lines = Outcome.of("report", "--json", session, session).out().lines().toList();
    assertEquals(2, lines.size());
    for (String line : lines) {
      assertEquals(session, new ObjectMapper().readTree(line).get("journal").asText());
    }
  }

  @Test
  void aPageIsAFile() throws IOException {
    String session = session(true).toString();
    Path page = directory.resolve("report.html");
    Outcome report = Outcome.of("report", "--html", page.toString(), session);
    assertEquals("", report.out() + report.err());
    assertEquals(ExitCode.OK, report.exitCode());
    String text = Files.readString(page);
    assertTrue(text.startsWith("<!DOCTYPE html>\n"), text);
    assertTrue(text.contains("syswall show --event N " + session), text);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(page)));
  }

  @Test
  void aPageIsNotReplacedUnlessForced() throws IOException {
    String session = session(true).toString();
    Path page = Files.writeString(directory.resolve("report.html"), "old");
    Outcome report = Outcome.of("report", "--html", page.toString(), session);
    assertEquals(ExitCode.TROUBLE, report.exitCode());
    assertEquals(
        "syswall: " + page + " exists; use --force to replace it" + System.lineSeparator(),
        report.err());
    assertEquals("old", Files.readString(page));
    Outcome.of("report", "--html", page.toString(), "--force", session);
    assertTrue(Files.readString(page).startsWith("<!DOCTYPE html>"));
  }

  @Test
  void aPageThatCannotBeWrittenIsOneLine() throws IOException {
    Path nowhere = directory.resolve("no/where.html");
    Outcome report = Outcome.of("report", "--html", nowhere.toString(), session(true).toString());
    assertEquals(ExitCode.TROUBLE, report.exitCode());
    assertEquals(
        "syswall: cannot write " + nowhere + ": no such directory" + System.lineSeparator(),
        report.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--html x.html --json",
        "--html x.html --all",
        "--html x.html --section files",
        "--force"
      })
  void optionsThatMeanNothingTogetherAreMistakes(String options) {
    List<String> args = new ArrayList<>(List.of("report"));
    args.addAll(List.of(options.split(" ")));
    args.add("hello.cq");
    assertEquals(ExitCode.TROUBLE, Outcome.of(args.toArray(new String[0])).exitCode());
    assertFalse(Files.exists(Path.of("x.html")));
  }

  @Test
  void coloursAreForTerminals() throws IOException {
    String session = session(true).toString();
    assertFalse(Outcome.of("report", "--color=never", session).out().contains(ESCAPE));
    assertTrue(Outcome.of("report", "--color=always", session).out().contains(ESCAPE));
    assertFalse(Outcome.of("report", "--color=always", "--json", session).out().contains(ESCAPE));
  }

  @Test
  void aSessionWithoutEndIsReportedWithANotice() throws IOException {
    Path session = session(false);
    Outcome report = Outcome.of("report", session.toString());
    assertEquals(
        "syswall: "
            + session
            + " has no end: it is still recorded, or its recorder was killed"
            + System.lineSeparator(),
        report.err());
    assertEquals(ExitCode.OK, report.exitCode());
    assertTrue(report.out().contains("/bin/hello"), report.out());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDamagedSessionIsReportedUpToTheDamage(boolean json) throws IOException {
    Path session = session(true);
    SmallSession.damageLastRecord(session);
    Outcome report =
        json
            ? Outcome.of("report", "--json", session.toString())
            : Outcome.of("report", session.toString());
    assertTrue(
        report
            .err()
            .startsWith("syswall: " + session + " is damaged, reported is what is before: "),
        report.err());
    assertEquals(1, report.err().lines().count());
    assertEquals(ExitCode.TROUBLE, report.exitCode());
    assertTrue(report.out().contains("/bin/hello"), report.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing.cq", "empty.cq", "file.cq"})
  void whatIsNoSessionIsOneLine(String name) throws IOException {
    Files.createDirectory(directory.resolve("empty.cq"));
    Files.writeString(directory.resolve("file.cq"), "not a journal");
    Outcome report = Outcome.of("report", directory.resolve(name).toString());
    assertEquals(ExitCode.TROUBLE, report.exitCode());
    assertEquals("", report.out());
    assertTrue(report.err().startsWith("syswall: "), report.err());
    assertTrue(report.err().contains(name), report.err());
    assertEquals(1, report.err().lines().count(), report.err());
    assertFalse(Files.exists(directory.resolve("missing.cq")));
  }

  private Path session(boolean ended) throws IOException {
    return SmallSession.create(directory, ended);
  }
}
