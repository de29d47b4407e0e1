package syswall.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static syswall.diff.Runs.cause;
import static syswall.diff.Runs.diff;
import static syswall.diff.Runs.reads;
import static syswall.diff.Runs.run;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;

import org.junit.jupiter.api.Test;
import syswall.event.ByteString;
import syswall.event.Capture.Form;
import syswall.replay.Recorded;
import syswall.replay.Recorded.Out;

/** What is not in a directory any more is never opened: only the directory tells. */
class ListingTest {
  @Test
  void whatIsMissingIsNamed() {
    Recorded good = uses("1.csv", "2.csv", "3.csv");
    assertEquals("CHANGED entries of /in: 2.csv, 3.csv -> none", cause(diff(good, uses("1.csv"))));
    assertEquals(
        "CHANGED entries of /in: 1, 2, 3, 4, 5 and 1 more -> x",
        cause(diff(uses("1", "2", "3", "4", "5", "6"), uses("x"))));
  }

  @Test
  void whatNobodyAsksForMattersOnlyIfSomethingElseDiffers() {
    Recorded good = lists("/in", "1", "lock");
    assertEquals("same", cause(diff(good, lists("/in", "1"))));
    Recorded bad = run(s -> reads(list(s, "/in", "1"), FIRST, "/x"));
    assertEquals("TOUCHED entries of /in: lock -> none", cause(diff(good, bad)));
  }

  private static Recorded uses(String... names) {
    return run(
        s -> {
          list(s, "/in", names);
          for (String name : names) {
            reads(s, FIRST, "/in/" + name);
          }
        });
  }

  @Test
  void theOrderDoesNotCount() {
    assertEquals("same", cause(diff(lists("/in", "a", "b"), lists("/in", "b", "a"))));
  }

  @Test
  void whatTheSessionWroteItselfDoesNotCount() {
    Recorded clean = run(s -> writes(list(s, "/out", "."), "/out/x"));
    Recorded again = run(s -> writes(list(s, "/out", ".", "x"), "/out/x"));
    assertEquals("same", cause(diff(clean, again)));
  }

  @Test
  void whatIsMadeUpForTheReaderDoesNotCount() {
    assertEquals("same", cause(diff(lists("/proc", "1", "77"), lists("/proc", "1", "78"))));
    String jvms = "/tmp/hsperfdata_ann";
    Recorded one = run(s -> reads(list(s, jvms, "4711"), FIRST, jvms + "/4711"));
    assertEquals("same", cause(diff(one, lists(jvms, "4712"))));
  }

  private static Recorded lists(String path, String... names) {
    return run(s -> list(s, path, names));
  }

  private static Recorded list(Recorded session, String path, String... names) {
    StringBuilder entries = new StringBuilder();
    for (String name : names) {
      entries.append('\0').append(name).append('\0');
    }
    Out out = new Out(Form.ENTRIES, ByteString.of(entries.toString()));
    session.call(FIRST, "openat", AT_FDCWD, path, 0200000).returns(3);
    session.call(FIRST, "getdents64", 3, out).returns(100);
    session.call(FIRST, "getdents64", 3, 0).returns(0);
    return session.call(FIRST, "close", 3).returns(0);
  }

  private static Recorded writes(Recorded session, String path) {
    return session.call(FIRST, "openat", AT_FDCWD, path, 01101).returns(4);
  }
}
