package syswall.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import syswall.event.Event;

/**
 * Measures the journal, by hand: size of a call, time of an append, speed of replay. Arguments: a
 * directory to write into, and the number of events.
 */
final class JournalBenchmark {
  private JournalBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    FindEvents events = new FindEvents();
    Path session = directory.resolve("benchmark.cq");
    long[] appendNs = new long[count];
    long begun = System.nanoTime();
    try (JournalAppender appender = JournalAppender.create(session)) {
      appender.append(SampleEvents.started(JournalFormat.VERSION));
      System.out.printf("first event appended after %.1f ms%n", (System.nanoTime() - begun) / 1e6);
      for (int i = 1; i < count; i++) {
        Event event = events.at(i);
        long before = System.nanoTime();
        appender.append(event);
        appendNs[i] = System.nanoTime() - before;
      }
    }
    long size = Files.size(session.resolve(JournalFormat.CYCLE_FILE));
    System.out.printf("%.1f bytes a call of two events%n", 2.0 * size / count);
    percentiles("first 1,000 appends", Arrays.copyOfRange(appendNs, 1, 1_001));
    percentiles("last half of the appends", Arrays.copyOfRange(appendNs, count / 2, count));
    for (int run = 1; run <= 5; run++) {
      replay(session, run);
    }
  }

  private static void percentiles(String what, long[] ns) {
    Arrays.sort(ns);
    System.out.printf(
        "%s: p50 %d ns, p99 %d ns, p99.9 %d ns, max %d us%n",
        what,
        ns[ns.length / 2],
        ns[(int) (ns.length * 0.99)],
        ns[(int) (ns.length * 0.999)],
        ns[ns.length - 1] / 1000);
  }

  private static void replay(Path session, int run) throws IOException {
    long begun = System.nanoTime();
    long events = 0;
    try (JournalTailer tailer = JournalTailer.open(session)) {
      while (tailer.next() != null) {
        events++;
      }
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf(
        "replay %d: %d events in %.2f s, %.1f M a second%n",
        run, events, seconds, events / seconds / 1e6);
  }
}
