package syswall.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import syswall.diff.AtDivergence;
import syswall.diff.Divergence;
import syswall.diff.FullDiff;
import syswall.diff.JsonDiff;
import syswall.diff.SessionDiff;
import syswall.diff.SessionProfile;
import syswall.diff.TextDiff;
import syswall.event.CallSelection;
import syswall.journal.JournalTailer;
import syswall.listing.JsonListing;
import syswall.listing.Listing;
import syswall.listing.ListingDiff;
import syswall.listing.TextListing;
import syswall.listing.TextListingDiff;
import syswall.position.Place;
import syswall.position.SessionAt;
import syswall.replay.Replay;
import syswall.replay.SnapshotPolicy;
import syswall.replay.Timeline;
import syswall.state.SessionState;
import syswall.state.SessionStateCodec;
import syswall.trace.Selection;
import syswall.trace.TextTrace;
import syswall.trace.Timestamps;
import syswall.trace.Trace;

/**
 * What syswall says about the real sessions in sample-sessions, whole outputs compared. {@code
 * -Dgolden.update} writes what is expected instead.
 */
class SampleSessionsTest {
  private static final boolean UPDATE = System.getProperty("golden.update") != null;

  @ParameterizedTest
  @MethodSource("syswall.replay.SampleSessions#single")
  void reportIsAsExpected(Path sample) throws IOException {
    Report report;
    try (JournalTailer tailer = JournalTailer.open(sample.resolve("session.cq"))) {
      report = Report.of(tailer);
    }
    Path expected = sample.resolve("expected");
    compare(expected.resolve("report.txt"), TextReport.render(report, false, Style.PLAIN));
    if (Files.exists(expected.resolve("report.json"))) {
      compare(expected.resolve("report.json"), JsonReport.render(report));
    }
  }

  @ParameterizedTest
  @MethodSource("syswall.replay.SampleSessions#whole")
  void traceIsAsExpected(Path sample) throws IOException {
    StringBuilder text = new StringBuilder();
    TextTrace.Style style = new TextTrace.Style(Timestamps.RELATIVE, false, true, 32);
    Trace trace =
        new Trace(
            Selection.ALL,
            moment -> new TextTrace(moment, style, line -> text.append(line).append('\n')));
    try (JournalTailer tailer = JournalTailer.open(sample.resolve("session.cq"))) {
      Replay.run(tailer::next, trace);
    }
    trace.finish();
    compare(sample.resolve("expected").resolve("show.txt"), text.toString());
  }

  /** Halfway, and what changed from the first quarter to the third. */
  @ParameterizedTest
  @MethodSource("syswall.replay.SampleSessions#whole")
  void stateIsAsExpected(Path sample) throws Exception {
    long last = at(sample, Long.MAX_VALUE).event().sequence();
    Listing half = Listing.of(at(sample, last / 2));
    Path expected = sample.resolve("expected");
    compare(expected.resolve("state.txt"), TextListing.render(half, true, Style.PLAIN));
    compare(expected.resolve("state.json"), JsonListing.render(half));
    Listing quarter = Listing.of(at(sample, last / 4));
    ListingDiff diff = ListingDiff.of(quarter, Listing.of(at(sample, last / 4 * 3)));
    compare(expected.resolve("state-diff.txt"), TextListingDiff.render(diff, false, Style.PLAIN));
  }

  /** What is expected of a comparison stands beside the second session of it. */
  @ParameterizedTest
  @MethodSource("syswall.replay.SampleSessions#pairs")
  void diffIsAsExpectedBothWays(Path first, Path second) throws Exception {
    diffIsAsExpected(first, second);
    diffIsAsExpected(second, first);
  }

  private static void diffIsAsExpected(Path before, Path after) throws Exception {
    SessionProfile was = profile(before);
    SessionProfile is = profile(after);
    SessionDiff diff = SessionDiff.of(List.of(was), is, List.of());
    Path expected = after.resolve("expected");
    compare(expected.resolve("diff.txt"), text(diff, before, after, false));
    compare(expected.resolve("diff-all.txt"), text(diff, before, after, true));
    compare(expected.resolve("diff.json"), JsonDiff.render(diff));
    if (Files.exists(expected.resolve("diff-full.txt"))) {
      StringBuilder calls = new StringBuilder();
      FullDiff.of(was, is, List.of())
          .of(diff.findings().get(0).cause())
          .write(
              () -> JournalTailer.open(before.resolve("session.cq")),
              () -> JournalTailer.open(after.resolve("session.cq")),
              typed(before),
              typed(after),
              Style.PLAIN,
              line -> !calls.append(line).append('\n').isEmpty());
      compare(expected.resolve("diff-full.txt"), calls.toString());
    }
    Divergence divergence = diff.divergence();
    if (Files.exists(expected.resolve("diff-at-divergence.txt")) && divergence != null) {
      Listing there = listing(before, divergence.before());
      AtDivergence at = new AtDivergence(divergence, there, listing(after, divergence.after()));
      compare(
          expected.resolve("diff-at-divergence.txt"),
          text(diff, before, after, false) + at.render(80, Style.PLAIN));
    }
  }

  private static SessionProfile profile(Path sample) throws IOException {
    try (JournalTailer tailer = JournalTailer.open(sample.resolve("session.cq"))) {
      return SessionProfile.of(tailer, CallSelection.ALL);
    }
  }

  private static String text(SessionDiff diff, Path before, Path after, boolean all) {
    return TextDiff.render(diff, typed(before), typed(after), all, Style.PLAIN);
  }

  private static String typed(Path sample) {
    return sample.getFileName() + "/session.cq";
  }

  private static @Nullable Listing listing(Path sample, Divergence.@Nullable Spot spot)
      throws Exception {
    return spot == null ? null : Listing.of(at(sample, spot.event())).only(spot.pid());
  }

  private static SessionAt at(Path sample, long event) throws Exception {
    try (Timeline<SessionState> timeline =
        Timeline.open(
            sample.resolve("session.cq"), new SessionStateCodec(), SnapshotPolicy.DEFAULT)) {
      return SessionAt.place(timeline, new Place(event, 0));
    }
  }

  private static void compare(Path golden, String actual) throws IOException {
    if (UPDATE) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, actual);
    }
    assertEquals(Files.readString(golden), actual, golden.toString());
  }
}
