package syswall.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static syswall.diff.Runs.all;
import static syswall.diff.Runs.cause;
import static syswall.diff.Runs.diff;
import static syswall.diff.Runs.follows;
import static syswall.diff.Runs.reads;
import static syswall.diff.Runs.run;
import static syswall.replay.Recorded.AT_FDCWD;
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

  @Test
  void policiesAreComparedAndComeBehindWhatTheyDid() {
    Recorded good = run(s -> reads(s, FIRST, "/x").policy("p.json", "allow"));
    good.policy("builtin:base", "", "base/a: deny(EPERM) bpf");
    Recorded bad = run(s -> s.call(FIRST, "openat", AT_FDCWD, "/x", 0).blocked("keys", 2));
    bad.policy("p.json", "allow", "keys: deny(ENOENT) %file /x");
    SessionDiff diff = diff(good, bad.policy("builtin:base", "", "base/a: deny(EPERM) bpf"));
    assertEquals("FAILS_NOW open /x: ok -> ENOENT by rule keys", cause(diff));
    assertEquals(
        List.of("INPUT rule p.json keys:  -> deny(ENOENT) %file /x"),
        all(diff, Runs::line).stream().filter(line -> line.startsWith("INPUT")).toList());
  }

  @Test
  void anotherPolicyIsOneDifference() {
    Recorded one = run(s -> s.policy("a.json", "allow", "a: ask open", "b: ask read"));
    Recorded other = run(s -> s.policy("b.json", "ask", "c: ask open", "d: ask read"));
    assertEquals(
        "INPUT policy : a.json; otherwise allow -> b.json; otherwise ask", cause(diff(one, other)));
    assertEquals("INPUT policy : a.json; otherwise allow -> ", cause(diff(one, run(s -> {}))));
    assertEquals("same", cause(diff(one, one)));
  }

  @Test
  void whatTheTextOfARuleLeavesOutIsComparedByItsChecksum() {
    Recorded old = run(s -> s.policy("a.json", "allow", "a: ask open ..."));
    Recorded one = run(s -> s.policy("a.json", "allow", "a: ask open ... #00000001"));
    Recorded other = run(s -> s.policy("a.json", "allow", "a: ask open ... #00000002"));
    assertEquals(
        "INPUT rule a.json a: ask open ... #00000001 -> ask open ... #00000002",
        cause(diff(one, other)));
    assertEquals("same", cause(diff(old, other)));
    assertEquals("same", cause(diff(one, old)));
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
