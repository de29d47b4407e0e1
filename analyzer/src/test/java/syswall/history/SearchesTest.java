package syswall.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import syswall.replay.Recorded;

class SearchesTest {
  private static final int ENOENT = 2;

  private final Recorded session = new Recorded("prog");

  private void misses(int pid, String... paths) {
    for (String path : paths) {
      session.call(pid, "openat", AT_FDCWD, path, 0).fails(ENOENT);
    }
  }

  @Test
  void placesOfANameAreOneSearchWhateverIsMissedBetweenThem() {
    misses(FIRST, "/a/v3/libx.so", "/a/v3", "/a/v2/libx.so", "/a/v2", "/a/libx.so");
    session.call(FIRST, "openat", AT_FDCWD, "/b/libx.so", 0).returns(3);
    assertSearches(
        "libx.so found at /b/libx.so after 3, 1 times, event 3",
        "v3 not found in 1, 1 times, event 5",
        "v2 not found in 1, 1 times, event 9");
  }

  @Test
  void whatIsMadeAfterItWasMissedWasNotSearched() {
    misses(FIRST, "lock");
    session.call(FIRST, "openat", AT_FDCWD, "lock", 0301).returns(3);
    assertSearches();
  }

  @Test
  void aProgramThatIsRunByNameWasSearched() {
    session.call(FIRST, "execve", "/a/cc").fails(ENOENT);
    Recorded.Pending execve = session.call(FIRST, "execve", "/b/cc");
    session.executes(FIRST, FIRST, "/b/cc-12", "cc");
    execve.returns(0);
    assertSearches("cc found at /b/cc after 1, 1 times, event 3");
  }

  @Test
  void searchesOfProcessesAreTheirOwnAndEqualOnesAreCounted() {
    session.process(101, FIRST, 0);
    misses(FIRST, "/a/x.h");
    misses(101, "/b/x.h", "/c/x.h");
    session.exits(101, 1 << 8);
    assertSearches("x.h not found in 2, 2 times, event 6");
  }

  private void assertSearches(String... expected) {
    List<String> found = new ArrayList<>();
    for (SearchTable.Row row : SessionHistory.of(session.source()).searches().rows()) {
      String end =
          row.key().found() == null
              ? " not found in "
              : " found at " + row.key().found().text() + " after ";
      found.add(
          row.key().name().text()
              + end
              + row.places()
              + ", "
              + row.times()
              + " times, event "
              + row.event());
    }
    assertEquals(List.of(expected), found);
  }
}
