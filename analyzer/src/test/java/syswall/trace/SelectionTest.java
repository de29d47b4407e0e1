package syswall.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.Verdict;
import syswall.replay.Recorded;
import syswall.syscall.CallFilter;
import syswall.syscall.SyscallTable;

class SelectionTest {
  private final Recorded session = session();

  /** Events 0 and 1 are the session's and the first process's start, each a microsecond later. */
  private static Recorded session() {
    Recorded session = new Recorded("wolf");
    session.call(FIRST, "openat", AT_FDCWD, "in", 0).returns(3); // 2, 3
    session.call(FIRST, "read", 3).returns(0); // 4, 5
    session.process(200, FIRST, 0).thread(201, 200, 200, 0x10f00); // 6, 7
    session.call(201, "openat", AT_FDCWD, "/etc/none", 0).fails(2); // 8, 9
    session.call(201, "socket", 2, 1, 0).returns(4); // 10, 11
    session.call(FIRST, "close", 3).returns(0); // 12, 13
    session.signal(FIRST, 15); // 14
    session.call(200, "pause").unfinished(); // 15
    return session;
  }

  private List<String> names(Selection selection) {
    return Traces.lines(session, selection).stream()
        .map(line -> line.replaceFirst("^\\[pid (\\d+)\\] (?:(\\w+)\\(.*|(.*))$", "$1 $2$3"))
        .toList();
  }

  private static Selection calls(String... expressions) {
    return Selection.ALL.calls(CallFilter.parse(List.of(expressions)));
  }

  @Test
  void everythingIsShownUnlessAFilterIsSet() {
    assertEquals(
        List.of(
            "100 +++ process started +++",
            "100 openat",
            "100 read",
            "200 +++ process started by 100 +++",
            "201 +++ thread of 200 started by 200 +++",
            "201 openat",
            "201 socket",
            "100 close",
            "100 --- SIGTERM {si_code=0} ---",
            "200 pause"),
        names(Selection.ALL));
  }

  @Test
  void callsAreNamedOneByOneOrByClass() {
    assertEquals(
        List.of("100 openat", "201 openat", "201 socket"), names(calls("openat,%network")));
    assertEquals(List.of("100 read", "100 close"), names(calls("read", "close")));
  }

  @Test
  void exclamationMarkExcludesAllThatFollows() {
    assertEquals(List.of("201 socket", "200 pause"), names(calls("!%file,read,close")));
    assertEquals(List.of("100 close"), names(calls("%desc", "!%file,read,socket")));
  }

  @Test
  void unknownNumbersPassWhereNothingIsNamed() {
    assertTrue(CallFilter.parse(List.of("!read")).shows(Abi.X86_64, 4711));
    assertFalse(CallFilter.parse(List.of("read")).shows(Abi.X86_64, 4711));
  }

  @Test
  void numbersOfBothAbisAreMeant() {
    CallFilter filter = CallFilter.parse(List.of("read"));
    assertEquals("read", SyscallTable.of(Abi.I386).name(3));
    assertTrue(filter.shows(Abi.I386, 3));
    assertFalse(filter.shows(Abi.X86_64, 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "opnat    | no syscall is named 'opnat', did you mean 'openat'?",
        "network  | no syscall is named 'network', did you mean '%network'?",
        "read,    | no syscall is named ''",
        "%netwrk  | no class of syscalls is named '%netwrk', did you mean '%network'?",
        "xyzzyxyz | no syscall is named 'xyzzyxyz'",
      })
  void unknownNamesAreRefusedWithASuggestion(String expression, String message) {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> CallFilter.parse(List.of(expression)));
    assertEquals(message, e.getMessage());
  }

  @Test
  void pidIsAProcessOrAThread() {
    assertEquals(
        List.of("201 +++ thread of 200 started by 200 +++", "201 openat", "201 socket"),
        names(Selection.ALL.pid(201)));
    assertEquals(
        List.of(
            "200 +++ process started by 100 +++",
            "201 +++ thread of 200 started by 200 +++",
            "201 openat",
            "201 socket",
            "200 pause"),
        names(Selection.ALL.pid(200)));
  }

  @Test
  void pathIsThatOfAnArgumentMadeAbsoluteOrOfADescriptor() {
    assertEquals(
        List.of("100 openat", "100 read", "100 close"),
        names(Selection.ALL.path(PathGlob.parse("/wood/i?"))));
    assertEquals(List.of("201 openat"), names(Selection.ALL.path(PathGlob.parse("/etc/**"))));
  }

  @Test
  void failedIsForCallsThatReturnedAnError() {
    assertEquals(List.of("201 openat"), names(Selection.ALL.failed()));
  }

  @Test
  void blockedIsForCallsThatWereNotMadeWithWhoDecided() {
    session.call(FIRST, "open", "key", 0).blocked("keys", 2);
    session.call(FIRST, "open", "note", 0).decided(Verdict.ALLOW).returns(3);
    session.call(FIRST, "unlink", "note").faked("pretend", 0);
    session.call(200, "mkdir", "d").killed("no-dirs");
    assertEquals(
        List.of(
            "100 --- hard blocked by rule \"keys\" ---",
            "100 open",
            "100 --- soft blocked by rule \"pretend\" ---",
            "100 unlink",
            "200 --- hard blocked by rule \"no-dirs\" ---",
            "200 mkdir"),
        names(Selection.ALL.blocked()));
    assertEquals(
        List.of("100 --- hard blocked by rule \"keys\" ---", "100 open"),
        names(Selection.ALL.blocked().calls(CallFilter.parse(List.of("open")))));
  }

  @Test
  void filtersCompose() {
    Selection selection = calls("openat").pid(FIRST).path(PathGlob.parse("in"));
    assertEquals(List.of("100 openat"), names(selection));
    assertEquals(List.of(), names(selection.failed()));
  }

  @Test
  void timeIsThatOfTheEntry() {
    assertEquals(
        List.of("100 read", "200 +++ process started by 100 +++"),
        names(Selection.ALL.since(Moment.parse("4us")).until(Moment.parse("0.000006"))));
  }

  @Test
  void aTimeOfDayIsTheNearestOne() {
    long midnightLess10s = 86_390_000_000_000L;
    assertEquals(10_000_000_000L, Moment.parse("00:00").sinceStart(midnightLess10s));
    assertEquals(-20_500_000_000L, Moment.parse("23:59:29.5").sinceStart(midnightLess10s));
    // Recorded starts at midnight.
    assertEquals(List.of(), names(Selection.ALL.since(Moment.parse("00:00:01"))));
    assertEquals(10, names(Selection.ALL.since(Moment.parse("23:59:59"))).size());
  }

  @Test
  void eventsAreThoseOfTheRangeAndCallsThatHaveOneThere() {
    assertEquals(
        List.of("100 read", "200 +++ process started by 100 +++"),
        names(Selection.ALL.events(EventRange.parse("5..6"))));
    assertEquals(
        List.of("100 --- SIGTERM {si_code=0} ---", "200 pause"),
        names(Selection.ALL.events(EventRange.parse("14.."))));
    assertEquals(1, names(Selection.ALL.events(EventRange.parse("..1"))).size());
    assertEquals(List.of("100 close"), names(Selection.ALL.events(EventRange.parse("13"))));
  }

  @ParameterizedTest
  @CsvSource({"1.5s, 1500000000", "300ms, 300000000", "2, 2000000000", "7ns, 7", "1m, 60000000000"})
  void spansHaveUnits(String text, long ns) {
    assertEquals(new Moment(ns, false), Moment.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"''", "x", "-1", "1.5x", "25:00", "1:00", "999999999999h"})
  void whatIsNoTimeIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Moment.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"''", "x", "5..4", "1.2", "1...2", "9999999999999999999"})
  void whatIsNoRangeIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> EventRange.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "/etc/passwd /etc/passwd true",
        "/etc/* /etc/passwd true",
        "/etc/* /etc/ssl/certs false",
        "/etc/** /etc/ssl/certs true",
        "*.so /lib/a.so true",
        "lib/*.so /usr/lib/a.so true",
        "ib/*.so /usr/lib/a.so false",
        "/a[0-9].{c,h} /a7.h true",
        "/a[!0-9].c /a7.c false",
        "/a[!0-9]c /a/c false",
        "/a[ /a[ true",
        "/a[]b] /a] true",
        "/a[z-a] /a[z-a] false",
        "/a\\* /a* true",
        "/a\\* /ab false",
        "/a.c /abc false",
      })
  void globsAreThoseOfAShell(String glob, String path, boolean matches) {
    if (glob.equals("/a[z-a]")) {
      assertThrows(IllegalArgumentException.class, () -> PathGlob.parse(glob));
    } else {
      assertEquals(matches, PathGlob.parse(glob).matches(ByteString.of(path)));
    }
  }
}
