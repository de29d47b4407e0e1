package syswall.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;
import syswall.event.Event;

/** Kills a child JVM that appends. */
class KilledAppenderTest {
  @RepeatedTest(10)
  void killLosesNothingThatWasAppended(RepetitionInfo repetition, @TempDir Path directory)
      throws Exception {
    Path session = directory.resolve("a.cq");
    int wanted = new Random(repetition.getCurrentRepetition()).nextInt(1, 60_000);
    Process child =
        new ProcessBuilder(ChildJvm.command(List.of(), Writer.class, session.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long appended = 0;
    try (InputStream acknowledgements = child.getInputStream()) {
      byte[] buffer = new byte[512];
      for (int read; (read = acknowledgements.read(buffer)) > 0; ) {
        appended += read;
        if (appended >= wanted) {
          // unlike the process, its handle leaves the stream open
          child.toHandle().destroyForcibly();
        }
      }
    }
    assertEquals(137, child.waitFor());
    try (JournalTailer tailer = JournalTailer.open(session)) {
      assertEquals(SampleEvents.started(JournalFormat.VERSION), tailer.next());
      long events = 1;
      for (Event event; (event = tailer.next()) != null; events++) {
        assertEquals(SampleEvents.call(events), event);
      }
      assertEquals(Integrity.NOT_ENDED, tailer.integrity());
      // One more may have been appended and not yet acknowledged.
      assertTrue(events == appended || events == appended + 1, events + " of " + appended);
    }
  }

  /** Writes a byte to its standard output for each event that it has appended. */
  static final class Writer {
    public static void main(String[] arguments) throws IOException {
      try (FileOutputStream acknowledgements = new FileOutputStream(FileDescriptor.out);
          JournalAppender appender = JournalAppender.create(Path.of(arguments[0]))) {
        appender.append(SampleEvents.started(JournalFormat.VERSION));
        acknowledgements.write(0);
        while (true) {
          appender.append(SampleEvents.call(appender.nextSequence()));
          acknowledgements.write(0);
        }
      }
    }
  }
}
