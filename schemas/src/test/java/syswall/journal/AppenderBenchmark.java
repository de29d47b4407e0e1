package syswall.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time of one event's way into a journal in the temporary directory: made, encoded, appended by
 * Chronicle. A new journal of some 9 MB for each measurement, so that neither the disk fills up nor
 * the opening and closing counts.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 15)
@Measurement(iterations = 20)
@Fork(1)
@State(Scope.Thread)
public class AppenderBenchmark {
  private static final int EVENTS = 200_000;

  private final FindEvents events = new FindEvents();
  private Path session;
  private JournalAppender appender;

  /** Finds a place for the journal, which jmh.sh clears up. */
  @Setup
  public void place() throws IOException {
    session = Files.createTempDirectory("syswall-benchmark").resolve("find.cq");
  }

  /** Creates the journal. */
  @Setup(Level.Invocation)
  public void create() throws IOException {
    appender = JournalAppender.create(session);
  }

  /** Appends the events of find(1). */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void append() throws IOException {
    for (int i = 0; i < EVENTS; i++) {
      appender.append(events.at(i));
    }
  }

  /** Deletes the journal. */
  @TearDown(Level.Invocation)
  public void delete() throws IOException {
    appender.close();
    Files.delete(session.resolve(JournalFormat.CYCLE_FILE));
    Files.delete(session);
  }
}
