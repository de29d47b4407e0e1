package syswall.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import syswall.bench.Mutation.Kind;
import syswall.bench.SessionCalls.Call;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.event.Event;
import syswall.replay.Recorded;
import syswall.syscall.Errno;

class MutateJournalTest {
  private static final int SH = Recorded.FIRST;
  private static final int CAT = 101;

  private static final List<Event> SESSION = session();

  @TempDir Path directory;

  /** A shell talks to a server, then has cat print a file. */
  private static List<Event> session() {
    Recorded session = new Recorded("sh", "-c", "cat note");
    session.executes(SH, SH, "/bin/sh", "sh", "-c", "cat note");
    session.call(SH, "socket", 2, 1, 0).returns(3);
    session.call(SH, "connect", 3, Recorded.loopback(1, 80), 16).returns(0);
    session.call(SH, "sendto", 3, 0, 5, 0, 0, 0).returns(5);
    session.call(SH, "close", 3).returns(0);
    Recorded.Pending clone = session.call(SH, "clone", 17);
    session.process(CAT, SH, 0);
    clone.returns(CAT);
    Recorded.Pending wait = session.call(SH, "wait4", CAT, memory("\0\0\0\0").out(), 0, 0);
    Recorded.In argv = new Recorded.In(Capture.Form.STRINGS, ByteString.of("cat\0note\0"));
    Recorded.Pending execve = session.call(CAT, "execve", "/bin/cat", argv, 0);
    session.executes(CAT, CAT, "/bin/cat", "cat", "note");
    execve.returns(0);
    session.call(CAT, "access", "/etc/ld.so.preload", 4).returns(0);
    session.call(CAT, "access", "/etc/ld.so.cache", 4).returns(0);
    session.call(CAT, "openat", Recorded.AT_FDCWD, "note", 0).returns(3);
    session.call(CAT, "read", 3, memory("wood").out(), 4096).returns(4);
    session.call(CAT, "write", 1, memory("wood"), 4).returns(4);
    session.call(CAT, "read", 3, memory("").out(), 4096).returns(0);
    session.call(CAT, "close", 3).returns(0);
    session.call(CAT, "exit_group", 0).unfinished();
    session.exits(CAT, 0);
    wait.returns(CAT);
    session.call(SH, "exit_group", 0).unfinished();
    return session.exits(SH, 0).ends(0).events();
  }

  @ParameterizedTest
  @EnumSource
  void mutantOfEachKindIsASessionThatDidSomethingElse(Kind kind) throws IOException {
    List<Mutation> mutations = mutations(kind);
    assertFalse(mutations.isEmpty());
    for (Mutation mutation : mutations) {
      List<Event> mutant = apply(mutation);
      Path session = directory.resolve(kind + "" + mutations.indexOf(mutation) + ".cq");
      JournalEdit.write(mutant, session);
      assertEquals(mutant, MutateJournal.read(session));
      assertNotEquals(Behaviour.of(SESSION), Behaviour.of(mutant), mutation.change());
    }
  }

  @Test
  void failedOpenTakesAlongWhatDependsOnIt() {
    Mutation mutation = find(Kind.FAIL, "openat");
    SessionCalls mutant = new SessionCalls(apply(mutation));
    assertEquals("/wood/note", mutation.resource());
    assertEquals(List.of(mutation.outcome()), errnos(mutant));
    assertNull(call(mutant, "read"));
  }

  @Test
  void refusedConnectionIsClosedWithoutBeingUsed() {
    SessionCalls mutant = new SessionCalls(apply(find(Kind.FAIL, "connect")));
    assertNull(call(mutant, "sendto"));
    assertNotNull(call(mutant, "close"));
  }

  @Test
  void parentIsToldThatAProcessFailed() {
    Mutation mutation = find(Kind.EXIT, "close");
    SessionCalls mutant = new SessionCalls(apply(mutation));
    int code = Integer.parseInt(mutation.outcome());
    assertEquals(code, mutant.exits.get(CAT).exitCode());
    assertEquals(0, mutant.exits.get(SH).exitCode());
    Call wait = call(mutant, "wait4");
    assertNotNull(wait);
    assertEquals(code << 8, wait.returned().captures().get(0).bytes().intAt(0));
  }

  @Test
  void programThatCannotBeExecutedDoesNothing() {
    SessionCalls mutant = new SessionCalls(apply(find(Kind.FAIL, "execve")));
    assertNull(call(mutant, "openat"));
    assertEquals(127, mutant.exits.get(CAT).exitCode());
  }

  @Test
  void droppedFileIsNotTouched() {
    SessionCalls mutant = new SessionCalls(apply(find(Kind.DROP, "openat")));
    assertNull(call(mutant, "openat"));
    assertNull(call(mutant, "read"));
    assertNotNull(call(mutant, "write"));
  }

  @Test
  void callLessIsNoneWhereTheOtherRunMadeOneLess() {
    Mutation mutation = find(Kind.REPEAT, "access");
    SessionCalls once = new SessionCalls(SESSION);
    SessionCalls twice = new SessionCalls(apply(mutation));
    assertTrue(MutateJournal.isAsOftenAsIn(twice, twice, mutation));
    assertFalse(MutateJournal.isAsOftenAsIn(once, twice, mutation));
    SessionCalls never = new SessionCalls(apply(find(Kind.DROP, "access")));
    assertFalse(MutateJournal.isAsOftenAsIn(never, never, find(Kind.DROP, "access")));
  }

  @Test
  void sameSeedGivesTheSameMutants() {
    assertEquals(changes(1), changes(1));
    assertNotEquals(changes(1), changes(2));
  }

  @Test
  void numberOfAnEventIsThatOfTheMutant() {
    List<Event> events = SESSION;
    JournalEdit edit = new JournalEdit(events);
    edit.remove(events.get(3));
    edit.append(events.get(5), events.get(3), events.get(4));
    assertEquals(-1, edit.numberOf(events.get(3)));
    assertEquals(3, edit.numberOf(events.get(4)));
    assertEquals(7, edit.numberOf(events.get(6)));
    assertEquals(events.size() + 1, edit.result().size());
  }

  private static List<String> changes(long seed) {
    MutateJournal mutants = new MutateJournal(SESSION, seed);
    List<String> changes = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      Mutation mutation = mutants.next(kind);
      assertNotNull(mutation);
      changes.add(mutation.change());
    }
    return changes;
  }

  private static List<Mutation> mutations(Kind kind) {
    return Mutations.of(kind, new SessionCalls(SESSION), new Random(1));
  }

  private static Mutation find(Kind kind, String call) {
    return mutations(kind).stream()
        .filter(mutation -> mutation.call().is(call))
        .findFirst()
        .orElseThrow();
  }

  private static List<Event> apply(Mutation mutation) {
    JournalEdit edit = new JournalEdit(SESSION);
    mutation.edit().accept(edit);
    return edit.result();
  }

  private static List<String> errnos(SessionCalls session) {
    return session.calls.stream()
        .filter(Call::failed)
        .map(call -> Errno.name(call.returned().errno()))
        .toList();
  }

  private static Call call(SessionCalls session, String name) {
    return session.calls.stream().filter(call -> call.is(name)).findFirst().orElse(null);
  }

  private static Recorded.In memory(String text) {
    return new Recorded.In(Capture.Form.MEMORY, ByteString.of(text));
  }
}
