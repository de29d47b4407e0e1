package syswall.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static syswall.replay.Recorded.FIRST;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import syswall.replay.Recorded;
import syswall.state.ProcessState;

class ProcessesTest {
  private final Recorded session = new Recorded("prog");

  @Test
  void childHasItsCreatorAndRunsItsImage() {
    session.executes(FIRST, FIRST, "/bin/sh", "sh");
    session.process(200, FIRST, 0);
    session.executes(FIRST, FIRST, "/bin/ls", "ls");
    List<ProcessState> processes = processes();
    assertSame(processes.get(0), processes.get(1).parent());
    assertEquals("sh", argv(processes.get(1)));
    assertEquals("ls", argv(processes.get(0)));
    assertEquals(2, processes.get(0).images().size());
  }

  @Test
  void threadOfTheCreatorCountsForItsProcess() {
    session.thread(101, FIRST, FIRST, 0x10f00).process(200, 101, 0);
    List<ProcessState> processes = processes();
    assertSame(processes.get(0), processes.get(1).parent());
    assertEquals(2, processes.get(0).threads());
  }

  @Test
  void processWithoutAKnownCreatorHasNoParent() {
    session.process(200, 0, 0);
    assertNull(processes().get(1).parent());
  }

  @Test
  void endAndSignalsAreKept() {
    session.signal(FIRST, 17).signal(FIRST, 17).signal(FIRST, 11).exits(FIRST, 0x80 | 11);
    ProcessState process = processes().get(0);
    assertEquals(Map.of(17, 2, 11, 1), process.signals());
    assertEquals(11, Objects.requireNonNull(process.exit()).signal());
  }

  @Test
  void reusedNumberIsAnotherProcess() {
    session.process(200, FIRST, 0).exits(200, 0).process(200, FIRST, 0).exits(200, 256);
    assertEquals(3, processes().size());
    assertEquals(0, Objects.requireNonNull(processes().get(1).exit()).exitCode());
    assertEquals(1, Objects.requireNonNull(processes().get(2).exit()).exitCode());
  }

  @Test
  void callsAreCountedTimedAndTheirErrorsToo() {
    session.call(FIRST, "read", 3).lasting(5_000).returns(1);
    session.call(FIRST, "read", 3).lasting(2_000).fails(11);
    session.call(FIRST, "read", 3).lasting(3_000).interrupted();
    session.call(FIRST, "exit_group", 0).unfinished();
    Map<Integer, CallStatistics.Row> rows =
        history().calls().x86_64().stream()
            .collect(java.util.stream.Collectors.toMap(CallStatistics.Row::number, r -> r));
    CallStatistics.Row read = Objects.requireNonNull(rows.get(0));
    assertEquals(3, read.count());
    assertEquals(Map.of(11, 1L), read.errors());
    assertEquals(10_000, read.totalNs());
    assertEquals(5_000, read.longestNs());
    assertEquals(1, Objects.requireNonNull(rows.get(231)).count());
  }

  private SessionHistory history() {
    return SessionHistory.of(session.source());
  }

  private List<ProcessState> processes() {
    return history().processes();
  }

  private static String argv(ProcessState process) {
    return Objects.requireNonNull(process.image()).argv().get(0).text();
  }
}
