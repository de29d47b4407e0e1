package syswall.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import syswall.journal.JournalTailer;
import syswall.replay.Projection;
import syswall.replay.Replay;
import syswall.state.SessionState;

/** Time of one event of a journal until it is in the state, and until it is no more than read. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class FoldBenchmark {
  private static final int EVENTS = 200_000;

  private Path session;

  /** Writes the session, which jmh.sh clears up. */
  @Setup
  public void write() throws IOException {
    session = Files.createTempDirectory("syswall-benchmark").resolve("build.cq");
    SyntheticJournal.write(session, EVENTS, 1);
  }

  /** Reads the journal, checks and decodes each record. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void read() throws IOException {
    replay();
  }

  /** The same, and brings the state up to date with each event. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public SessionState fold() throws IOException {
    SessionState state = new SessionState();
    replay(state);
    return state;
  }

  private void replay(Projection... projections) throws IOException {
    try (JournalTailer tailer = JournalTailer.open(session)) {
      Replay.run(tailer::next, projections);
    }
  }
}
