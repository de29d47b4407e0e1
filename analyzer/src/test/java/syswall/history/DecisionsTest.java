package syswall.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;
import static syswall.replay.Recorded.loopback;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import syswall.event.Verdict;
import syswall.replay.Recorded;

class DecisionsTest {
  private static final int EPERM = 1;
  private static final int ENOENT = 2;

  private final Recorded session = new Recorded("prog");

  @Test
  void alikeDecisionsAreCountedTogether() {
    session.process(200, FIRST, 0);
    session.call(FIRST, "open", "secret", 0).blocked("keys", ENOENT);
    session.call(200, "openat", AT_FDCWD, "/wood/secret", 0).blocked("keys", ENOENT);
    session.call(FIRST, "open", "secret", 0).blocked("keys", ENOENT);
    assertEquals(
        List.of("HARD_BLOCK rule keys [100, 200] open[/wood/secret]x2@3 openat[/wood/secret]x1@6"),
        rows());
  }

  @Test
  void callIsAboutTheFileOfItsDescriptorOrTheAddressOfItsPeer() {
    session.call(FIRST, "open", "/a", 0).returns(3);
    session.call(FIRST, "read", 3).faked("pretend", 0);
    session.call(FIRST, "socket", 2, 1, 0).returns(4);
    session.call(FIRST, "connect", 4, loopback(1, 80), 16).returns(0);
    session.call(FIRST, "sendto", 4).faked("pretend", 5);
    DecisionTable.Row row = table().rows().iterator().next();
    List<DecisionTable.Wanted> calls = List.copyOf(row.calls().keySet());
    assertEquals("/a", calls.get(0).paths().get(0).toString());
    assertEquals(loopback(1, 80).bytes(), calls.get(1).address());
  }

  @Test
  void whoKilledAndWhoProtectedIsTold() {
    session
        .call(FIRST, "kill", 1, 9)
        .decided(Verdict.HARD_BLOCK, -EPERM, "self-protection", "self-protection")
        .fails(EPERM);
    session.call(FIRST, "mkdir", "/d").killed("no-dirs");
    assertEquals(
        List.of(
            "HARD_BLOCK self-protection self-protection [100] kill[]x1@2",
            "HARD_BLOCK rule no-dirs kills [100] mkdir[/d]x1@5"),
        rows());
  }

  @Test
  void imageThatIsRefusedIsItsExecves() {
    session.thread(101, FIRST, FIRST, 0);
    Recorded.Pending execve = session.call(101, "execve", "/wood/script");
    execve.decided(Verdict.HARD_BLOCK, 0, "rule", "no-cat");
    session.executes(FIRST, 101, "/bin/cat", "cat").exits(FIRST, 9);
    assertEquals(List.of("HARD_BLOCK rule no-cat kills [100] execve[/wood/script]x1@3"), rows());
  }

  private DecisionTable table() {
    return SessionHistory.of(session.source()).decisions();
  }

  private List<String> rows() {
    return table().rows().stream().map(DecisionsTest::text).toList();
  }

  private static String text(DecisionTable.Row row) {
    DecisionTable.Decider decider = row.decider();
    String calls =
        row.calls().entrySet().stream()
            .map(
                call ->
                    call.getKey().call()
                        + call.getKey().paths()
                        + "x"
                        + call.getValue().times()
                        + "@"
                        + call.getValue().event())
            .collect(Collectors.joining(" "));
    return decider.verdict()
        + (" " + decider.decidedBy() + " " + decider.rule())
        + (decider.kills() ? " kills " : " ")
        + row.pids()
        + " "
        + calls;
  }
}
