package syswall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import syswall.event.Event;
import syswall.journal.JournalTailer;

class ProgressTest {
  private static final long MILLISECOND_NS = 1_000_000;

  /** What someone reads who waits for a session whose end is asked for again and again. */
  private static String read(Path directory, boolean isTerminal, long millisecondsALook, int looks)
      throws IOException {
    StringWriter err = new StringWriter();
    long[] now = {0};
    LongSupplier clock = () -> now[0] += millisecondsALook * MILLISECOND_NS;
    Progress progress = new Progress(new PrintWriter(err), isTerminal, clock);
    try (JournalTailer tailer = JournalTailer.open(SmallSession.create(directory, true))) {
      Supplier<@Nullable Event> events = progress.over(tailer, "a\033.cq");
      int read = 0;
      for (int i = 0; i < looks * 1024; i++) {
        read += events.get() == null ? 0 : 1;
      }
      assertEquals(4 + 2 * SmallSession.CALLS, read);
    }
    return err.toString();
  }

  @Test
  void isToldAfterASecondAndGoesAway(@TempDir Path directory) throws IOException {
    String told = read(directory, true, 500, 3);
    assertTrue(told.startsWith("\r\033[Ksyswall: a\\033.cq: 2,048 of about "), told);
    assertTrue(told.contains(" events, 2,048 a second\r\033[K"), told);
    assertTrue(told.endsWith("\r\033[K"), told);
  }

  @Test
  void whatIsDoneSoonIsNotToldOf(@TempDir Path directory) throws IOException {
    assertEquals("", read(directory, true, 300, 3));
  }

  @Test
  void nothingIsToldToAFile(@TempDir Path directory) throws IOException {
    assertEquals("", read(directory, false, 5000, 3));
  }
}
