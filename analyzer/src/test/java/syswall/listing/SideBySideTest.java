package syswall.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;
import static syswall.replay.Recorded.pair;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import syswall.position.Positions;
import syswall.replay.Recorded;
import syswall.report.Style;

class SideBySideTest {
  private static final Listing ONE = listing("pty", 7, "/etc/short", 100);
  private static final Listing OTHER =
      listing("pty", 9, "/etc/a long name that\033[2J is wrapped in a column", 50);

  /** A process with a directory, a terminal, a pipe's end and a file that was read. */
  private static Listing listing(String name, int before, String path, long bytes) {
    Recorded session = new Recorded(name).inherits(0, "/dev/pts/" + before);
    session.executes(FIRST, FIRST, "/bin/" + name, name);
    for (int i = 0; i < before; i++) {
      session.call(FIRST, "getpid").returns(FIRST);
    }
    session.call(FIRST, "pipe2", pair(3, 4), 0).returns(0);
    session.call(FIRST, "openat", AT_FDCWD, path, 0).returns(5);
    session.call(FIRST, "read", 5).returns(bytes);
    session.call(FIRST, "close", bytes == 100 ? 3 : 4).returns(0);
    return Listing.of(Positions.end(session)).only(FIRST);
  }

  @Test
  void whatDiffersIsMarkedAndWhatIsWideIsWrapped() {
    assertEquals(
        """
          after event 25                        │ after event 29
          100 pty                               │ 100 pty
          cwd /wood                             │ cwd /wood
          0   rw /dev/pts/7                     │ 0   rw /dev/pts/9
        +                                       │ 3   r  pipe#23 read end  write end
                                                │        closed
        - 4   w  pipe#19 write end  read end    │
                 closed                         │
        ~ 5   r  /etc/short  at 100, read 100 B │ 5   r  /etc/a long name that\\33[2J is
                                                │        wrapped in a column  at 50,
                                                │        read 50 B
        """
            .replaceAll(" +(?=\n)", ""),
        render(ONE, OTHER, 80).replaceAll(" +(?=\n)", ""));
  }

  @Test
  void noLineIsWiderThanThereIsRoom() {
    for (int width = 65; width < 130; width++) {
      int most = width;
      String text = render(ONE, OTHER, width);
      assertTrue(text.lines().allMatch(line -> line.length() <= most), text);
    }
  }

  @Test
  void narrowTerminalHasOneAboveTheOther() {
    List<String> lines = render(ONE, OTHER, 64).lines().toList();
    assertEquals("  cwd /wood", lines.get(3));
    assertTrue(lines.contains("~ 5   r  /etc/short  at 100, read 100 B"), lines.toString());
    assertFalse(lines.toString().contains("│"));
  }

  @Test
  void processThatIsNotThereHasAnEmptySide() {
    String text = render(null, ONE, 80);
    assertTrue(text.startsWith("  no such process"), text);
    assertTrue(
        text.lines().skip(1).noneMatch(line -> line.matches("  .*\\\\S.* │.*|[-~].*")), text);
  }

  @Test
  void namesAreHostile() {
    assertFalse(render(ONE, OTHER, 80).contains("\033"));
    assertFalse(render(ONE, OTHER, 20).contains("\033"));
  }

  private static String render(@Nullable Listing before, Listing after, int width) {
    return SideBySide.render(before, after, String::equals, width, Style.PLAIN);
  }
}
