package syswall.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;
import static syswall.replay.Recorded.pair;

import java.util.Locale;
import java.util.Objects;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import syswall.event.Abi;
import syswall.event.Verdict;
import syswall.replay.Recorded;
import syswall.replay.Replay;

class DescriptorsTest {
  private static final long CLOEXEC = OpenFlags.O_CLOEXEC;
  private static final int EINTR = 4;
  private static final int EBADF = 9;

  private final Recorded session = new Recorded("prog");

  @Test
  void inheritedDescriptorsAreOpen() {
    session.inherits(0, "/dev/null").inherits(1, "pipe:[17]").inherits(2, "socket:[18]");
    assertOpen(FIRST, "0=/dev/null 1=pipe 2=socket");
  }

  @Test
  void openedDescriptorStandsForItsPath() {
    session.call(FIRST, "openat", AT_FDCWD, "/etc/a", CLOEXEC).returns(3);
    session.call(FIRST, "open", "b", 0).returns(4);
    session.call(FIRST, "creat", "c", 0).returns(5);
    assertOpen(FIRST, "3=/etc/a* 4=/wood/b 5=/wood/c");
  }

  @Test
  void failedOpenOpensNothing() {
    session.call(FIRST, "open", "/a", 0).fails(2);
    assertOpen(FIRST, "");
  }

  @Test
  void blockedOpenOpensNothing() {
    session.call(FIRST, "open", "/a", 0).blocked("r1", 13);
    session.call(FIRST, "open", "/b", 0).faked("r1", 3);
    assertOpen(FIRST, "");
  }

  @Test
  void fakedConnectLeadsToAStandIn() {
    session.call(FIRST, "socket", 2, 1 | CLOEXEC, 0).returns(3);
    session.call(FIRST, "connect", 3, 0, 0).decided(Verdict.SOFT_BLOCK).fails(115);
    session.call(FIRST, "socket", 2, 1, 0).returns(4);
    session.call(FIRST, "connect", 4, 0, 0).decided(Verdict.SOFT_BLOCK).fails(101);
    session.call(FIRST, "dup", 3).returns(5);
    session.call(FIRST, "close", 4).returns(0);
    assertOpen(FIRST, "3=stand-in* 5=stand-in");
  }

  @Test
  void fakedOpenOpensAStandIn() {
    session.call(FIRST, "open", "/a", 0).decided(Verdict.SOFT_BLOCK).returns(3);
    session.call(FIRST, "socket", 2, 1 | CLOEXEC, 0).decided(Verdict.SOFT_BLOCK).returns(4);
    session.call(FIRST, "dup", 3).returns(5);
    session.call(FIRST, "close", 3).returns(0);
    assertOpen(FIRST, "4=stand-in* 5=stand-in");
  }

  @Test
  void fakedCloseClosesNothing() {
    session.call(FIRST, "open", "/a", 0).returns(3);
    session.call(FIRST, "close", 3).faked("r1", 0);
    assertOpen(FIRST, "3=/a");
  }

  @Test
  void closedDescriptorLeavesTheTable() {
    session.call(FIRST, "open", "/a", 0).returns(3);
    session.call(FIRST, "open", "/b", 0).returns(4);
    session.call(FIRST, "close", 3).returns(0);
    assertOpen(FIRST, "4=/b");
  }

  @Test
  void interruptedCloseClosesAllTheSame() {
    session.call(FIRST, "open", "/a", 0).returns(3);
    session.call(FIRST, "close", 3).fails(EINTR);
    session.call(FIRST, "open", "/b", 0).returns(4);
    session.call(FIRST, "close", 4).fails(EBADF);
    assertOpen(FIRST, "4=/b");
  }

  @Test
  void duplicatesShareTheDescriptionButNotCloseOnExec() {
    session.call(FIRST, "open", "/a", CLOEXEC).returns(3);
    session.call(FIRST, "dup", 3).returns(4);
    session.call(FIRST, "dup2", 3, 5).returns(5);
    session.call(FIRST, "dup3", 3, 6, CLOEXEC).returns(6);
    session.call(FIRST, "fcntl", 3, 0, 7).returns(7);
    session.call(FIRST, "fcntl", 3, 1030, 8).returns(8);
    session.call(FIRST, "dup2", 3, 3).returns(3);
    assertOpen(FIRST, "3=/a* 4=/a 5=/a 6=/a* 7=/a 8=/a*");
  }

  @Test
  void closeOnExecCanBeSetAndCleared() {
    session.call(FIRST, "open", "/a", 0).returns(3);
    session.call(FIRST, "open", "/b", CLOEXEC).returns(4);
    session.call(FIRST, "open", "/c", 0).returns(5);
    session.call(FIRST, "fcntl", 3, 2, 1).returns(0);
    session.call(FIRST, "fcntl", 4, 2, 0).returns(0);
    session.call(FIRST, "ioctl", 5, 0x5451).returns(0);
    assertOpen(FIRST, "3=/a* 4=/b 5=/c*");
  }

  @Test
  void pipesAndPairsAreOpenAtBothEnds() {
    session.call(FIRST, "pipe2", pair(3, 4), CLOEXEC).returns(0);
    session.call(FIRST, "socketpair", 1, 1, 0, pair(5, 6)).returns(0);
    session.call(FIRST, "eventfd2", 0, CLOEXEC).returns(7);
    session.call(FIRST, "epoll_create", 1).returns(8);
    assertOpen(FIRST, "3=pipe* 4=pipe* 5=socket 6=socket 7=eventfd* 8=epoll");
  }

  @Test
  void closeRangeClosesOrMarks() {
    for (int fd = 3; fd <= 7; fd++) {
      session.call(FIRST, "open", "/f" + fd, 0).returns(fd);
    }
    session.call(FIRST, "close_range", 4, 5, 0).returns(0);
    session.call(FIRST, "close_range", 7, 0xffffffffL, 4).returns(0);
    assertOpen(FIRST, "3=/f3 6=/f6 7=/f7*");
  }

  @Test
  void forkCopiesTheTable() {
    session.call(FIRST, "open", "/a", 0).returns(3);
    session.process(200, FIRST, 0);
    session.call(200, "close", 3).returns(0);
    session.call(FIRST, "open", "/b", 0).returns(4);
    assertOpen(FIRST, "3=/a 4=/b");
    assertOpen(200, "");
  }

  @Test
  void cloneFilesSharesTheTableUntilUnshared() {
    session.process(200, FIRST, ProcessTable.CLONE_FILES);
    session.call(200, "open", "/a", 0).returns(3);
    assertOpen(FIRST, "3=/a");
    session.call(200, "unshare", ProcessTable.CLONE_FILES).returns(0);
    session.call(200, "close", 3).returns(0);
    assertOpen(FIRST, "3=/a");
    assertOpen(200, "");
  }

  @Test
  void execClosesWhatIsMarkedAndPartsTheTable() {
    session.call(FIRST, "open", "/a", CLOEXEC).returns(3);
    session.call(FIRST, "open", "/b", 0).returns(4);
    session.process(200, FIRST, ProcessTable.CLONE_FILES);
    session.executes(200, 200, "/bin/x", "x");
    assertOpen(200, "4=/b");
    assertOpen(FIRST, "3=/a* 4=/b");
  }

  @Test
  void execOfAnotherThreadTakesItsTableToTheLeadersNumber() {
    session.thread(101, FIRST, FIRST, 0);
    session.call(101, "open", "/a", 0).returns(3);
    session.executes(FIRST, 101, "/bin/x", "x");
    assertOpen(FIRST, "3=/a");
    session.call(FIRST, "close", 3).returns(0);
    assertOpen(FIRST, "");
  }

  @Test
  void thirtyTwoBitCallsHaveTheSameEffects() {
    session.call(Abi.I386, FIRST, "openat", 0xffffff9cL, "a", 0).returns(3);
    session.call(Abi.I386, FIRST, "dup", 3).returns(4);
    session.call(Abi.I386, FIRST, "close", 3).returns(0);
    assertOpen(FIRST, "4=/wood/a");
  }

  private void assertOpen(int tid, String expected) {
    SessionState state = new SessionState();
    Replay.run(session.source(), state);
    StringJoiner open = new StringJoiner(" ");
    DescriptorTable table = Objects.requireNonNull(state.processes().descriptors(tid));
    table.open().forEach((fd, d) -> open.add(fd + "=" + name(d)));
    assertEquals(expected, open.toString());
  }

  private static String name(Descriptor descriptor) {
    String mark = descriptor.closeOnExec() ? "*" : "";
    if (descriptor.description() instanceof OpenFile open) {
      return open.path() + mark;
    }
    return kind(descriptor.description()) + mark;
  }

  private static String kind(OpenDescription description) {
    return description instanceof OpenOther other
        ? other.kind()
        : description
            .getClass()
            .getSimpleName()
            .substring("Open".length())
            .toLowerCase(Locale.ROOT);
  }
}
