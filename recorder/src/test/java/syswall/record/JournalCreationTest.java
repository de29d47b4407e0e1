package syswall.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import syswall.journal.JournalAppender;
import syswall.journal.JournalException;

class JournalCreationTest {
  @TempDir Path directory;

  @Test
  void journalThatNobodyWaitedForIsDeleted() throws Exception {
    Path session = directory.resolve("a.cq");
    JournalCreation.begin(session).close();
    assertFalse(Files.exists(session));
  }

  @Test
  void journalBelongsToWhoeverWaitedForIt() throws Exception {
    Path session = directory.resolve("a.cq");
    JournalAppender journal;
    try (JournalCreation creation = JournalCreation.begin(session)) {
      journal = creation.await();
    }
    journal.close();
    assertTrue(Files.exists(session));
  }

  @Test
  void whatIsInTheWayStays() throws Exception {
    Path session = Files.createDirectory(directory.resolve("a.cq"));
    assertThrows(JournalException.class, () -> JournalCreation.begin(session).await());
    JournalCreation.begin(session).close();
    assertTrue(Files.exists(session));
  }

  @Test
  void unforeseenFailureIsThrownOnceAndLeavesNothing() throws Exception {
    Map<String, String> options = Map.of("create", "true", "enablePosixFileAttributes", "true");
    try (FileSystem zip = FileSystems.newFileSystem(directory.resolve("a.zip"), options)) {
      Path session = zip.getPath("/a.cq"); // which Chronicle cannot map
      Throwable thrown = assertThrows(CompletionException.class, () -> create(session));
      assertInstanceOf(UnsupportedOperationException.class, thrown.getCause());
      assertEquals(0, thrown.getSuppressed().length);
      assertFalse(Files.exists(session));
    }
  }

  private static void create(Path session) throws Exception {
    try (JournalCreation creation = JournalCreation.begin(session)) {
      creation.await().close();
    }
  }
}
