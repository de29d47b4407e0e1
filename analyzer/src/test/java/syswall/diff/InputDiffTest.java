package syswall.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static syswall.diff.Runs.cause;
import static syswall.diff.Runs.diff;
import static syswall.diff.Runs.follows;
import static syswall.diff.Runs.reads;
import static syswall.diff.Runs.run;
import static syswall.replay.Recorded.FIRST;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import syswall.event.ByteString;
import syswall.event.Event;
import syswall.event.Event.SessionStarted;
import syswall.replay.Recorded;

class InputDiffTest {
  @Test
  void argumentsAreCompared() {
    SessionDiff diff = diff(new Recorded("ls", "a"), new Recorded("ls", "a b"));
    assertEquals("INPUT arguments : ls a -> ls 'a b'", cause(diff));
    assertEquals(1, diff.findings().size());
  }

  @Test
  void inputsAreOneFindingAndExplainNothingElse() {
    SessionDiff diff = diff(new Recorded("ls", "a"), reads(new Recorded("ls", "b"), FIRST, "/x"));
    assertEquals("INPUT arguments : ls a -> ls b", cause(diff));
    assertEquals(List.of(), follows(diff));
    assertEquals(2, diff.findings().size());
  }

  @Test
  void aVariableComesBeforeWhatWentAnotherWay() {
    Recorded good = run(s -> reads(s, FIRST, "/opt/x"));
    SessionDiff diff = environments(good, List.of("X=/opt", "_=a"), run(s -> {}), List.of("_=b"));
    assertEquals("INPUT environment X: =/opt -> ", cause(diff));
    assertEquals("GONE", diff.findings().get(1).cause().kind().name());
  }

  @Test
  void manyVariablesAreAnotherMachineAndComeBehind() {
    Recorded good = run(s -> reads(s, FIRST, "/opt/x"));
    List<String> many = List.of("A=1", "B=2", "C=3", "D=4");
    SessionDiff diff = environments(good, many, run(s -> {}), List.of());
    assertEquals("GONE open /opt/x: ok -> ", cause(diff));
    assertEquals("INPUT", diff.findings().get(1).cause().kind().name());
  }

  @Test
  void aNumberInAVariableIsNoProcess() {
    List<String> size = List.of("CACHE_SIZE=" + FIRST);
    SessionDiff diff = environments(run(s -> {}), size, run(s -> {}), List.of("CACHE_SIZE=777"));
    assertEquals("INPUT environment CACHE_SIZE: =" + FIRST + " -> =777", cause(diff));
  }

  private static SessionDiff environments(
      Recorded before, List<String> was, Recorded after, List<String> is) {
    return SessionDiff.of(List.of(profile(before, was)), profile(after, is), List.of());
  }

  private static SessionProfile profile(Recorded session, List<String> environment) {
    List<Event> events = new ArrayList<>(session.events());
    SessionStarted s = (SessionStarted) events.get(0);
    List<ByteString> variables =
        Stream.concat(s.environment().stream(), texts(environment)).toList();
    events.set(
        0,
        new SessionStarted(
            s.sequence(),
            s.timeNs(),
            s.formatVersion(),
            s.syswallVersion(),
            s.argv(),
            s.workingDirectory(),
            variables,
            s.uid(),
            s.gid(),
            s.kernel(),
            s.machine(),
            s.host(),
            s.startedEpochNs(),
            s.startedMonotonicNs(),
            s.backend(),
            s.selection()));
    Iterator<Event> iterator = events.iterator();
    return SessionProfile.of(() -> iterator.hasNext() ? iterator.next() : null);
  }

  private static Stream<ByteString> texts(List<String> texts) {
    return texts.stream().map(ByteString::of);
  }
}
