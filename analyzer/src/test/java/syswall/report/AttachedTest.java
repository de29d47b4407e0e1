package syswall.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import syswall.decode.LiveTrace;
import syswall.event.EndReason;
import syswall.event.Event;
import syswall.event.Event.ThreadStarted;
import syswall.history.SessionHistory;
import syswall.journal.Integrity;
import syswall.listing.JsonListing;
import syswall.listing.Listing;
import syswall.listing.TextListing;
import syswall.position.Position;
import syswall.position.Positions;
import syswall.replay.Recorded;

/** A session that attached to processes does not say that it started them. */
class AttachedTest {
  private final Recorded session =
      Recorded.following("serve")
          .inherits(0, "/dev/null")
          .attached(200, 1, 2, "serve", "-d")
          .thread(201, 200, ThreadStarted.ATTACHED, 0x10f00)
          .inherits(0, "/dev/null")
          .inherits(3, "/var/log/serve", 02000001)
          .inherits(4, "anon_inode:[eventpoll]")
          .attached(210, 200, 0, "worker");

  AttachedTest() {
    session.call(201, "openat", Recorded.AT_FDCWD, "page", 0).returns(5);
    session.call(210, "write", 3).returns(10);
    session.process(220, 210, 0).executes(220, 220, "/bin/log", "log");
  }

  private Report report() {
    return Report.of(SessionHistory.of(session.source()), Integrity.COMPLETE, "");
  }

  @Test
  void reportSaysSoOfTheSessionAndOfEachProcess() {
    session.exits(220, 0).ends(EndReason.DETACHED, 0);
    assertEquals(
        """
        serve -d: attached to, let go after 15.0 µs
        3 processes, 2 calls (0 failed)
        recorded 2026-01-01 00:00:00 UTC as uid 1000, in /wood

        PROCESSES
          200 serve -d [2 threads] [attached to]  let go             13.0 µs
          └─ 210 worker [attached to]             let go             8.00 µs
             └─ 220 log                           exit 0             2.00 µs

        DATA QUALITY
          2 processes running already: what it did and mapped before is not known
          2 calls under way when syswall attached, timed from then on
        """,
        TextReport.render(
            report(),
            EnumSet.of(Section.PROCESSES, Section.QUALITY),
            PackageOwners.NOT_ASKED,
            false,
            Style.PLAIN));
    assertTrue(HtmlReport.render(report(), "s.cq").contains("Attached to. Let go after"));
  }

  @Test
  void whatEndsWhileFollowedHasEnded() {
    session.exits(220, 0).exits(210, 0).exits(200, 3 << 8).ends(EndReason.COMPLETED, 0);
    String text = TextReport.render(report(), false, Style.PLAIN);
    assertTrue(text.startsWith("serve -d: attached to, exited with 3 after "), text);
  }

  @Test
  void fullDiskKillsNothing() {
    session.ends(EndReason.DISK_FULL, 125);
    String text = TextReport.render(report(), false, Style.PLAIN);
    assertTrue(text.contains("the disk was full: syswall let the program go\n"), text);
  }

  @Test
  void jsonFollowsItsSchemas() throws Exception {
    session.ends(EndReason.DETACHED, 0);
    JsonNode report = new ObjectMapper().readTree(JsonReport.render(report()));
    JsonSchema.of("report.schema.json").assertFollowedBy(report);
    assertTrue(report.at("/processes/0/attached").asBoolean());
    assertFalse(report.at("/processes/2").has("attached"));
    assertEquals("detached", report.at("/session/endReason").asText());
    assertEquals(2, report.at("/quality/callsUnderWay").asLong());
    JsonNode state =
        new ObjectMapper().readTree(JsonListing.render(Listing.of(Positions.end(session))));
    JsonSchema.of("state.schema.json").assertFollowedBy(state);
  }

  @Test
  void stateHasFromTheFirstMomentWhatTheyHad() throws Exception {
    assertEquals(
        """
        serve: state at 0.000007 s, 2026-01-01 00:00:00.000007 UTC, after event 7
        [pid 210] +++ attached to, child of 200, runs "/bin/worker" ["worker"] +++

        200 serve -d (attached to)
        │    thread 200 running
        │    thread 201 running
        │    cwd /den
        │    0   rw /dev/null
        └─ 210 worker (attached to)
                running
                cwd /den
                0   rw /dev/null
                3*  w  /var/log/serve
                4      eventpoll

        no process ended before; * closed by execve
        """,
        TextListing.render(
            Listing.of(Positions.at(session, new Position.AtEvent(7))), false, Style.PLAIN));
    String later = TextListing.render(Listing.of(Positions.end(session)), false, Style.PLAIN);
    assertTrue(later.contains("5   r  /den/page"), later);
  }

  @Test
  void traceSaysThatTheyWereThere() {
    List<String> lines = new ArrayList<>();
    LiveTrace live = LiveTrace.ofProcesses(lines::add);
    session.events().subList(0, 8).stream().map(Event.class::cast).forEach(e -> e.accept(live));
    assertEquals(
        List.of(
            "[pid 200] +++ attached to, child of 1, runs \"/bin/serve\" [\"serve\", \"-d\"] +++",
            "[pid 201] +++ thread of 200 attached to +++",
            "[pid 210] +++ attached to, child of 200, runs \"/bin/worker\" [\"worker\"] +++"),
        lines);
  }
}
