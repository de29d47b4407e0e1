package syswall.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static syswall.diff.Runs.ENOENT;
import static syswall.diff.Runs.all;
import static syswall.diff.Runs.cause;
import static syswall.diff.Runs.diff;
import static syswall.diff.Runs.reads;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import syswall.replay.Recorded;

/** Runs that did the same to the same, in another order or another number of times. */
class OrderTest {
  private static final int EAGAIN = 11;

  /** A run that has its log open as 1. */
  private static Recorded run(int waitStatus, Consumer<Recorded> does) {
    return Runs.run(
        waitStatus,
        s -> {
          s.call(FIRST, "openat", AT_FDCWD, "/log", 1).returns(1);
          does.accept(s);
        });
  }

  private static Recorded run(Consumer<Recorded> does) {
    return run(0, does);
  }

  @Test
  void theOtherWayRoundIsADifference() {
    Recorded one = run(s -> reads(prints(s), FIRST, "/etc/conf"));
    Recorded other = run(s -> prints(reads(s, FIRST, "/etc/conf")));
    assertEquals(
        List.of("ORDER order : first write /log -> first open /etc/conf (6 -> 6)"),
        found(one, other));
  }

  private static Recorded prints(Recorded session) {
    return session.call(FIRST, "write", 1).returns(5);
  }

  @Test
  void onceMoreIsADifference() {
    Recorded once = run(s -> reads(stats(s, "/a"), FIRST, "/b"));
    Recorded twice = run(s -> stats(reads(stats(s, "/a"), FIRST, "/b"), "/a"));
    assertEquals(List.of("COUNT stat /a: 1 time -> 2 times (6 -> 14)"), found(once, twice));
    assertEquals(List.of("COUNT stat /a: 2 times -> 1 time (14 -> 6)"), found(twice, once));
  }

  @Test
  void failuresAreCountedByTheirError() {
    Recorded once = run(s -> s.call(FIRST, "stat", "/a").fails(ENOENT));
    Recorded twice =
        run(
            s -> {
              s.call(FIRST, "stat", "/a").fails(ENOENT);
              s.call(FIRST, "stat", "/a").fails(ENOENT);
            });
    assertEquals(
        List.of("COUNT stat /a: 1 time ENOENT -> 2 times ENOENT (6 -> 8)"), found(once, twice));
  }

  private static Recorded stats(Recorded session, String path) {
    return session.call(FIRST, "stat", path).returns(0);
  }

  @Test
  void whatElseDiffersComesFirst() {
    Recorded one = run(s -> stats(stats(s, "/a"), "/b"));
    assertEquals("ENDING end : exit 0 -> exit 1", cause(diff(one, run(1 << 8, this::turned))));
    assertEquals(
        "GONE stat /c: ok -> ",
        cause(diff(run(s -> stats(stats(stats(s, "/a"), "/c"), "/b")), run(this::turned))));
  }

  private void turned(Recorded session) {
    stats(stats(session, "/b"), "/a");
  }

  @Test
  void theOrderOfThreadsIsNone() {
    assertEquals(
        "same", cause(diff(run(s -> threads(s, FIRST, 101)), run(s -> threads(s, 101, FIRST)))));
    assertEquals(
        "same",
        cause(
            diff(
                run(s -> stats(stats(s.thread(101, FIRST, FIRST, 0), "/a"), "/b")),
                run(s -> turned(s.thread(101, FIRST, FIRST, 0))))));
  }

  @Test
  void whatOneThreadAloneOpensIsCounted() {
    Recorded once = run(s -> opens(threaded(s), "/a"));
    Recorded twice = run(s -> opens(opens(threaded(s), "/a"), "/a"));
    assertEquals("COUNT open /a: 1 time -> 2 times", cause(diff(once, twice)));
  }

  @Test
  void whatAnotherThreadOpensTooOrWhatCameAfterWaitingIsNot() {
    assertSame(
        s -> opens(opens(threaded(s), "/a"), 101, "/a"),
        s -> opens(opens(opens(threaded(s), "/a"), "/a"), 101, "/a"));
    assertSame(
        s -> opens(opens(polls(threaded(s)), "/a"), "/b"),
        s -> opens(opens(opens(polls(threaded(s)), "/a"), "/b"), "/b"));
  }

  private static Recorded threaded(Recorded session) {
    return session.thread(101, FIRST, FIRST, 0);
  }

  private static Recorded opens(Recorded session, String path) {
    return opens(session, FIRST, path);
  }

  private static Recorded opens(Recorded session, int tid, String path) {
    session.call(tid, "openat", AT_FDCWD, path, 0).returns(3);
    return session.call(tid, "close", 3).returns(0);
  }

  private static void threads(Recorded session, int first, int second) {
    session.thread(101, FIRST, FIRST, 0);
    session.call(first, "stat", "/a").returns(0);
    session.call(second, "stat", "/b").returns(0);
  }

  @Test
  void whoWaitsForSeveralThingsGoesOnWithTheFirst() {
    assertSame(s -> stats(stats(polls(s), "/a"), "/b"), s -> stats(stats(polls(s), "/b"), "/a"));
  }

  @Test
  void whatComesBeforeTheFirstWaitIsTheProgramsOwn() {
    Recorded one = run(s -> stats(polls(stats(stats(s, "/a"), "/b")), "/c"));
    Recorded turned = run(s -> stats(polls(stats(stats(s, "/b"), "/a")), "/c"));
    assertEquals(
        List.of("ORDER order : first stat /a -> first stat /b (6 -> 6)"), found(one, turned));
    Recorded twice = run(s -> stats(polls(stats(stats(stats(s, "/a"), "/a"), "/b")), "/c"));
    assertEquals(List.of("COUNT stat /a: 1 time -> 2 times (6 -> 8)"), found(one, twice));
  }

  @Test
  void howFarAProgramCameBeforeItWaitedIsNot() {
    assertSame(
        s -> stats(polls(stats(stats(s, "/a"), "/b")), "/c"),
        s -> stats(stats(polls(stats(s, "/a")), "/b"), "/c"));
  }

  private static Recorded polls(Recorded session) {
    return session.call(FIRST, "poll", 0x1000, 2).returns(1);
  }

  @Test
  void whenSomethingArrivesIsUpToItsSender() {
    assertSame(s -> stats(receives(piped(s)), "/a"), s -> receives(stats(piped(s), "/a")));
  }

  private static Recorded piped(Recorded session) {
    return session.call(FIRST, "pipe", Recorded.pair(8, 9)).returns(0);
  }

  private static Recorded receives(Recorded session) {
    return session.call(FIRST, "read", 8).returns(1);
  }

  @Test
  void whatIsAskedAboutADescriptorIsNoDifference() {
    assertSame(s -> s.call(FIRST, "fcntl", 1, 1).returns(0), s -> {});
    assertEquals(
        "NEW fcntl /log:  -> ok",
        cause(diff(run(s -> {}), run(s -> s.call(FIRST, "fcntl", 1, 4, 0x800).returns(0)))));
  }

  @Test
  void howDataIsCutIntoCallsIsNone() {
    assertSame(s -> copies(s, 50), s -> copies(s, 25, 25));
    assertSame(s -> copies(s, 20, 20, 10), s -> copies(s, 25, 25));
  }

  private static void copies(Recorded session, int... parts) {
    session.call(FIRST, "openat", AT_FDCWD, "/data", 0).returns(3);
    for (int part : parts) {
      session.call(FIRST, "read", 3).returns(part);
      session.call(FIRST, "read", 3).fails(EAGAIN);
      session.call(FIRST, "write", 1).returns(part);
    }
  }

  @Test
  void dataThatMovesAtAnotherTimeIsADifference() {
    Recorded one = run(s -> prints(stats(prints(s), "/a")));
    Recorded other = run(s -> prints(prints(stats(s, "/a"))));
    assertEquals(
        List.of("ORDER order : first write /log -> first stat /a (6 -> 6)"), found(one, other));
  }

  @Test
  void dataThatMovesOnlyEarlierIsADifference() {
    assertEquals(
        List.of("ORDER order : first the end -> first write /log (-1 -> 10)"),
        found(run(s -> stats(prints(prints(s)), "/a")), run(s -> prints(stats(prints(s), "/a")))));
  }

  @Test
  void theStartOfAProcessHasItsPlace() {
    assertEquals(
        List.of("ORDER order : first start a process -> first stat /a (7 -> 6)"),
        found(run(s -> stats(starts(s), "/a")), run(s -> starts(stats(s, "/a")))));
  }

  @Test
  void theStartOfOneMoreProcessIsSaidOfThatProcessAlone() {
    assertEquals(
        List.of("NEW run prog:  -> not ended (-1 -> 8)"),
        found(run(s -> stats(s, "/a")), run(s -> starts(stats(s, "/a")))));
  }

  private static Recorded starts(Recorded session) {
    Recorded.Pending clone = session.call(FIRST, "clone", 17);
    session.process(101, FIRST, 0);
    return clone.returns(101);
  }

  @Test
  void whatOneCallDoesToTwoIsOneStep() {
    Recorded one = run(s -> s.call(FIRST, "rename", "/a", "/b").returns(0));
    Recorded other =
        run(
            s -> {
              s.call(FIRST, "rename", "/a", "/b").returns(0);
              s.call(FIRST, "rename", "/a", "/b").returns(0);
            });
    assertEquals(List.of("COUNT rename /a: 1 time -> 2 times (6 -> 8)"), found(one, other));
  }

  private static void assertSame(Consumer<Recorded> one, Consumer<Recorded> other) {
    assertEquals("same", cause(diff(run(one), run(other))));
    assertEquals("same", cause(diff(run(other), run(one))));
  }

  private static List<String> found(Recorded before, Recorded after) {
    return all(
        diff(before, after),
        d -> Runs.line(d) + " (" + d.eventBefore() + " -> " + d.eventAfter() + ")");
  }
}
