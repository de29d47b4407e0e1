package syswall.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.diff.Runs.ENOENT;
import static syswall.diff.Runs.cause;
import static syswall.diff.Runs.profile;
import static syswall.diff.Runs.run;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import syswall.replay.Recorded;
import syswall.report.JsonSchema;
import syswall.report.Style;

/** Numbers that vary by themselves: how often a second thread looks at a limit. */
class VaryingTest {
  private static final int SECOND = 101;

  private static final Recorded THREE = looks(3);
  private static final Recorded FOUR = looks(4);

  private static Recorded looks(int times) {
    return run(s -> opens(threaded(s), SECOND, times));
  }

  private static Recorded threaded(Recorded session) {
    return session.thread(SECOND, FIRST, FIRST, 0);
  }

  private static Recorded opens(Recorded session, int tid, int times) {
    for (int i = 0; i < times; i++) {
      session.call(tid, "openat", AT_FDCWD, "/limit", 0).returns(3);
      session.call(tid, "close", 3).returns(0);
    }
    return session;
  }

  @Test
  void aNumberOfAThreadIsUnstableAndNoDifference() {
    assertSame("open /limit: 3 times -> 4 times (13 -> 17)", THREE, FOUR);
    assertSame("open /limit: 4 times -> 3 times (17 -> 13)", FOUR, THREE);
  }

  @Test
  void whoDidItDoesNotMatter() {
    Recorded first = run(s -> opens(opens(threaded(s), FIRST, 2), SECOND, 1));
    Recorded second = run(s -> opens(opens(threaded(s), FIRST, 1), SECOND, 2));
    assertEquals(List.of(), unstable(diff(first, second)));
  }

  @Test
  void outcomesAreCountedEach() {
    assertSame(
        "stat /a: 1 time, 2 times ENOENT -> 2 times, 1 time ENOENT (9 -> 9)",
        run(s -> stats(stats(stats(threaded(s), ENOENT), 0), ENOENT)),
        run(s -> stats(stats(stats(threaded(s), 0), ENOENT), 0)));
  }

  private static Recorded stats(Recorded session, int errno) {
    Recorded.Pending stat = session.call(SECOND, "stat", "/a");
    return errno == 0 ? stat.returns(0) : stat.fails(errno);
  }

  @Test
  void whatCameAfterWaitingIsUpToWhatHappened() {
    assertSame(
        "stat /a: 1 time -> 2 times (6 -> 8)",
        run(s -> asks(polls(s), 1)),
        run(s -> asks(polls(s), 2)));
  }

  private static Recorded polls(Recorded session) {
    return session.call(FIRST, "poll", 0x1000, 2).returns(1);
  }

  private static Recorded asks(Recorded session, int times) {
    for (int i = 0; i < times; i++) {
      session.call(FIRST, "stat", "/a").returns(0);
    }
    return session;
  }

  @Test
  void howManyThreadsThereWereIsANumber() {
    Recorded two = run(s -> starts(starts(s, 101), 102));
    Recorded three = run(s -> starts(starts(starts(s, 101), 102), 103));
    assertSame("start a thread : 2 times -> 3 times (8 -> 11)", two, three);
    assertSame("start a thread :  -> 2 times (-1 -> 8)", run(s -> {}), two);
  }

  private static Recorded starts(Recorded session, int tid) {
    Recorded.Pending clone = session.call(FIRST, "clone", 0x10000);
    session.thread(tid, FIRST, FIRST, 0x10000);
    return clone.returns(tid);
  }

  @Test
  void whatAProcessSendsItselfIsANumber() {
    assertSame("write pipe: 1 B -> 2 B (6 -> 6)", run(s -> wakes(s, 1)), run(s -> wakes(s, 2)));
  }

  private static void wakes(Recorded session, int bytes) {
    session.call(FIRST, "pipe", Recorded.pair(8, 9)).returns(0);
    session.call(FIRST, "write", 9).returns(bytes);
    session.call(FIRST, "read", 8).returns(1);
  }

  @Test
  void whatIsTheProgramsOwnIsADifferenceAndNotListed() {
    SessionDiff diff =
        diff(run(s -> opens(threaded(s), FIRST, 2)), run(s -> opens(threaded(s), FIRST, 1)));
    assertEquals("COUNT open /limit: 1 time -> 2 times", cause(diff));
    assertEquals(List.of(), unstable(diff));
    diff =
        diff(
            run(s -> polls(asks(opens(s, FIRST, 2), 1))),
            run(s -> polls(asks(opens(s, FIRST, 1), 1))));
    assertEquals("COUNT open /limit: 1 time -> 2 times", cause(diff));
    assertEquals(List.of(), unstable(diff));
  }

  @Test
  void intoHowManyCallsDataIsCutIsNoNumber() {
    Recorded one = run(s -> reads(threaded(s), 100));
    Recorded other = run(s -> reads(threaded(s), 60, 40));
    assertEquals("same", cause(diff(one, other)));
    assertEquals(List.of(), unstable(diff(one, other)));
  }

  private static void reads(Recorded session, int... counts) {
    session.call(SECOND, "openat", AT_FDCWD, "/data", 0).returns(3);
    for (int count : counts) {
      session.call(SECOND, "read", 3).returns(count);
    }
  }

  @Test
  void aSixthRunMayVaryWhereTheBaselineDidNot() {
    SessionDiff diff = diff(FOUR, THREE, THREE);
    assertEquals("same", cause(diff));
    assertEquals(List.of("open /limit: 3 times -> 4 times (13 -> 17)"), unstable(diff));
    diff = diff(FOUR, THREE, FOUR);
    assertEquals(List.of("open /limit: 3 times -> 4 times (13 -> 17) [2]"), unstable(diff));
    diff = diff(THREE, THREE, FOUR);
    assertEquals("same", cause(diff));
    assertEquals(List.of("open /limit: 3 times -> 4 times (13 -> 17) [2]"), unstable(diff));
  }

  @Test
  void whatElseTheBaselineDoesToItStaysStable() {
    Recorded fails =
        run(s -> threaded(s).call(SECOND, "openat", AT_FDCWD, "/limit", 0).fails(ENOENT));
    SessionDiff diff = diff(fails, THREE, FOUR);
    assertEquals("FAILS_NOW open /limit: ok -> ENOENT", cause(diff));
  }

  @Test
  void theAnswerSaysHowManyAndTheListWhich() {
    SessionDiff diff = diff(FOUR, THREE);
    String same = "same: a.cq and b.cq did the same (1 process, exit 0)";
    assertEquals(same + "; 1 number varies with timing (--all)\n", text(diff, false));
    assertEquals(
        same
            + "; 1 number varies with timing\n\n"
            + "UNSTABLE  what varies with timing, or among the runs of the baseline\n"
            + "    prog  (pid 100 -> 100)\n"
            + "    open /limit  3 times -> 4 times  (event 13 -> 17)\n",
        text(diff, true));
    assertEquals(same + "\n", text(diff(FOUR, FOUR), false));
  }

  @Test
  void jsonListsItAsItsSchemaSays() throws IOException {
    JsonNode json = new ObjectMapper().readTree(JsonDiff.render(diff(FOUR, THREE)));
    JsonSchema.of("diff.schema.json").assertFollowedBy(json);
    assertTrue(json.get("same").asBoolean());
    assertEquals("[]", json.get("findings").toString());
    JsonNode unstable = json.at("/unstable/0");
    assertEquals("varying", unstable.get("kind").asText());
    assertEquals(17, unstable.get("eventAfter").asInt());
    assertEquals("[]", unstable.get("baselines").toString());
  }

  @Test
  void thePageListsIt() {
    String page = HtmlDiff.render(diff(FOUR, THREE), null, "a.cq", "b.cq");
    assertTrue(page.contains("Both runs did the same, exit 0; 1 number varies with timing"), page);
    assertTrue(page.contains("id=\"unstable\""), page);
    assertTrue(page.contains("open /limit"), page);
  }

  private static void assertSame(String listed, Recorded before, Recorded after) {
    SessionDiff diff = diff(after, before);
    assertEquals("same", cause(diff));
    assertFalse(diff.fails());
    assertEquals(List.of(listed), unstable(diff));
  }

  private static SessionDiff diff(Recorded run, Recorded... baseline) {
    return SessionDiff.of(Stream.of(baseline).map(Runs::profile).toList(), profile(run), List.of());
  }

  /** Each with its events, and the runs of the baseline that it varies in. */
  private static List<String> unstable(SessionDiff diff) {
    return diff.unstable().stream()
        .map(
            u -> {
              Difference d = u.difference();
              String line = Runs.line(d).replace("VARYING ", "");
              String runs = u.baselines().isEmpty() ? "" : " " + u.baselines();
              return line + " (" + d.eventBefore() + " -> " + d.eventAfter() + ")" + runs;
            })
        .toList();
  }

  private static String text(SessionDiff diff, boolean all) {
    return TextDiff.render(diff, "a.cq", "b.cq", all, Style.PLAIN);
  }
}
