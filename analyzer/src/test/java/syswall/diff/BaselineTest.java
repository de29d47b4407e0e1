package syswall.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.diff.Runs.cause;
import static syswall.diff.Runs.profile;
import static syswall.diff.Runs.reads;
import static syswall.diff.Runs.run;
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

/** Runs that vary: a cache file of another name is read in each. */
class BaselineTest {
  private static final Recorded ONE = varies("/cache/1");
  private static final Recorded TWO = varies("/cache/2");

  private static Recorded varies(String cache) {
    return run(s -> reads(reads(s, FIRST, cache), FIRST, "/etc/conf"));
  }

  @Test
  void whatVariesAmongTheBaselineIsNoDifference() {
    SessionDiff diff = diff(TWO, List.of(), ONE, TWO);
    assertEquals("same", cause(diff));
    assertEquals(
        List.of(
            "GONE open /cache/1: ok ->  [2] here",
            "GONE read /cache/1: ok ->  [2] here",
            "NEW open /cache/2:  -> ok [2] here",
            "NEW read /cache/2:  -> ok [2] here"),
        unstable(diff));
    assertTrue(text(diff, false).endsWith(", 4 unstable)\n"), text(diff, false));
  }

  @Test
  void whatVariesIsUnstableAlsoIfTheRunShowsNoneOfIt() {
    SessionDiff diff = diff(ONE, List.of(), ONE, TWO, ONE, TWO);
    assertEquals("same", cause(diff));
    assertEquals(
        List.of(
            "GONE open /cache/1: ok ->  [2, 4]",
            "GONE read /cache/1: ok ->  [2, 4]",
            "NEW open /cache/2:  -> ok [2, 4]",
            "NEW read /cache/2:  -> ok [2, 4]"),
        unstable(diff));
    assertTrue(text(diff, false).endsWith(", 4 unstable)\n"), text(diff, false));
  }

  @Test
  void whatNoRunOfTheBaselineDidIsADifference() {
    Recorded other = run(s -> reads(reads(s, FIRST, "/cache/1"), FIRST, "/etc/other"));
    SessionDiff diff = diff(other, List.of(), ONE, TWO);
    assertEquals("GONE open /etc/conf: ok -> ", cause(diff));
    assertEquals(4, diff.unstable().size());
  }

  @Test
  void theListSaysInWhichRunsOfTheBaseline() {
    String text = text(diff(TWO, List.of(), ONE, TWO, TWO), true);
    assertTrue(text.contains("\nUNSTABLE  what varies with timing, or among the runs of"), text);
    assertTrue(
        text.contains("  open /cache/1  ok -> absent  (event 4 -> -)  in baseline 2, 3 and here\n"),
        text);
  }

  @Test
  void oneRunHasNothingUnstable() {
    assertEquals(List.of(), diff(TWO, List.of(), ONE).unstable());
  }

  @Test
  void namesOfTheBaselineAreMappedWhereverItVaries() {
    Recorded there = run(s -> reads(reads(s, FIRST, "/there/2"), FIRST, "/etc/conf"));
    SessionDiff diff =
        diff(there, List.of(new NameMap("/cache", "/there")), varies("/cache/1"), TWO);
    assertEquals("same", cause(diff));
    assertEquals(4, diff.unstable().size());
  }

  @Test
  void jsonFollowsItsSchema() throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(JsonDiff.render(diff(ONE, List.of(), ONE, TWO, ONE)));
    JsonSchema.of("diff.schema.json").assertFollowedBy(json);
    assertEquals("[2]", json.at("/unstable/0/baselines").toString());
    assertEquals("false", json.at("/unstable/0/inRun").toString());
  }

  private static SessionDiff diff(Recorded run, List<NameMap> maps, Recorded... baseline) {
    return SessionDiff.of(Stream.of(baseline).map(Runs::profile).toList(), profile(run), maps);
  }

  private static List<String> unstable(SessionDiff diff) {
    return diff.unstable().stream()
        .map(u -> Runs.line(u.difference()) + " " + u.baselines() + (u.inRun() ? " here" : ""))
        .sorted()
        .toList();
  }

  private static String text(SessionDiff diff, boolean all) {
    return TextDiff.render(diff, "a.cq", "b.cq", all, Style.PLAIN);
  }
}
