package syswall.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import syswall.diff.SessionDiff;
import syswall.diff.SessionProfile;
import syswall.event.CallSelection;
import syswall.journal.JournalTailer;

/**
 * Time of a diff of two sessions of 200,000 events, in which every hundredth stat ends otherwise:
 * of all of it, and of the comparison alone.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@State(Scope.Thread)
public class DiffBenchmark {
  private static final int EVENTS = 200_000;
  private static final int OTHERWISE = 100;

  private Path before;
  private Path after;
  private SessionProfile profileBefore;
  private SessionProfile profileAfter;

  /** Writes the sessions, which jmh.sh clears up. */
  @Setup
  public void write() throws IOException {
    Path directory = Files.createTempDirectory("syswall-benchmark");
    before = directory.resolve("before.cq");
    after = directory.resolve("after.cq");
    SyntheticJournal.write(before, EVENTS, 1);
    SyntheticJournal.write(after, EVENTS, 1, OTHERWISE);
    profileBefore = profile(before);
    profileAfter = profile(after);
  }

  /** Reads both journals and compares them. */
  @Benchmark
  public SessionDiff diff() throws IOException {
    return compare(profile(before), profile(after));
  }

  /** Compares what was read before. */
  @Benchmark
  public SessionDiff comparison() {
    return compare(profileBefore, profileAfter);
  }

  private static SessionDiff compare(SessionProfile before, SessionProfile after) {
    return SessionDiff.of(List.of(before), after, List.of());
  }

  private static SessionProfile profile(Path session) throws IOException {
    try (JournalTailer tailer = JournalTailer.open(session)) {
      return SessionProfile.of(tailer, CallSelection.ALL);
    }
  }
}
