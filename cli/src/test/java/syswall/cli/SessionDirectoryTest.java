package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import syswall.record.LaunchException;

class SessionDirectoryTest {
  private static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 24, 12, 0, 1);

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "ls, ls",
    "/usr/bin/ls, ls",
    "./configure.sh, configure.sh",
    "g++, g++",
    ".hidden, _hidden",
    "-dash, _dash",
    "'a b\n\u001b;*', a_b____",
    "bin/, program",
  })
  void defaultNameIsTheProgramsBaseNameMadeSafe(String program, String stem) {
    assertEquals(
        directory.resolve(stem + "-20261124-120001.cq"),
        SessionDirectory.unusedName(directory, program, NOON));
  }

  @Test
  void longProgramNamesStillFitAFileName() {
    Path name = SessionDirectory.unusedName(directory, "x".repeat(255), NOON);
    assertEquals("x".repeat(100) + "-20261124-120001.cq", name.getFileName().toString());
  }

  @Test
  void takenNamesAreNumbered() throws IOException {
    Files.createDirectory(directory.resolve("ls-20261124-120001.cq"));
    Files.createSymbolicLink(directory.resolve("ls-20261124-120001-2.cq"), Path.of("nowhere"));
    assertEquals(
        directory.resolve("ls-20261124-120001-3.cq"),
        SessionDirectory.unusedName(directory, "ls", NOON));
  }

  @Test
  void aSessionIsNotOverwrittenSilently() throws IOException {
    Path session = session("s.cq");
    UserError e = assertThrows(UserError.class, () -> SessionDirectory.requireRoom(session, false));
    assertEquals(session + " exists; use --force to replace it", e.getMessage());
    assertTrue(Files.exists(session.resolve("19700101F.cq4")));
  }

  @Test
  void forceDeletesASession() throws Exception {
    Path session = session("s.cq");
    SessionDirectory.requireRoom(session, true);
    SessionDirectory.delete(session);
    assertFalse(Files.exists(session));
  }

  @Test
  void forceDeletesWhatReadersLeftInASession() throws Exception {
    Path session = session("s.cq");
    Files.createFile(session.resolve("state.snapshots"));
    Files.createFile(session.resolve("state.snapshots-123.tmp"));
    SessionDirectory.requireRoom(session, true);
    SessionDirectory.delete(session);
    assertFalse(Files.exists(session));
  }

  @Test
  void forceDeletesNothingElse() throws IOException {
    Path withMore = session("more.cq");
    Files.writeString(withMore.resolve("notes.txt"), "mine");
    Path withLookalike = session("lookalike.cq");
    Files.writeString(withLookalike.resolve("state.snapshots.txt"), "mine");
    Path withDirectory = session("nested.cq");
    Files.createDirectory(withDirectory.resolve("old.cq4"));
    Path withLink = session("linked.cq");
    Files.createSymbolicLink(withLink.resolve("x.cq4"), Path.of("19700101F.cq4"));
    Path link = Files.createSymbolicLink(directory.resolve("link.cq"), session("target.cq"));
    Path empty = Files.createDirectory(directory.resolve("empty.cq"));
    Path file = Files.writeString(directory.resolve("file.cq"), "mine");
    for (Path path :
        new Path[] {withMore, withLookalike, withDirectory, withLink, link, empty, file}) {
      UserError e = assertThrows(UserError.class, () -> SessionDirectory.requireRoom(path, true));
      assertEquals(path + " is not a session, so --force does not delete it", e.getMessage());
      assertTrue(Files.exists(path, LinkOption.NOFOLLOW_LINKS), path.toString());
    }
    assertTrue(Files.exists(withMore.resolve("19700101F.cq4")));
    assertTrue(Files.exists(directory.resolve("target.cq/19700101F.cq4")));
  }

  @Test
  void parentMustExist() {
    Path session = directory.resolve("no/s.cq");
    UserError e = assertThrows(UserError.class, () -> SessionDirectory.requireRoom(session, false));
    assertEquals(
        "cannot create " + session + ": no such directory: " + directory.resolve("no"),
        e.getMessage());
  }

  @Test
  void sizeIsThatOfTheFiles() throws IOException {
    Path session = session("s.cq");
    Files.write(session.resolve("19700101F.cq4"), new byte[5000]);
    Files.write(session.resolve("metadata.cq4t"), new byte[120]);
    assertEquals(5120, SessionDirectory.sizeBytes(session));
  }

  @Test
  void anExistingSessionFailsTheCommandBeforeAnythingRuns() throws IOException {
    Path session = session("s.cq");
    Path ran = directory.resolve("ran");
    Outcome outcome = Outcome.of("record", "-o", session.toString(), "touch", ran.toString());
    assertEquals(ExitCode.RECORD_FAILED, outcome.exitCode());
    assertEquals(
        "syswall: " + session + " exists; use --force to replace it" + System.lineSeparator(),
        outcome.err());
    assertFalse(Files.exists(ran));
  }

  @Test
  void forceKeepsTheSessionIfThereIsNoSuchProgram() throws IOException {
    Path session = session("s.cq");
    // the name is taken from this JVM's own command line, whose last word is no program either
    Outcome outcome = Outcome.of("record", "--force", "-o", session.toString(), "no/such/program");
    assertEquals(LaunchException.Cause.NOT_FOUND.exitCode(), outcome.exitCode());
    assertTrue(Files.exists(session.resolve("19700101F.cq4")));
  }

  private Path session(String name) throws IOException {
    Path session = Files.createDirectory(directory.resolve(name));
    Files.createFile(session.resolve("19700101F.cq4"));
    Files.createFile(session.resolve("metadata.cq4t"));
    return session;
  }
}
