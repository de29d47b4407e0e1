package syswall.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;

import java.util.List;
import org.junit.jupiter.api.Test;
import syswall.event.CallSelection;
import syswall.replay.Recorded;
import syswall.report.Style;
import syswall.syscall.CallFilter;

/** Runs of which not the same calls were recorded. */
class ChosenEventsTest {
  private static final CallSelection FILES = CallFilter.selection(List.of("%file"));

  /** What the recorder would have kept of it. */
  private static Recorded run(CallSelection selection, String path) {
    Recorded session = new Recorded(selection, "prog");
    session.executes(FIRST, FIRST, "/bin/prog", "prog");
    session.thread(101, FIRST, FIRST, 0x10f00);
    Recorded.Pending pause = null;
    if (selection.isAll()) {
      pause = session.call(FIRST, "pause");
    }
    session.call(101, "openat", AT_FDCWD, path, 0).returns(3);
    if (pause != null) {
      session.call(101, "read", 3).returns(10);
      pause.interrupted();
      session.call(FIRST, "close", 3).returns(0);
    }
    return session.threadExits(101).exits(FIRST, 0).ends(0);
  }

  private static SessionDiff diff(Recorded before, Recorded after, CallSelection selection) {
    return SessionDiff.of(
        List.of(SessionProfile.of(new ChosenEvents(before.source(), selection))),
        SessionProfile.of(new ChosenEvents(after.source(), selection)),
        List.of());
  }

  @Test
  void onlyWhatBothRecordedIsCompared() {
    SessionDiff same = diff(run(CallSelection.ALL, "/a"), run(FILES, "/a"), FILES);
    String text = TextDiff.render(same, "1.cq", "2.cq", false, Style.PLAIN);
    assertTrue(same.same(), text);
    assertTrue(text.contains("\ncompared are only calls that all runs recorded: %file\n"), text);
    SessionDiff other = diff(run(FILES, "/a"), run(CallSelection.ALL, "/b"), FILES);
    assertTrue(!other.same());
  }

  @Test
  void withAllCallsNothingIsSaid() {
    Recorded run = run(CallSelection.ALL, "/a");
    SessionDiff same = diff(run, run, CallSelection.ALL);
    assertEquals(1, TextDiff.render(same, "1.cq", "2.cq", false, Style.PLAIN).lines().count());
  }

  @Test
  void whatBothHoldIsWhatEachHolds() {
    CallSelection network = CallFilter.selection(List.of("%network,openat"));
    CallSelection both = FILES.and(network);
    assertEquals("%file & %network,openat", both.text());
    assertEquals(both.numbers64(), network.and(FILES).numbers64());
    assertEquals(CallFilter.selection(List.of("openat")).numbers64(), both.numbers64());
    assertEquals(FILES, CallSelection.ALL.and(FILES));
    assertEquals(FILES, FILES.and(CallSelection.ALL));
  }
}
