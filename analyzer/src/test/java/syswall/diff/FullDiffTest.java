package syswall.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.diff.Runs.CREATE_EXCLUSIVE;
import static syswall.diff.Runs.ENOENT;
import static syswall.diff.Runs.diff;
import static syswall.diff.Runs.profile;
import static syswall.diff.Runs.reads;
import static syswall.diff.Runs.run;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import syswall.journal.JournalTailer;
import syswall.replay.Recorded;
import syswall.report.Style;

class FullDiffTest {
  @TempDir private Path directory;
  private int sessions;

  @Test
  void linesAreThoseOfADiffWithTheCallsOfBothRuns() throws IOException {
    Recorded one = run(s -> stats(reads(stats(s, "/a", "/b", "/c", "/d"), FIRST, "/x"), "/e"));
    Recorded other = run(s -> stats(reads(stats(s, "/a", "/b", "/c", "/d"), FIRST, "/y"), "/e"));
    assertEquals(
        List.of(
            "--- 1",
            "+++ 2",
            "@@ -6..18 +6..18 @@ prog  (pid 100 -> 100)",
            " stat(\"/b\", NULL) = 0",
            " stat(\"/c\", NULL) = 0",
            " stat(\"/d\", NULL) = 0",
            "-openat(AT_FDCWD</wood>, \"/x\", O_RDONLY) = 3</x>",
            "-read(3</x>, NULL, 0) = 100",
            "+openat(AT_FDCWD</wood>, \"/y\", O_RDONLY) = 3</y>",
            "+read(3</y>, NULL, 0) = 100",
            " stat(\"/e\", NULL) = 0"),
        full(one, other));
  }

  private static Recorded stats(Recorded session, String... paths) {
    for (String path : paths) {
      session.call(FIRST, "stat", path).returns(0);
    }
    return session;
  }

  @Test
  void whatIsFarFromADifferenceIsLeftOut() throws IOException {
    String[] same = {"/a", "/b", "/c", "/d", "/e", "/f", "/g"};
    Recorded one = run(s -> stats(stats(stats(s, "/1"), same), "/2"));
    List<String> lines = full(one, run(s -> stats(s, same)));
    assertEquals(2, lines.stream().filter(line -> line.startsWith("@@")).count(), lines::toString);
    assertEquals(2 + 2 + 2 + 6, lines.size(), lines::toString);
    Recorded near =
        run(s -> stats(stats(stats(s, "/1"), "/a", "/b", "/c", "/d", "/e", "/f"), "/2"));
    assertEquals(
        2 + 1 + 2 + 6, full(near, run(s -> stats(s, "/a", "/b", "/c", "/d", "/e", "/f"))).size());
  }

  @Test
  void namesHaveTheFormThatBothRunsShare() throws IOException {
    List<String> lines =
        full(run(s -> stats(makes(s, "/tmp/ccAbC1dE"), "/1")), run(s -> makes(s, "/tmp/ccZz9yXw")));
    assertTrue(
        lines.contains(
            " openat(AT_FDCWD</wood>, \"/tmp/cc*\", O_RDWR|O_CREAT|O_EXCL, 000) = 3</tmp/cc*>"),
        lines::toString);
    assertTrue(
        lines.contains(" mmap(0x*, 100, PROT_NONE, MAP_FILE, 3</tmp/cc*>, 0) = 0x*"),
        lines::toString);
  }

  private static Recorded makes(Recorded session, String path) {
    session.call(FIRST, "openat", AT_FDCWD, path, CREATE_EXCLUSIVE).returns(3);
    return session.call(FIRST, "mmap", 0x7f1234567000L, 100, 0, 0, 3, 0).returns(0x7f1234567000L);
  }

  @Test
  void everyThreadIsComparedWithTheOneThatBeganInItsPlace() throws IOException {
    Recorded one =
        run(
            s -> {
              s.thread(101, FIRST, FIRST, 0x10f00);
              s.call(101, "stat", "/a").returns(0);
              s.call(FIRST, "stat", "/b").returns(0);
            });
    Recorded other =
        run(
            s -> {
              s.thread(205, FIRST, FIRST, 0x10f00);
              s.call(FIRST, "stat", "/b").returns(0);
              s.call(205, "stat", "/a").fails(ENOENT);
            });
    List<String> lines = full(one, other);
    assertEquals("@@ -5..5 +7..7 @@ prog  (pid 100 -> 100), thread 2", lines.get(2));
    assertEquals(5, lines.size(), lines::toString);
  }

  @Test
  void aProcessIsChosenByItsNumberInTheSecondRunOrElseInTheFirst() throws IOException {
    Recorded one = run(s -> child(child(s, 101, "/a"), 102, "/b"));
    Recorded other = run(s -> child(child(s, 102, "/x"), 103, "/y"));
    assertTrue(heading(one, other, d -> d.of(102)).endsWith("sh /x  (pid 101 -> 102)"));
    assertTrue(heading(one, other, d -> d.of(101)).endsWith("sh /x  (pid 101 -> 102)"));
    assertTrue(full(one, other).stream().filter(line -> line.startsWith("@@")).count() == 2);
    assertTrue(FullDiff.of(profile(one), profile(other), List.of()).of(7).isEmpty());
  }

  private String heading(Recorded one, Recorded other, UnaryOperator<FullDiff> choice)
      throws IOException {
    List<String> lines = full(one, other, choice);
    assertEquals(1, lines.stream().filter(line -> line.startsWith("@@")).count(), lines::toString);
    return lines.get(2);
  }

  private static Recorded child(Recorded session, int pid, String path) {
    session.process(pid, FIRST, 0).executes(pid, pid, "/bin/sh", "sh", path);
    session.call(pid, "stat", path).returns(0);
    return session.exits(pid, 0);
  }

  @Test
  void theProcessOfADifferenceIsChosenByIt() throws IOException {
    Recorded one = run(s -> child(child(s, 101, "/a"), 102, "/b"));
    Recorded other = run(s -> child(child(s, 101, "/a"), 102, "/c"));
    Difference cause = diff(one, other).findings().get(0).cause();
    assertTrue(heading(one, other, d -> d.of(cause)).endsWith("sh /c  (pid 102 -> 102)"));
  }

  @Test
  void aProcessThatIsOnlyInOneRunIsShownWhole() throws IOException {
    List<String> lines = full(run(s -> {}), run(s -> child(s, 101, "/a")));
    assertEquals("@@ -none +6..6 @@ sh /a  (pid - -> 101)", lines.get(2));
    assertEquals(4, lines.size());
  }

  @Test
  void sessionsAreReadAgainForWhatStandsBefore() throws IOException {
    Recorded one = run(s -> manyProcesses(s, "/a"));
    Recorded other = run(s -> manyProcesses(s, "/b"));
    List<String> lines = full(one, other);
    assertEquals(2 + 2 + 4 * 5_100, lines.size());
    assertEquals(2 * 5_100, lines.stream().filter(l -> l.startsWith("-stat(\"/a")).count());
    assertEquals(2 * 5_100, lines.stream().filter(l -> l.startsWith("+stat(\"/b")).count());
  }

  /** Two at the same time, with more lines than are collected. */
  private static void manyProcesses(Recorded session, String path) {
    session.process(101, FIRST, 0).executes(101, 101, "/bin/sh", "sh", "1");
    session.process(102, FIRST, 0).executes(102, 102, "/bin/sh", "sh", "2");
    for (int i = 0; i < 5_100; i++) {
      session.call(101, "stat", path + i).returns(0);
      session.call(102, "stat", path + i).returns(0);
    }
  }

  @Test
  void whatNoOneWantsIsNotWritten() throws IOException {
    List<String> lines = new ArrayList<>();
    Recorded one = run(s -> stats(s, "/a"));
    Recorded other = run(s -> stats(s, "/b"));
    write(
        FullDiff.of(profile(one), profile(other), List.of()),
        one,
        other,
        line -> {
          lines.add(line);
          return lines.size() < 2;
        });
    assertEquals(List.of("--- 1", "+++ 2"), lines);
  }

  private List<String> full(Recorded one, Recorded other) throws IOException {
    return full(one, other, diff -> diff);
  }

  private List<String> full(Recorded one, Recorded other, UnaryOperator<FullDiff> choice)
      throws IOException {
    List<String> lines = new ArrayList<>();
    FullDiff all = FullDiff.of(profile(one), profile(other), List.of());
    write(choice.apply(all), one, other, lines::add);
    return lines;
  }

  private void write(FullDiff diff, Recorded one, Recorded other, Predicate<String> lines)
      throws IOException {
    Path before = directory.resolve(sessions++ + ".cq");
    Path after = directory.resolve(sessions++ + ".cq");
    one.write(before);
    other.write(after);
    diff.write(
        () -> JournalTailer.open(before),
        () -> JournalTailer.open(after),
        "1",
        "2",
        Style.PLAIN,
        lines);
  }
}
