package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import syswall.journal.JournalTailer;

class ProgressTest {
  private static final long MILLISECOND_NS = 1_000_000;

  /** What someone reads who waits for a session that the clock is looked at three times in. */
  private static String read(Path directory, boolean isTerminal, long millisecondsALook)
      throws IOException {
    int calls = 3 * JournalTailer.WATCH_STRIDE / 2;
    Path strange = Files.createDirectory(directory.resolve("a\033"));
    Path session = SmallSession.create(strange, true, calls);
    StringWriter err = new StringWriter();
    long[] now = {0};
    LongSupplier clock = () -> now[0] += millisecondsALook * MILLISECOND_NS;
    int read = 0;
    try (Progress progress = new Progress(new PrintWriter(err), isTerminal, clock);
        JournalTailer tailer = progress.open(session)) {
      while (tailer.next() != null) {
        read++;
      }
    }
    assertEquals(4 + 2 * calls, read);
    return err.toString();
  }

  @Test
  void isToldAfterASecondAndGoesAway(@TempDir Path directory) throws IOException {
    String told = read(directory, true, 500);
    assertTrue(told.startsWith("\r\033[Ksyswall: "), told);
    assertTrue(told.contains("/a\\033/hello.cq: 2,048 of about "), told);
    assertTrue(told.contains(" events, 2,048 a second\r\033[K"), told);
    assertTrue(told.endsWith("\r\033[K"), told);
  }

  @Test
  void whatIsDoneSoonIsNotToldOf(@TempDir Path directory) throws IOException {
    assertEquals("", read(directory, true, 300));
  }

  @Test
  void nothingIsToldToAFile(@TempDir Path directory) throws IOException {
    assertEquals("", read(directory, false, 5000));
  }
}
