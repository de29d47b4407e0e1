package syswall.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.diff.Runs.CREATE_EXCLUSIVE;
import static syswall.diff.Runs.ENOENT;
import static syswall.diff.Runs.cause;
import static syswall.diff.Runs.reads;
import static syswall.diff.Runs.run;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import syswall.diff.Divergence.Spot;
import syswall.listing.Listing;
import syswall.position.Positions;
import syswall.replay.Recorded;
import syswall.report.JsonSchema;
import syswall.report.Style;

class DivergenceTest {
  private static final Recorded GOOD = run(s -> reads(reads(s, FIRST, "/a"), FIRST, "/b"));

  @Test
  void processesAreThoseOfTheCauseBehindItsEvents() {
    Recorded bad =
        run(s -> reads(s, FIRST, "/a").call(FIRST, "openat", AT_FDCWD, "/b", 0).fails(ENOENT));
    SessionDiff diff = Runs.diff(GOOD, bad);
    assertEquals("FAILS_NOW open /b: ok -> ENOENT", cause(diff));
    long event = diff.findings().get(0).cause().eventBefore();
    assertEquals(new Spot(FIRST, event), divergence(diff).before());
    assertEquals(new Spot(FIRST, event), divergence(diff).after());
  }

  @Test
  void whatIsAbsentInOneRunStandsBehindTheLastThingThatBothDid() {
    Recorded less = run(s -> reads(s, FIRST, "/a"));
    SessionDiff gone = Runs.diff(GOOD, less);
    assertEquals("GONE open /b: ok -> ", cause(gone));
    Spot after = divergence(gone).after();
    assertEquals(new Spot(FIRST, 6), after); // the read of /a
    SessionDiff fresh = Runs.diff(less, GOOD);
    assertEquals("NEW open /b:  -> ok", cause(fresh));
    assertEquals(after, divergence(fresh).before());
  }

  @Test
  void placeOfTheNewIsBehindTheChildThatBothWaitedFor() {
    Recorded less = run(s -> s.process(101, FIRST, 0).exits(101, 0));
    Recorded more = run(s -> reads(s.process(101, FIRST, 0).exits(101, 0), FIRST, "/b"));
    Spot before = divergence(Runs.diff(less, more)).before();
    assertEquals(new Spot(FIRST, 4), before); // the exit of 101
  }

  @Test
  void processThatHasEndedIsShownBeforeItsEnd() {
    SessionDiff diff = Runs.diff(run(0, s -> {}), run(1 << 8, s -> {}));
    assertEquals("ENDING end : exit 0 -> exit 1", cause(diff));
    long end = diff.findings().get(0).cause().eventAfter();
    assertEquals(new Spot(FIRST, end - 1), divergence(diff).after());
  }

  @Test
  void sameRunsDoNotDiverge() {
    assertNull(Runs.diff(GOOD, GOOD).divergence());
  }

  @Test
  void textsAreAlikeInSpiteOfNamesThatWereMadeUp() {
    Divergence divergence = divergence(Runs.diff(makesUp("ccAbC1dE", 0), makesUp("ccQw3rTy", 1)));
    assertTrue(divergence.isAlike("3 r /tmp/ccAbC1dE at 5", "3 r /tmp/ccQw3rTy at 5"));
    assertTrue(!divergence.isAlike("3 r /tmp/ccAbC1dE at 5", "3 r /tmp/ccQw3rTy at 6"));
  }

  private static Recorded makesUp(String name, int status) {
    return run(
        status << 8,
        s -> s.call(FIRST, "openat", AT_FDCWD, "/tmp/" + name, CREATE_EXCLUSIVE).returns(3));
  }

  @Test
  void jsonHasBothListingsAndFollowsItsSchema() throws IOException {
    Recorded less = run(s -> reads(s, FIRST, "/a"));
    SessionDiff diff = Runs.diff(GOOD, less);
    Listing before = Listing.of(Positions.end(less));
    AtDivergence at = new AtDivergence(divergence(diff), before, null);
    JsonNode json = new ObjectMapper().readTree(JsonDiff.render(diff, at));
    JsonSchema.of("diff.schema.json").assertFollowedBy(json);
    assertEquals(1, json.get("atDivergence").size());
    assertTrue(json.at("/atDivergence/before/moment/event").isInt(), json.toString());
    assertTrue(at.render(80, Style.PLAIN).startsWith("\nSTATE  "));
  }

  private static Divergence divergence(SessionDiff diff) {
    return Objects.requireNonNull(diff.divergence());
  }
}
