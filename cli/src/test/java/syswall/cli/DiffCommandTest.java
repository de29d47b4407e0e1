package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.CallSelection;
import syswall.event.Capture;
import syswall.event.EndReason;
import syswall.event.Event.ProcessExited;
import syswall.event.Event.ProcessStarted;
import syswall.event.Event.SessionEnded;
import syswall.event.Event.SessionStarted;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallReturned;
import syswall.journal.JournalAppender;
import syswall.journal.JournalFormat;

class DiffCommandTest {
  private static final String ESCAPE = "\u001b[";
  private static final int STAT = 4;
  private static final int ENOENT = 2;

  @TempDir private Path directory;

  @Test
  void theSameIsOneLineAndZero() throws IOException {
    String session = session("a.cq", "/home/ann/x", 0);
    Outcome diff = Outcome.of("diff", session, session);
    assertEquals(
        "same: " + session + " and " + session + " did the same (1 process, exit 0)\n", diff.out());
    assertEquals("", diff.err());
    assertEquals(ExitCode.OK, diff.exitCode());
  }

  @Test
  void aDifferenceIsOne() throws IOException {
    Outcome diff = Outcome.of("diff", good(), bad());
    assertEquals(ExitCode.DIFFERENT, diff.exitCode());
    assertTrue(
        diff.out().contains("  stat /home/ann/x  ok -> ENOENT  (event 3 -> 3)\n"), diff.out());
    assertTrue(
        diff.out().endsWith("syswall show --event 0..3 " + directory.resolve("bad.cq") + "\n"));
  }

  @Test
  void aPageIsAFile() throws IOException {
    Path page = directory.resolve("diff.html");
    Outcome diff = Outcome.of("diff", "--at-divergence", "--html", page.toString(), good(), bad());
    assertEquals("", diff.out() + diff.err());
    assertEquals(ExitCode.DIFFERENT, diff.exitCode());
    String text = Files.readString(page);
    assertTrue(text.contains("<p class=\"what\">stat /home/ann/x</p>"), text);
    assertTrue(text.contains("id=\"state\""), text);
    Outcome again = Outcome.of("diff", "--html", page.toString(), good(), bad());
    assertEquals(ExitCode.TROUBLE, again.exitCode());
    assertTrue(again.err().contains("exists; use --force"), again.err());
    Outcome forced = Outcome.of("diff", "--html", page.toString(), "--force", good(), bad());
    assertEquals(ExitCode.DIFFERENT, forced.exitCode());
  }

  @ParameterizedTest
  @CsvSource({"--html=x --json", "--html=x --all", "--html=x --full", "--force --json"})
  void aPageIsNoOtherOutput(String options) throws IOException {
    List<String> args = new ArrayList<>(List.of("diff"));
    args.addAll(List.of(options.split(" ")));
    args.addAll(List.of(good(), bad()));
    assertEquals(ExitCode.TROUBLE, Outcome.of(args.toArray(new String[0])).exitCode());
    assertFalse(Files.exists(Path.of("x")));
  }

  @Test
  void theEventsAreThoseOfShow() throws IOException {
    Outcome show = Outcome.of("show", "--event", "3", bad());
    assertTrue(show.out().contains("ENOENT"), show.out());
  }

  @Test
  void aMapMakesNamesEqual() throws IOException {
    String here = session("here.cq", "/home/ann/x", 0);
    String there = session("there.cq", "/home/bob/x", 0);
    assertEquals(ExitCode.DIFFERENT, Outcome.of("diff", here, there).exitCode());
    assertEquals(
        ExitCode.OK, Outcome.of("diff", "--map", "/home/ann=/home/bob", here, there).exitCode());
  }

  @Test
  void aBaselineTakesThePlaceOfTheFirstRun() throws IOException {
    assertEquals(ExitCode.DIFFERENT, Outcome.of("diff", "--baseline", good(), bad()).exitCode());
    Outcome stable = Outcome.of("diff", "--baseline", good() + "," + bad(), bad());
    assertEquals(ExitCode.OK, stable.exitCode());
    assertTrue(stable.out().contains(" 1 unstable)"), stable.out());
  }

  @Test
  void aBaselineMayBeSaidPieceByPieceOrAsASeries() throws IOException {
    session("series-1.cq", "/home/ann/x", 0);
    session("series-2.cq", "/home/ann/x", -ENOENT);
    session("series-4.cq", "/home/ann/y", 0); // behind a gap
    String series = directory.resolve("series").toString();
    for (String name : new String[] {series, series + ".cq", good() + "," + bad()}) {
      Outcome diff = Outcome.of("diff", "--baseline", name, bad());
      assertEquals(ExitCode.OK, diff.exitCode(), diff.out() + diff.err());
    }
    String[] pieces = {"diff", "--baseline", good(), "--baseline", bad(), bad()};
    assertEquals(ExitCode.OK, Outcome.of(pieces).exitCode());
    session("series.cq", "/home/ann/x", 0);
    assertEquals(
        ExitCode.DIFFERENT, Outcome.of("diff", "--baseline", series + ".cq", bad()).exitCode());
  }

  @Test
  void withFailOnOnlyThatFails() throws IOException {
    Outcome other = Outcome.of("diff", "--fail-on=new-host,new-write", good(), bad());
    assertEquals(ExitCode.OK, other.exitCode());
    assertTrue(other.out().startsWith("different: "), other.out());
    assertTrue(other.out().contains("\nno new-host, new-write\n"), other.out());
    Outcome failure =
        Outcome.of("diff", "--fail-on=new-host", "--fail-on=new-failure", good(), bad());
    assertEquals(ExitCode.DIFFERENT, failure.exitCode());
    assertTrue(
        failure.out().contains("\nfails on new-failure: stat /home/ann/x ENOENT  (event 3)\n"),
        failure.out());
  }

  @Test
  void atDivergencePrintsBothStatesBelow() throws IOException {
    Outcome plain = Outcome.of("diff", good(), bad());
    Outcome diff = Outcome.of("diff", "--at-divergence", good(), bad());
    assertEquals(ExitCode.DIFFERENT, diff.exitCode());
    assertTrue(diff.out().startsWith(plain.out() + "\nSTATE  "), diff.out());
    assertTrue(diff.out().contains("  after event 3"), diff.out());
    assertTrue(diff.out().contains("  cwd /"), diff.out());
    Outcome same = Outcome.of("diff", "--at-divergence", good(), good());
    assertEquals(1, same.out().lines().count(), same.out());
    Outcome json = Outcome.of("diff", "--at-divergence", "--json", good(), bad());
    JsonNode listings = new ObjectMapper().readTree(json.out()).get("atDivergence");
    assertEquals(3, listings.at("/before/moment/event").asInt());
    assertEquals(42, listings.at("/after/processes/0/pid").asInt());
  }

  @Test
  void jsonIsAnObject() throws IOException {
    Outcome diff = Outcome.of("diff", "--json", good(), bad());
    assertEquals(ExitCode.DIFFERENT, diff.exitCode());
    assertTrue(diff.out().startsWith("{") && diff.out().endsWith("}\n"), diff.out());
  }

  @Test
  void fullShowsTheCallsOfBothRuns() throws IOException {
    for (String choice : List.of("--full", "--full --pid=42", "--full --all")) {
      List<String> arguments = new ArrayList<>(List.of(("diff " + choice).split(" ")));
      arguments.addAll(List.of(good(), bad()));
      Outcome diff = Outcome.of(arguments.toArray(String[]::new));
      assertEquals(ExitCode.DIFFERENT, diff.exitCode());
      assertEquals(
          """
          --- %s
          +++ %s
          @@ -3..3 +3..3 @@ (unknown program)  (pid 42 -> 42)
          -stat("/home/ann/x", NULL) = 0
          +stat("/home/ann/x", NULL) = -1 ENOENT (No such file or directory)
          """
              .formatted(good(), bad()),
          diff.out());
    }
  }

  @Test
  void fullOfTheSameSaysSo() throws IOException {
    Outcome diff = Outcome.of("diff", "--full", good(), good());
    assertEquals("the same calls in the same order\n", diff.out());
    assertEquals(ExitCode.OK, diff.exitCode());
  }

  @Test
  void aProcessThatNeitherRunHasIsAMistake() throws IOException {
    Outcome diff = Outcome.of("diff", "--full", "--pid", "7", good(), bad());
    assertEquals("syswall: neither run has a process 7\n", diff.err());
    assertEquals("", diff.out());
    assertEquals(ExitCode.TROUBLE, diff.exitCode());
  }

  @ParameterizedTest
  @CsvSource({"--full --json", "--pid=42", "--full --all --pid=42"})
  void optionsThatDoNotGoTogetherAreAMistake(String options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(("diff " + options).split(" ")));
    arguments.addAll(List.of(good(), bad()));
    Outcome diff = Outcome.of(arguments.toArray(String[]::new));
    assertEquals(ExitCode.TROUBLE, diff.exitCode());
    assertEquals(1, diff.err().lines().count(), diff.err());
  }

  @Test
  void coloursAreForTerminals() throws IOException {
    assertTrue(
        Outcome.of("diff", "--full", "--color=always", good(), bad()).out().contains(ESCAPE));
    assertFalse(
        Outcome.of("diff", "--full", "--color=never", good(), bad()).out().contains(ESCAPE));
    assertFalse(Outcome.of("diff", "--color=never", good(), bad()).out().contains(ESCAPE));
    assertTrue(Outcome.of("diff", "--color=always", good(), bad()).out().contains(ESCAPE));
  }

  @ParameterizedTest
  @CsvSource({"missing.cq, small.cq", "small.cq, missing.cq", "file.cq, small.cq"})
  void whatIsNoSessionIsOneLine(String before, String after) throws IOException {
    Files.writeString(directory.resolve("file.cq"), "not a journal");
    session("small.cq", "/x", 0);
    Outcome diff =
        Outcome.of(
            "diff", directory.resolve(before).toString(), directory.resolve(after).toString());
    assertEquals(ExitCode.TROUBLE, diff.exitCode());
    assertEquals("", diff.out());
    assertEquals(1, diff.err().lines().count(), diff.err());
  }

  @Test
  void aDamagedSessionIsTrouble() throws IOException {
    Path session = SmallSession.create(directory, true);
    String whole = good();
    SmallSession.damageLastRecord(session);
    Outcome diff = Outcome.of("diff", whole, session.toString());
    assertEquals(ExitCode.TROUBLE, diff.exitCode());
    assertTrue(
        diff.err().startsWith("syswall: " + session + " is damaged, compared is what is before: "),
        diff.err());
  }

  private String good() throws IOException {
    return session("good.cq", "/home/ann/x", 0);
  }

  private String bad() throws IOException {
    return session("bad.cq", "/home/ann/x", -ENOENT);
  }

  /** A session that calls stat(2) once. */
  private String session(String name, String path, long result) throws IOException {
    Path session = directory.resolve(name);
    if (Files.exists(session)) {
      return session.toString();
    }
    ByteString bytes = ByteString.of(path);
    Capture capture = new Capture(0, Capture.Form.STRING, Capture.Extent.WHOLE, bytes);
    try (JournalAppender journal = JournalAppender.create(session)) {
      journal.append(
          new SessionStarted(
              0,
              0,
              JournalFormat.VERSION,
              "test",
              List.of(ByteString.of("/bin/hello")),
              ByteString.of("/"),
              List.of(),
              0,
              0,
              "Linux 6.1",
              "x86_64",
              "host",
              0,
              0,
              "ptrace",
              CallSelection.ALL));
      journal.append(new ProcessStarted(1, 1000, 42, 0, 0));
      journal.append(
          new SyscallEntered(2, 2000, 42, Abi.X86_64, STAT, 1, 0, 0, 0, 0, 0, List.of(capture)));
      journal.append(new SyscallReturned(3, 2500, 42, result, 500, List.of()));
      journal.append(new ProcessExited(4, 3000, 42, 0));
      journal.append(new SessionEnded(5, 3000, EndReason.COMPLETED, 0));
    }
    return session.toString();
  }
}
