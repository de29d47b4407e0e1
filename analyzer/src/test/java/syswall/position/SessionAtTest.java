package syswall.position;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import syswall.replay.Recorded;

class SessionAtTest {
  private final Recorded session = new Recorded("prog");

  @Test
  void eventIsNamedAsATraceHasIt() {
    assertText("[pid 100] +++ process started +++");
    session.inherits(0, "/dev/null");
    assertText("descriptor 0 inherited");
    session.call(FIRST, "openat", AT_FDCWD, "a", 0).returns(3);
    assertText("[pid 100] openat(AT_FDCWD</wood>, \"a\", O_RDONLY) = 3</wood/a>");
    session.signal(FIRST, 10);
    assertText("[pid 100] --- SIGUSR1 {si_code=0} ---");
    Recorded.Pending close = session.call(FIRST, "close", 3);
    assertText("[pid 100] close(3</wood/a> <unfinished ...>");
    close.interrupted();
    assertText(
        "[pid 100] close(3</wood/a>) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)");
    session.exits(FIRST, 9).ends(137);
    assertText("session ended");
  }

  private void assertText(String expected) {
    assertEquals(expected, Positions.end(session).text());
  }

  @Test
  void closedDescriptorIsNamedForWhatItWas() throws Exception {
    session.call(FIRST, "open", "/a", 0).returns(3).call(FIRST, "close", 3).returns(0);
    SessionAt at = Positions.at(session, new Position.AtEvent(5));
    assertEquals("[pid 100] close(3</a>) = 0", at.text());
  }

  @Test
  void callsAreOpenUntilTheyEnd() {
    session.thread(101, FIRST, FIRST, 0x10f00);
    Recorded.Pending futex = session.call(FIRST, "pause");
    Recorded.Pending close = session.call(101, "close", 1);
    assertOpen("100 pause() 101 close(1)");
    close.returns(0);
    futex.interrupted();
    assertOpen("");
    session.call(FIRST, "exit_group", 0).unfinished();
    session.call(101, "pause").unfinished().threadExits(101);
    assertOpen("100 exit_group(0)");
    session.exits(FIRST, 0);
    assertOpen("");
  }

  @Test
  void execveOfAnotherThreadIsOpenUnderTheNumberThatLivesOn() {
    session.thread(101, FIRST, FIRST, 0x10f00);
    session.call(FIRST, "pause").unfinished();
    Recorded.Pending execve = session.call(101, "execve", "/bin/x", 0, 0);
    session.executes(FIRST, 101, "/bin/x", "x");
    assertOpen("100 execve(\"/bin/x\", NULL, NULL)");
    execve.returnsTo(FIRST, 0);
    assertOpen("");
  }

  private void assertOpen(String expected) {
    SessionAt at = Positions.end(session);
    assertEquals(
        expected,
        at.openCalls().entrySet().stream()
            .map(call -> call.getKey() + " " + at.text(call.getValue()))
            .sorted()
            .collect(Collectors.joining(" ")));
  }
}
