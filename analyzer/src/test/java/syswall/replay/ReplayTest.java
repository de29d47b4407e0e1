package syswall.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static syswall.replay.Recorded.FIRST;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import syswall.event.Event.SyscallEntered;
import syswall.event.Event.SyscallInterrupted;
import syswall.event.Verdict;

class ReplayTest {
  private final Recorded session = new Recorded("prog");

  @Test
  void returnBelongsToTheEntryOfItsOwnThread() {
    session.thread(101, FIRST, FIRST, 0x10f00);
    session.call(FIRST, "read", 3).unfinished();
    session.call(101, "write", 4).returns(7);
    session.call(101, "write", 5).unfinished();
    assertEquals(List.of("101 write(4) = 7"), replayed());
  }

  @Test
  void execveOfAnotherThreadReturnsUnderTheLeadersNumber() {
    session.thread(101, FIRST, FIRST, 0x10f00);
    session.call(FIRST, "read", 3).unfinished();
    Recorded.Pending execve = session.call(101, "execve", "/bin/true");
    session.executes(FIRST, 101, "/bin/true", "true");
    execve.returnsTo(FIRST, 0);
    assertEquals(List.of("100 read(3) unfinished", "100 execve = 0"), replayed());
  }

  @Test
  void callOfAThreadThatEndsIsUnfinished() {
    session.thread(101, FIRST, FIRST, 0x10f00);
    session.call(101, "read", 3).unfinished();
    session.threadExits(101);
    session.call(FIRST, "write", 4).unfinished();
    session.exits(FIRST, 9);
    assertEquals(List.of("101 read(3) unfinished", "100 write(4) unfinished"), replayed());
  }

  @Test
  void interruptedCallIsMadeAgain() {
    session.call(FIRST, "read", 3).interrupted();
    session.call(FIRST, "read", 3).returns(0);
    assertEquals(List.of("100 read(3) interrupted", "100 read(3) = 0"), replayed());
  }

  @Test
  void returnWithoutAnEntryIsNoCall() {
    Recorded.Pending read = session.call(FIRST, "read", 3);
    read.returns(0);
    read.returns(0);
    assertEquals(List.of("100 read(3) = 0"), replayed());
  }

  @Test
  void blockedCallIsNotMade() {
    session.call(FIRST, "read", 3).decided(Verdict.SOFT_BLOCK).returns(0);
    Replay.run(
        session.source(),
        new Projection() {
          @Override
          public void onReturned(CompletedCall call) {
            assertFalse(call.made());
          }
        });
    assertEquals(List.of("100 read(3) = 0"), replayed());
  }

  private List<String> replayed() {
    List<String> seen = new ArrayList<>();
    Replay.run(
        session.source(),
        new Projection() {
          @Override
          public void onReturned(CompletedCall call) {
            seen.add(call.tid() + " " + name(call.entered()) + " = " + call.result());
          }

          @Override
          public void onInterrupted(SyscallEntered entered, SyscallInterrupted interrupted) {
            seen.add(entered.tid() + " " + name(entered) + " interrupted");
          }

          @Override
          public void onUnfinished(SyscallEntered entered) {
            seen.add(entered.tid() + " " + name(entered) + " unfinished");
          }
        });
    return seen;
  }

  private static String name(SyscallEntered call) {
    return switch (call.number()) {
      case 0 -> "read(" + call.arg0() + ")";
      case 1 -> "write(" + call.arg0() + ")";
      default -> "execve";
    };
  }
}
