package syswall.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import syswall.journal.JournalTailer;
import syswall.replay.Projection;
import syswall.replay.ProjectionCodec;
import syswall.replay.Replay;
import syswall.replay.SnapshotPolicy;
import syswall.replay.Timeline;
import syswall.state.SessionStateCodec;

/**
 * Measures, by hand, how fast a session's state is folded and how soon it is had at any event.
 * Arguments: a session, how many seeks, and how many events between snapshots.
 */
final class SeekBenchmark {
  /** The state that is measured: any projection with a codec. */
  private static final ProjectionCodec<?> STATE = new SessionStateCodec();

  private static final int FOLDS = 3;

  private SeekBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    Path session = Path.of(arguments[0]);
    int seeks = Integer.parseInt(arguments[1]);
    SnapshotPolicy policy =
        new SnapshotPolicy(Long.parseLong(arguments[2]), SnapshotPolicy.DEFAULT.permille());
    long journal = size(session, ".cq4");
    for (int i = 0; i < FOLDS; i++) {
      fold(session);
    }
    long events = fold(session, STATE, policy);
    long snapshots = size(session, ".snapshots");
    System.out.printf(
        "sidecar: %,d bytes, %.2f %% of the journal's %,d%n",
        snapshots, 100.0 * snapshots / journal, journal);
    seek("seeks in one timeline", session, STATE, policy, events, seeks, false);
    seek("seeks, the session opened for each", session, STATE, policy, events, seeks, true);
  }

  private static void fold(Path session) throws IOException {
    long begun = System.nanoTime();
    Projection state = STATE.initial();
    long events;
    try (JournalTailer tailer = JournalTailer.open(session)) {
      Replay.run(tailer::next, state);
      events = tailer.mark().nextSequence();
    }
    speed("fold", events, begun);
  }

  private static <P extends Projection> long fold(
      Path session, ProjectionCodec<P> codec, SnapshotPolicy policy) throws IOException {
    long begun = System.nanoTime();
    long events;
    try (Timeline<P> timeline = Timeline.open(session, codec, policy)) {
      timeline.toEvent(Long.MAX_VALUE);
      events = timeline.events();
    }
    speed("fold with snapshots", events, begun);
    return events;
  }

  private static void speed(String what, long events, long begun) {
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf(
        "%s: %,d events in %.2f s, %,.0f a second%n", what, events, seconds, events / seconds);
  }

  private static <P extends Projection> void seek(
      String what,
      Path session,
      ProjectionCodec<P> codec,
      SnapshotPolicy policy,
      long events,
      int seeks,
      boolean reopening)
      throws IOException {
    Random random = new Random(4);
    long[] ns = new long[seeks];
    Timeline<P> timeline = Timeline.open(session, codec, policy);
    try {
      for (int i = 0; i < seeks; i++) {
        long target = (long) (random.nextDouble() * events);
        long begun = System.nanoTime();
        if (reopening) {
          timeline.close();
          timeline = Timeline.open(session, codec, policy);
        }
        timeline.toEvent(target);
        ns[i] = System.nanoTime() - begun;
      }
    } finally {
      timeline.close();
    }
    Arrays.sort(ns);
    System.out.printf(
        "%s: p50 %.1f ms, p99 %.1f ms, max %.1f ms of %d%n",
        what, ns[seeks / 2] / 1e6, ns[(int) (seeks * 0.99)] / 1e6, ns[seeks - 1] / 1e6, seeks);
  }

  private static long size(Path session, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(session)) {
      long size = 0;
      for (Path file : files.filter(f -> f.toString().endsWith(suffix)).toList()) {
        size += Files.size(file);
      }
      return size;
    }
  }
}
