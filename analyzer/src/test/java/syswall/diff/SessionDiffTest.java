package syswall.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.diff.Runs.ENOENT;
import static syswall.diff.Runs.all;
import static syswall.diff.Runs.cause;
import static syswall.diff.Runs.diff;
import static syswall.diff.Runs.profile;
import static syswall.diff.Runs.reads;
import static syswall.diff.Runs.run;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import syswall.diff.Difference.Kind;
import syswall.event.CallSelection;
import syswall.journal.JournalTailer;
import syswall.replay.Recorded;
import syswall.report.JsonSchema;
import syswall.report.Style;

class SessionDiffTest {
  /** Of kinds that are each other's mirror, one. */
  private static final Map<Kind, Kind> OF_BOTH =
      Map.of(
          Kind.SUCCEEDS_NOW, Kind.FAILS_NOW,
          Kind.NEW, Kind.GONE,
          Kind.SEARCHED, Kind.NEW_FAILURE,
          Kind.FAILURE_GONE, Kind.NEW_FAILURE);

  private static final Recorded GOOD =
      run(
          s -> {
            reads(reads(s, FIRST, "/etc/conf"), FIRST, "/evil\033[31m");
            s.process(101, FIRST, 0).executes(101, 101, "/bin/cc", "cc", "\u202e");
            s.call(101, "write", 1).returns(10);
            s.exits(101, 0);
          });
  private static final Recorded BAD =
      run(
          1 << 8,
          s -> {
            s.call(FIRST, "openat", AT_FDCWD, "/etc/conf", 0).fails(ENOENT);
            s.call(FIRST, "openat", AT_FDCWD, "/etc/conf.d", 0).fails(ENOENT);
            reads(s, FIRST, "/usr/conf");
            s.signal(FIRST, 15);
          });

  @ParameterizedTest
  @MethodSource("syswall.replay.SampleSessions#all")
  void everySampleIsTheSameAsItself(Path sample) throws IOException {
    SessionDiff diff = SessionDiff.of(List.of(read(sample)), read(sample), List.of());
    assertEquals("same", cause(diff));
    assertFalse(diff.fails());
    assertTrue(diff.after().processes() > 0);
  }

  @ParameterizedTest
  @MethodSource("syswall.replay.SampleSessions#pairs")
  void everyPairOfSamplesIsItsMirrorAndGivesTheSameBytes(Path first, Path second)
      throws IOException {
    Path before = first.resolve("session.cq");
    Path after = second.resolve("session.cq");
    SessionDiff diff = SessionDiff.of(List.of(read(before)), read(after), List.of());
    SessionDiff again = SessionDiff.of(List.of(read(before)), read(after), List.of());
    assertTrue(diff.fails());
    assertMirrors(diff, SessionDiff.of(List.of(read(after)), read(before), List.of()));
    assertEquals(text(diff, true), text(again, true));
    assertEquals(JsonDiff.render(diff), JsonDiff.render(again));
  }

  private static SessionProfile read(Path sample) throws IOException {
    try (JournalTailer tailer = JournalTailer.open(sample)) {
      return SessionProfile.of(tailer, CallSelection.ALL);
    }
  }

  @Test
  void theOtherWayRoundIsTheMirror() {
    assertMirrors(diff(GOOD, BAD), diff(BAD, GOOD));
  }

  private static void assertMirrors(SessionDiff diff, SessionDiff mirrored) {
    Difference cause = diff.findings().get(0).cause();
    Difference mirror = mirrored.findings().get(0).cause();
    assertEquals(
        text(cause, cause.before(), cause.after()), text(mirror, mirror.after(), mirror.before()));
    assertEquals(
        all(diff, d -> OF_BOTH.getOrDefault(d.kind(), d.kind()) + text(d, d.before(), d.after())),
        all(
            mirrored,
            d -> OF_BOTH.getOrDefault(d.kind(), d.kind()) + text(d, d.after(), d.before())));
    assertEquals(
        all(
            diff,
            d ->
                d.process().pidBefore()
                    + "/"
                    + d.process().pidAfter()
                    + text(d, d.before(), d.after())),
        all(
            mirrored,
            d ->
                d.process().pidAfter()
                    + "/"
                    + d.process().pidBefore()
                    + text(d, d.after(), d.before())));
  }

  private static String text(Difference difference, String from, String to) {
    return " %s %s: %s -> %s".formatted(difference.operation(), difference.resource(), from, to);
  }

  @Test
  void theSameSessionsGiveTheSameBytes() {
    assertEquals(text(diff(GOOD, BAD), true), text(diff(GOOD, BAD), true));
    assertEquals(JsonDiff.render(diff(GOOD, BAD)), JsonDiff.render(diff(GOOD, BAD)));
  }

  @Test
  void anyPrefixIsCompared() {
    SessionProfile whole = profile(GOOD);
    for (int count = 0; count <= GOOD.events().size(); count++) {
      SessionProfile prefix = SessionProfile.of(GOOD.source(count));
      assertFalse(text(SessionDiff.of(List.of(prefix), whole, List.of()), true).isEmpty());
      assertFalse(text(SessionDiff.of(List.of(whole), prefix, List.of()), true).isEmpty());
    }
  }

  @Test
  void sameIsOneLine() {
    assertEquals(
        "same: a.cq and b.cq did the same (2 processes, exit 0)\n", text(diff(GOOD, GOOD), false));
  }

  @Test
  void textNamesTheCauseWithItsEvents() {
    String text = text(diff(GOOD, BAD), false);
    assertTrue(text.startsWith("different: exit 0 -> exit 1; 1 finding, "), text);
    assertTrue(
        text.contains("\nCAUSE  prog  (pid 100 -> 100)\n  open /etc/conf  ok -> ENOENT  (event 4"),
        text);
    assertTrue(text.contains("\nsee  syswall show --event 0..4 b.cq\n"), text);
    assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
  }

  @Test
  void hostileTextIsEscaped() {
    String text = text(diff(GOOD, BAD), true) + JsonDiff.render(diff(GOOD, BAD));
    assertTrue(text.contains("/evil\\33[31m"), text);
    assertFalse(text.contains("\033") || text.contains("\u202e"), text);
  }

  @Test
  void styleChangesNothingButColours() {
    String ansi = TextDiff.render(diff(GOOD, BAD), "a.cq", "b.cq", false, Style.ANSI);
    assertTrue(ansi.contains("\033["));
    assertEquals(text(diff(GOOD, BAD), false), ansi.replaceAll("\033\\[[0-9]*m", ""));
  }

  @Test
  void jsonFollowsItsSchema() throws IOException {
    JsonNode json = new ObjectMapper().readTree(JsonDiff.render(diff(GOOD, BAD)));
    JsonSchema.of("diff.schema.json").assertFollowedBy(json);
    assertEquals("fails-now", json.at("/findings/0/cause/kind").asText());
    assertEquals("ENOENT", json.at("/findings/0/cause/after").asText());
    assertFalse(json.get("same").asBoolean());
  }

  @Test
  void theSchemaKnowsEveryKind() throws IOException {
    List<String> kinds =
        Stream.of(Difference.Kind.values())
            .map(kind -> kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
            .toList();
    assertEquals(kinds, JsonSchema.of("diff.schema.json").choices("difference", "kind"));
  }

  private static String text(SessionDiff diff, boolean all) {
    return TextDiff.render(diff, "a.cq", "b.cq", all, Style.PLAIN);
  }
}
