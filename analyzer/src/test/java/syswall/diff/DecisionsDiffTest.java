package syswall.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static syswall.diff.Runs.CREATE_EXCLUSIVE;
import static syswall.diff.Runs.EACCES;
import static syswall.diff.Runs.all;
import static syswall.diff.Runs.cause;
import static syswall.diff.Runs.diff;
import static syswall.diff.Runs.profile;
import static syswall.diff.Runs.reads;
import static syswall.diff.Runs.run;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;
import static syswall.replay.Recorded.loopback;

import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import syswall.event.Verdict;
import syswall.replay.Recorded;

class DecisionsDiffTest {
  private static void blocked(Recorded session) {
    session.call(FIRST, "openat", AT_FDCWD, "key", 0).blocked("keys", EACCES);
  }

  @Test
  void callThatIsBlockedNowFailsByItsRule() {
    assertEquals(
        "FAILS_NOW open /wood/key: ok -> EACCES by rule keys",
        cause(diff(run(s -> reads(s, FIRST, "key")), run(DecisionsDiffTest::blocked))));
  }

  @Test
  void theRulesErrorIsNotTheKernels() {
    Recorded failed = run(s -> s.call(FIRST, "openat", AT_FDCWD, "key", 0).fails(EACCES));
    assertEquals(
        "NEW_FAILURE open /wood/key: EACCES -> EACCES by rule keys",
        cause(diff(failed, run(DecisionsDiffTest::blocked))));
    assertEquals(
        "NEW_FAILURE open /wood/key: EACCES by rule keys -> EACCES",
        cause(diff(run(DecisionsDiffTest::blocked), failed)));
  }

  @Test
  void whatIsAskedNowAndWasNotIsToldWithItsRule() {
    assertEquals(
        "NEW_FAILURE open /wood/key:  -> EACCES by rule keys",
        cause(diff(run(s -> {}), run(DecisionsDiffTest::blocked))));
    assertEquals(
        "FAILURE_GONE open /wood/key: EACCES by rule keys -> ",
        cause(diff(run(DecisionsDiffTest::blocked), run(s -> {}))));
  }

  @Test
  void theSameDecisionsAreNoDifference() {
    assertEquals(
        "same", cause(diff(run(DecisionsDiffTest::blocked), run(DecisionsDiffTest::blocked))));
    assertEquals(
        "NEW_FAILURE open /wood/key: EACCES by rule keys -> EACCES by rule others",
        cause(
            diff(
                run(DecisionsDiffTest::blocked),
                run(s -> s.call(FIRST, "openat", AT_FDCWD, "key", 0).blocked("others", EACCES)))));
  }

  @Test
  void permissionThatChangedNothingIsNoDifference() {
    Consumer<Recorded> allowed =
        s -> s.call(FIRST, "open", "note", 0).decided(Verdict.ALLOW).returns(3);
    Consumer<Recorded> notAsked = s -> s.call(FIRST, "open", "note", 0).returns(3);
    assertEquals("same", cause(diff(run(notAsked), run(allowed))));
  }

  @Test
  void whatOnlyOneRunAskedForIsToldWithWhoAllowedIt() {
    Recorded asks = run(s -> asked(s, "key").returns(3));
    assertEquals(
        "NEW open /wood/key:  -> ok, allowed by user, asked by ask",
        cause(diff(run(s -> {}), asks)));
    Recorded notAsked = run(s -> s.call(FIRST, "openat", AT_FDCWD, "key", 0).returns(3));
    assertEquals(
        "ALLOWED open /wood/key: ok -> ok, allowed by user, asked by ask",
        cause(diff(notAsked, asks)));
    assertEquals(
        "ALLOWED open /wood/key: ok, allowed by user, asked by ask -> ok",
        cause(diff(asks, notAsked)));
    assertEquals("same", cause(diff(asks, run(s -> asked(s, "key").returns(3)))));
    assertEquals(
        "FAILS_NOW open /wood/key: ok, allowed by user, asked by ask -> EACCES by rule keys",
        cause(diff(asks, run(DecisionsDiffTest::blocked))));
  }

  @Test
  void theKernelsErrorIsNotThatOfWhoAllowedIt() {
    Recorded failed = run(s -> s.call(FIRST, "openat", AT_FDCWD, "key", 0).fails(EACCES));
    assertEquals(
        "ALLOWED open /wood/key: EACCES -> EACCES, allowed by user, asked by ask",
        cause(diff(failed, run(s -> asked(s, "key").fails(EACCES)))));
  }

  @Test
  void connectionThatWasAllowedIsNamedByItsAddress() {
    Consumer<Recorded> socket = s -> s.call(FIRST, "socket", 2, 1, 0).returns(3);
    Consumer<Recorded> asks =
        s ->
            s.call(FIRST, "connect", 3, loopback(1, 80), 16)
                .asked("connect to 127.0.0.1:80", 5000, Verdict.ALLOW)
                .returns(0);
    assertEquals(
        "NEW connect tcp 127.0.0.1:80:  -> ok, allowed by user, asked by ask",
        cause(diff(run(socket), run(socket.andThen(asks)))));
  }

  private static Recorded.Pending asked(Recorded session, String path) {
    return session
        .call(FIRST, "openat", AT_FDCWD, path, 0)
        .asked("read /wood/" + path, 5000, Verdict.ALLOW);
  }

  @Test
  void fakedCallDidNotHappen() {
    Recorded made = run(s -> s.call(FIRST, "rename", "a", "b").returns(0));
    Recorded faked = run(s -> s.call(FIRST, "rename", "a", "b").faked("pretend", 0));
    assertEquals(
        List.of(
            "FAILS_NOW rename /wood/a: ok -> faked by rule pretend",
            "FAILS_NOW rename /wood/b: ok -> faked by rule pretend"),
        all(diff(made, faked), Runs::line));
    assertEquals(
        "SUCCEEDS_NOW rename /wood/a: faked by rule pretend -> ok", cause(diff(faked, made)));
  }

  @Test
  void fakedWriteWroteNothingToItsFile() {
    Consumer<Recorded> opens = s -> s.call(FIRST, "open", "log", 1).returns(3);
    Recorded made = run(opens.andThen(s -> s.call(FIRST, "write", 3).returns(10)));
    Recorded faked = run(opens.andThen(s -> s.call(FIRST, "write", 3).faked("pretend", 10)));
    assertEquals(
        List.of("FAILS_NOW write /wood/log: ok -> faked by rule pretend"),
        all(diff(made, faked), Runs::line));
  }

  @Test
  void fakedConnectionIsNamedByItsAddress() {
    Consumer<Recorded> socket = s -> s.call(FIRST, "socket", 2, 1, 0).returns(3);
    Recorded made =
        run(socket.andThen(s -> s.call(FIRST, "connect", 3, loopback(1, 80), 16).returns(0)));
    Recorded faked =
        run(socket.andThen(s -> s.call(FIRST, "connect", 3, loopback(1, 80), 16).faked("n", 0)));
    assertEquals(
        "FAILS_NOW connect tcp 127.0.0.1:80: ok -> faked by rule n", cause(diff(made, faked)));
  }

  @Test
  void whoKilledIsToldBesidesTheSignal() {
    Recorded killed = new Recorded("prog").executes(FIRST, FIRST, "/bin/prog", "prog");
    killed.call(FIRST, "mkdir", "d").killed("no-dirs").ends(137);
    Recorded made = run(s -> s.call(FIRST, "mkdir", "d").returns(0));
    assertEquals(
        "FAILS_NOW make directory /wood/d: ok -> killed by rule no-dirs",
        cause(diff(made, killed)));
  }

  @Test
  void nameThatIsMadeUpAndRefusedIsNoDifference() {
    Recorded one =
        run(s -> s.call(FIRST, "open", "/tmp/tmp.aB3xQ9", CREATE_EXCLUSIVE).blocked("t", EACCES));
    Recorded other =
        run(s -> s.call(FIRST, "open", "/tmp/tmp.Zk81Lm", CREATE_EXCLUSIVE).blocked("t", EACCES));
    assertEquals("same", cause(diff(one, other)));
  }

  @Test
  void blockedCallIsNewFailureAndFakedWriteNoNewWrite() {
    assertEquals(
        List.of("open /wood/key EACCES by rule keys"),
        news(
            FailOn.NEW_FAILURE, run(s -> reads(s, FIRST, "key")), run(DecisionsDiffTest::blocked)));
    Recorded nothing = run(s -> {});
    Recorded faked = run(s -> s.call(FIRST, "unlink", "a").faked("pretend", 0));
    assertEquals(List.of(), news(FailOn.NEW_WRITE, nothing, faked));
    assertEquals(List.of(), news(FailOn.NEW_FAILURE, nothing, faked));
  }

  private static List<String> news(FailOn kind, Recorded before, Recorded after) {
    return SessionDiff.of(List.of(profile(before)), profile(after), List.of(), EnumSet.of(kind))
        .failsOn()
        .getOrDefault(kind, List.of())
        .stream()
        .map(Deed::what)
        .toList();
  }
}
