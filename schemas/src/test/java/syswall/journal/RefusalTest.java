package syswall.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is said about paths that hold no readable journal. */
class RefusalTest {
  private static final String WITHOUT_PRIVILEGE = "-dac_override,-dac_read_search";

  @Test
  void missingPathIsNoSession(@TempDir Path directory) {
    assertRefused(directory.resolve("a.cq"), "no such session");
  }

  @Test
  void fileIsNoSession(@TempDir Path directory) throws Exception {
    assertRefused(Files.createFile(directory.resolve("a")), "is a file; a session is a directory");
  }

  @Test
  void otherDirectoryIsNoSession(@TempDir Path directory) {
    assertRefused(directory, "not a session: there is no 19700101F.cq4 in it");
  }

  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void pipeInTheJournalsPlaceBlocksNobody(@TempDir Path directory) throws Exception {
    Path pipe = directory.resolve(JournalFormat.CYCLE_FILE);
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    assertRefused(directory, "not a session: 19700101F.cq4 in it is not a file");
  }

  @Test
  void newerFormatIsNamed(@TempDir Path directory) throws Exception {
    Path session = directory.resolve("a.cq");
    try (JournalAppender appender = JournalAppender.create(session)) {
      appender.append(SampleEvents.started(JournalFormat.VERSION + 1));
    }
    assertRefused(session, "made by a newer syswall (format 6); this one reads format 5");
  }

  @Test
  void journalThatStartsNoSessionIsDamaged(@TempDir Path directory) throws Exception {
    Path session = directory.resolve("a.cq");
    try (JournalAppender appender = JournalAppender.create(session)) {
      appender.append(SampleEvents.ended(0));
    }
    assertRefused(session, "damaged at its first record, which does not start a session");
  }

  @Test
  void unreadableSessionIsRefused(@TempDir Path directory) throws Exception {
    Path session = directory.resolve("a.cq");
    SampleJournals.write(session, 10);
    Path file = session.resolve(JournalFormat.CYCLE_FILE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-wx------"));
    assertRefusedWithoutPrivilege(session, "permission denied");
    Files.setPosixFilePermissions(session, PosixFilePermissions.fromString("rw-------"));
    assertRefusedWithoutPrivilege(session, "permission denied");
  }

  @Test
  void readOnlyCopyIsReadAndLeftAlone(@TempDir Path directory) throws Exception {
    Path session = directory.resolve("a.cq");
    SampleJournals.write(session, 1_000);
    Path copy = Files.createDirectory(directory.resolve("copy.cq"));
    Path file = copy.resolve(JournalFormat.CYCLE_FILE);
    Files.copy(session.resolve(JournalFormat.CYCLE_FILE), file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assertEquals(1_000, SampleJournals.read(copy).size());
      assertEquals(-1, Files.mismatch(session.resolve(JournalFormat.CYCLE_FILE), file));
      try (var files = Files.list(copy)) {
        assertEquals(1, files.count());
      }
    } finally {
      Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static void assertRefused(Path session, String why) {
    JournalException refusal =
        assertThrows(JournalException.class, () -> JournalTailer.open(session));
    assertEquals(session + ": " + why, refusal.getMessage());
  }

  /** Root reads everything, unless it gives up the right to: hence a process of its own. */
  private static void assertRefusedWithoutPrivilege(Path session, String why) throws Exception {
    List<String> command = new ArrayList<>();
    if (ChildJvm.works("setpriv", "--bounding-set", WITHOUT_PRIVILEGE, "true")) {
      command.addAll(List.of("setpriv", "--bounding-set", WITHOUT_PRIVILEGE));
    }
    command.addAll(ChildJvm.command(List.of(), Opening.class, session.toString()));
    ChildJvm.Outcome outcome = ChildJvm.run(new ProcessBuilder(command));
    assertEquals(session + ": " + why, outcome.output());
  }

  /** Prints why a journal cannot be opened. */
  static final class Opening {
    public static void main(String[] args) {
      try (JournalTailer tailer = JournalTailer.open(Path.of(args[0]))) {
        System.out.print("opened: " + tailer.integrity());
      } catch (JournalException e) {
        System.out.print(e.getMessage());
      }
    }
  }
}
