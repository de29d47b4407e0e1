package syswall.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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

  static List<Path> samples() throws IOException {
    try (Stream<Path> entries = Files.list(Path.of("../sample-sessions"))) {
      List<Path> samples = entries.filter(Files::isDirectory).sorted().toList();
      assertFalse(samples.isEmpty());
      return samples;
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void reportIsAsExpected(Path sample) throws IOException {
    Report report;
    try (JournalTailer tailer = JournalTailer.open(sample.resolve("session.cq"))) {
      report = Report.of(tailer);
    }
    Path expected = sample.resolve("expected");
    compare(expected.resolve("report.txt"), TextReport.render(report, false, Style.PLAIN));
    compare(expected.resolve("report.json"), JsonReport.render(report));
  }

  @ParameterizedTest
  @MethodSource("samples")
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
  @MethodSource("samples")
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
