package syswall.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import syswall.event.ByteString;
import syswall.replay.Recorded;
import syswall.replay.Replay;
import syswall.syscall.CallFilter;

/** What is known of descriptors where not all calls were recorded. */
class ChosenCallsTest {
  private static Recorded session(String calls) {
    return new Recorded(CallFilter.selection(List.of(calls)), "prog").inherits(1, "/dev/null");
  }

  private static SessionState state(Recorded session) {
    SessionState state = new SessionState();
    Replay.run(session.source(), state);
    return state;
  }

  private static ThreadState first(SessionState state) {
    return Objects.requireNonNull(state.processes().thread(FIRST));
  }

  @Test
  void nothingIsKnownToBeOpenWhereItsCloseMayBeMissing() {
    Recorded session = session("%file");
    session.call(FIRST, "openat", AT_FDCWD, "/etc", 0).returns(3);
    SessionState state = state(session);
    assertEquals(List.of(), List.copyOf(first(state).descriptors().open().keySet()));
    ByteString name = ByteString.of("passwd");
    assertEquals(name, first(state).resolve(3, name));
    assertEquals(ByteString.of("/wood/passwd"), first(state).resolve(AT_FDCWD, name));
  }

  @Test
  void descriptorsAreKnownWhereAllThatMakesAndClosesThemIsThere() {
    Recorded session = session("%file,%fdtable");
    session.call(FIRST, "openat", AT_FDCWD, "/etc", 0).returns(3);
    assertEquals(List.of(1, 3), List.copyOf(first(state(session)).descriptors().open().keySet()));
  }

  @Test
  void socketsAreKnownForWhatIsDoneWithThemCanBeDoneWithNothingElse() {
    Recorded session = session("%network");
    session.call(FIRST, "socket", 2, 1, 0).returns(3);
    assertNotNull(first(state(session)).descriptors().get(3));
    assertNull(first(state(session)).descriptors().get(1));
  }

  @Test
  void stateThatIsRestoredKnowsNoMore() throws Exception {
    Recorded session = session("%file");
    SessionState state = state(session);
    SessionState restored =
        SessionState.restore(
            state.toBytes(), Objects.requireNonNull(state.started()), StateObserver.NONE);
    assertEquals(false, restored.knowsDescriptors());
  }
}
