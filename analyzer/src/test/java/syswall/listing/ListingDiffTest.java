package syswall.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.replay.Recorded.FIRST;
import static syswall.replay.Recorded.loopback;
import static syswall.replay.Recorded.pair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import syswall.position.Position;
import syswall.position.Positions;
import syswall.replay.Recorded;
import syswall.report.JsonSchema;
import syswall.report.Style;
import syswall.state.ProcessTable;

class ListingDiffTest {
  private final Recorded session = new Recorded("prog");
  private int since;

  /** What is done from here on is the difference. */
  private void mark() {
    since = session.events().size() - 1;
  }

  private ListingDiff diff() throws Exception {
    return ListingDiff.of(
        Listing.of(Positions.at(session, new Position.AtEvent(since))),
        Listing.of(Positions.end(session)));
  }

  /** Below the heading. */
  private void assertDiffers(String... lines) throws Exception {
    String text = TextListingDiff.render(diff(), false, Style.PLAIN);
    assertEquals(String.join("\n", lines) + "\n", text.substring(text.indexOf("\n\n") + 2));
    JsonNode json = new ObjectMapper().readTree(JsonListingDiff.render(diff()));
    JsonSchema.of("state.schema.json").assertFollowedBy(json);
  }

  @Test
  void momentsAreTheHeading() throws Exception {
    mark();
    session.call(FIRST, "getpid").returns(FIRST);
    assertEquals(
        """
        prog: difference of state
        from 0.000001 s, 2026-01-01 00:00:00.000001 UTC, after event 1
        to   0.000003 s, 2026-01-01 00:00:00.000003 UTC, after event 3

        nothing changed
        """,
        TextListingDiff.render(diff(), false, Style.PLAIN));
    assertTrue(diff().isEmpty());
  }

  @Test
  void callsAndHoldersAreNoDifference() throws Exception {
    session.call(FIRST, "pipe2", pair(3, 4), 0).returns(0);
    session.process(200, FIRST, 0);
    mark();
    session.call(FIRST, "pause").unfinished();
    session.exits(200, 0);
    assertDiffers("- 200 (unknown program)");
  }

  @Test
  void descriptorsAreClosedOpenedAndChanged() throws Exception {
    session.call(FIRST, "open", "/same", 0).returns(3);
    session.call(FIRST, "open", "/read", 0).returns(4);
    session.call(FIRST, "open", "/closed", 0).returns(5);
    session.call(FIRST, "open", "/other", 0).returns(6);
    mark();
    session.call(FIRST, "read", 4).returns(10);
    session.call(FIRST, "close", 5).returns(0);
    session.call(FIRST, "close", 6).returns(0);
    session.call(FIRST, "open", "/new", 1).returns(6);
    assertDiffers(
        "  100 (unknown program)",
        "-    5   r  /closed",
        "-    6   r  /other",
        "~    4   r  /read  at 10, read 10 B",
        "     was r  /read",
        "+    6   w  /new");
  }

  @Test
  void offsetThatIsNotKnownIsNoDifference() throws Exception {
    session.inherits(0, "/a");
    mark();
    session.call(FIRST, "lseek", 0, 0, 1).returns(0);
    assertDiffers("nothing changed");
  }

  @Test
  void descriptorThatWasOpenedAgainIsAnotherOne() throws Exception {
    session.call(FIRST, "open", "/a", 0).returns(3);
    mark();
    session.call(FIRST, "close", 3).returns(0);
    session.call(FIRST, "open", "/a", 0).returns(3);
    assertDiffers("  100 (unknown program)", "-    3   r  /a", "+    3   r  /a");
  }

  @Test
  void socketAndNameAndMarkOfADescriptorMayChange() throws Exception {
    session.call(FIRST, "socket", 2, 1, 0).returns(3);
    session.call(FIRST, "connect", 3, loopback(1, 80), 16).fails(115);
    session.call(FIRST, "open", "/a", 0).returns(4);
    mark();
    session.call(FIRST, "write", 3).returns(5);
    session.call(FIRST, "rename", "/a", "/b").returns(0);
    session.call(FIRST, "fcntl", 4, 2, 1).returns(0);
    assertDiffers(
        "  100 (unknown program)",
        "~    3   rw TCP:[?->127.0.0.1:80]  connected, sent 5 B",
        "     was rw TCP:[?->127.0.0.1:80]  connection in progress",
        "~    4*  r  /b",
        "     was r  /a");
  }

  @Test
  void processesBeginAndEndAndRunOtherPrograms() throws Exception {
    session.inherits(1, "/dev/null").executes(FIRST, FIRST, "/bin/sh", "sh");
    session.process(200, FIRST, 0);
    mark();
    session.exits(200, 0).process(300, FIRST, 0).process(200, FIRST, 0);
    session.executes(FIRST, FIRST, "/bin/cc", "cc", "\033");
    session.call(FIRST, "chdir", "/tmp").returns(0);
    assertDiffers(
        "- 200 sh",
        "  100 cc \\33",
        "~    was 100 sh",
        "~    cwd /tmp, was /wood",
        "+ 300 sh (child of 100)",
        "+    cwd /wood",
        "+    1   rw /dev/null  also 100:1 200:1",
        "+ 200 sh (child of 100)",
        "+    cwd /wood",
        "+    1   rw /dev/null  also 100:1 300:1");
  }

  @Test
  void threadsBeginAndEndAndChangeWhatIsTheirOwn() throws Exception {
    session.call(FIRST, "open", "/a", 0).returns(3);
    session.thread(101, FIRST, FIRST, 0x10f00).thread(102, FIRST, FIRST, 0x10f00);
    mark();
    session.threadExits(101).thread(103, FIRST, FIRST, 0x10f00);
    session.call(102, "unshare", ProcessTable.CLONE_FILES).returns(0);
    session.call(102, "close", 3).returns(0);
    assertDiffers(
        "  100 (unknown program)",
        "-    thread 101",
        "+    thread 103",
        "     thread 102",
        "-    3   r  /a");
  }

  @Test
  void mappedFilesAreCountedOrNamed() throws Exception {
    session.call(FIRST, "open", "/lib", 0).returns(3);
    mark();
    session.call(FIRST, "mmap", 0, 8192, 1, 2, 3, 0).returns(0x10000);
    assertDiffers("  100 (unknown program)", "+    1 file mapped (--maps)");
    String named = TextListingDiff.render(diff(), true, Style.PLAIN);
    assertTrue(named.endsWith("+    map /lib\n"), named);
  }

  @Test
  void everyListingIsTheSameAsItself() {
    ListingDiff diff = ListingDiff.of(Places.listing(), Places.listing());
    assertTrue(diff.isEmpty());
  }

  @Test
  void jsonFollowsTheSchema() throws Exception {
    Recorded places = Places.session();
    Listing before = Listing.of(Positions.at(places, new Position.AtEvent(30)));
    ListingDiff diff = ListingDiff.of(before, Listing.of(Positions.end(places)));
    assertFalse(diff.begun().isEmpty() || diff.ended().isEmpty() || diff.changed().isEmpty());
    JsonNode json = new ObjectMapper().readTree(JsonListingDiff.render(diff));
    JsonSchema.of("state.schema.json").assertFollowedBy(json);
  }
}
