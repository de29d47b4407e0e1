package syswall.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static syswall.replay.Recorded.FIRST;
import static syswall.replay.Recorded.loopback;
import static syswall.replay.Recorded.number;
import static syswall.replay.Recorded.pair;
import static syswall.replay.Recorded.rights;
import static syswall.replay.Recorded.unix;

import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.replay.Recorded;
import syswall.replay.Replay;

class OpenFilesTest {
  private static final int CHILD = 200;
  private static final long CLOEXEC = OpenFlags.O_CLOEXEC;
  private static final int AF_UNIX = 1;
  private static final int STREAM = 1;

  private final Recorded session = new Recorded("prog");

  @Test
  void renameReachesWhatIsOpen() {
    session.call(FIRST, "open", "/d/a", 0).returns(3);
    session.call(FIRST, "open", "/d/b", 0).returns(4);
    session.call(FIRST, "rename", "/d/a", "/d/b").returns(0);
    session.call(FIRST, "open", "/d/a", 0).returns(5);
    assertFiles("3=/d/b 4=/d/b! 5=/d/a");
  }

  @Test
  void renameOfWhatIsNotOpenDeletesWhatWasThere() {
    session.call(FIRST, "open", "/b", 0).returns(3);
    session.call(FIRST, "rename", "/a", "/b").returns(0);
    assertFiles("3=/b!");
  }

  @Test
  void renamedDirectoryTakesAllWithIt() {
    session.call(FIRST, "chdir", "/d/sub").returns(0);
    session.call(FIRST, "open", "/d/sub/a", 0).returns(3);
    session.call(FIRST, "open", "/dd", 0).returns(4);
    session.call(FIRST, "rename", "/d", "/e").returns(0);
    session.call(FIRST, "open", "b", 0).returns(5);
    assertFiles("3=/e/sub/a 4=/dd 5=/e/sub/b");
  }

  @Test
  void exchangedNamesAreExchanged() {
    session.call(FIRST, "open", "/a", 0).returns(3);
    session.call(FIRST, "open", "/b", 0).returns(4);
    session
        .call(FIRST, "renameat2", Recorded.AT_FDCWD, "/a", Recorded.AT_FDCWD, "/b", 2)
        .returns(0);
    assertFiles("3=/b 4=/a");
  }

  @Test
  void deletedFileStaysOpenAndItsNameIsFree() {
    session.call(FIRST, "open", "/a", 0).returns(3);
    session.call(FIRST, "unlink", "/a").returns(0);
    session.call(FIRST, "open", "/a", 0).returns(4);
    session.call(FIRST, "unlink", "/b").fails(2);
    assertFiles("3=/a! 4=/a");
  }

  @Test
  void offsetMovesWithTheDescriptionAndOnlyThen() {
    session.call(FIRST, "open", "/a", 2).returns(3);
    session.call(FIRST, "dup", 3).returns(4);
    session.call(FIRST, "read", 3, 0, 100).returns(70);
    session.call(FIRST, "pread64", 3, 0, 100, 5).returns(100);
    session.call(FIRST, "write", 4, 0, 10).returns(10);
    assertEquals(80, file(3).offset());
    assertEquals(170, file(3).bytesRead());
    assertEquals(10, file(3).bytesWritten());
    session.call(FIRST, "lseek", 3, 0, 0).returns(7);
    assertEquals(7, file(4).offset());
    session.call(FIRST, "fcntl", 4, 4, OpenFlags.O_APPEND).returns(0);
    session.call(FIRST, "write", 4, 0, 10).returns(10);
    assertEquals(OpenFile.UNKNOWN_OFFSET, file(3).offset());
  }

  @Test
  void lateCloseSparesWhatHasItsNumberNow() {
    session.thread(101, FIRST, FIRST, ProcessTable.CLONE_FILES);
    session.call(FIRST, "open", "/a", 0).returns(3);
    Recorded.Pending close = session.call(FIRST, "close", 3);
    session.call(101, "open", "/b", 0).returns(3);
    close.returns(0);
    assertFiles("3=/b");
  }

  @Test
  void descriptorsTravelOverPairs() {
    session.call(FIRST, "socketpair", AF_UNIX, STREAM, 0, pair(3, 4)).returns(0);
    session.process(CHILD, FIRST, 0);
    session.call(FIRST, "open", "/a", 0).returns(5);
    session.call(FIRST, "pipe2", pair(6, 7), 0).returns(0);
    // the receiver returns before the sender
    Recorded.Pending send = session.call(FIRST, "sendmsg", 3, rights(5, 7), 0);
    session.call(CHILD, "recvmsg", 4, rights(8, 9).out(), 0x40000000).returns(1);
    send.returns(1);
    session.call(FIRST, "close", 5).returns(0);
    assertEquals("/a", ((OpenFile) get(CHILD, 8).description()).path().text());
    assertEquals(true, get(CHILD, 8).closeOnExec());
    SessionState state = state();
    assertSame(description(state, FIRST, 7), description(state, CHILD, 9));
    assertNotSame(description(state, FIRST, 6), description(state, CHILD, 9));
  }

  @Test
  void descriptorsThatWereNotSentStay() {
    session.call(FIRST, "socketpair", AF_UNIX, STREAM, 0, pair(3, 4)).returns(0);
    session.call(FIRST, "open", "/a", 0).returns(5);
    session.call(FIRST, "open", "/b", 0).returns(6);
    session.call(FIRST, "sendmsg", 3, rights(5), 0).fails(11);
    session.call(FIRST, "sendmsg", 3, rights(6), 0).returns(1);
    session.call(FIRST, "recvmsg", 4, rights(7).out(), 0).returns(1);
    assertFiles("5=/a 6=/b 7=/b");
  }

  @Test
  void descriptorsTravelOverConnections() {
    session.call(FIRST, "socket", AF_UNIX, STREAM, 0).returns(3);
    session.call(FIRST, "bind", 3, unix("/s")).returns(0);
    session.call(FIRST, "listen", 3, 1).returns(0);
    session.process(CHILD, FIRST, 0);
    session.call(CHILD, "socket", AF_UNIX, STREAM, 0).returns(4);
    session.call(CHILD, "connect", 4, unix("/s")).returns(0);
    session.call(FIRST, "accept", 3, 0, 0).returns(5);
    session.call(FIRST, "open", "/a", 0).returns(6);
    session.call(FIRST, "sendmsg", 5, rights(6), 0).returns(1);
    session.call(CHILD, "recvmsg", 4, rights(7).out(), 0).returns(1);
    assertEquals("/a", ((OpenFile) get(CHILD, 7).description()).path().text());
  }

  @Test
  void descriptorsThatAreNotTakenWithTheirMessageAreLost() {
    session.call(FIRST, "socketpair", AF_UNIX, STREAM, 0, pair(3, 4)).returns(0);
    session.call(FIRST, "open", "/a", 0).returns(5);
    session.call(FIRST, "open", "/b", 0).returns(6);
    session.call(FIRST, "sendmsg", 3, rights(5), 0).returns(2);
    session.call(FIRST, "sendmsg", 3, rights(6), 0).returns(2);
    session.call(FIRST, "read", 4, 0, 1).returns(1);
    session.call(FIRST, "recvmsg", 4, rights(7).out(), 2).returns(1);
    session.call(FIRST, "recvmsg", 4, rights(8).out(), 0).returns(3);
    assertFiles("5=/a 6=/b 7=/b 8=/b");
  }

  @Test
  void clonedProcessHasADescriptorThatItDoesNotInherit() {
    session.call(FIRST, "open", "/a", 0).returns(0);
    Recorded.Pending clone = session.call(FIRST, "clone", 0x1000);
    session.process(CHILD, FIRST, 0x1000);
    clone.returns(CHILD);
    assertEquals(CHILD, ((OpenPidfd) get(FIRST, 1).description()).pid());
    assertNull(Objects.requireNonNull(state().processes().descriptors(CHILD)).get(1));
  }

  @Test
  void openingAnOwnDescriptorOpensWhatItStandsFor() {
    session.call(FIRST, "pipe2", pair(3, 4), 0).returns(0);
    session.call(FIRST, "open", "/dev/fd/3", 0).returns(5);
    session.call(FIRST, "open", "/a", 0).returns(6);
    session.call(FIRST, "read", 6, 0, 9).returns(9);
    session.call(FIRST, "open", "/proc/self/fd/6", 0).returns(7);
    session.call(FIRST, "open", "/proc/100/fd/6", 0).returns(8);
    session.call(FIRST, "open", "/dev/fd/x", 0).returns(9);
    assertEquals(pipe(3), pipe(5));
    assertFiles("6=/a 7=/a 8=/a 9=/dev/fd/x");
    assertEquals(0, file(7).offset());
  }

  @Test
  void deletedDirectoryIsWhatItsOwnNameOpens() {
    session.call(FIRST, "chdir", "/d").returns(0);
    session.call(FIRST, "rmdir", "/d").returns(0);
    session.call(FIRST, "open", ".", 0).returns(3);
    session.call(FIRST, "open", "/d", 0).returns(4);
    assertFiles("3=/d! 4=/d");
  }

  @Test
  void currentDirectoryIsWhereTheLinkLed() {
    Recorded.Out place = new Recorded.Out(Capture.Form.STRING, ByteString.of("/real/dir"));
    session.call(FIRST, "chdir", new Recorded.Place("/link", place)).returns(0);
    session.call(FIRST, "open", "../a", 0).returns(3);
    assertFiles("3=/real/a");
  }

  @Test
  void terminalIsOpenedThroughItsMaster() {
    session.call(FIRST, "open", "/dev/ptmx", 2).returns(3);
    session.call(FIRST, "ioctl", 3, 0x80045430, number(7)).returns(0);
    session.call(FIRST, "ioctl", 3, 0x5441, CLOEXEC).returns(4);
    assertFiles("3=/dev/ptmx 4=/dev/pts/7*");
  }

  @Test
  void pidfdTakesWhatTheOtherProcessHas() {
    session.process(CHILD, FIRST, 0);
    session.call(CHILD, "open", "/a", 0).returns(3);
    session.call(FIRST, "pidfd_open", CHILD, 0).returns(4);
    session.call(FIRST, "pidfd_getfd", 4, 3, 0).returns(5);
    assertFiles("5=/a*");
    assertEquals(CHILD, ((OpenPidfd) get(FIRST, 4).description()).pid());
  }

  @Test
  void epollForgetsWhatIsClosedForGood() {
    session.call(FIRST, "epoll_create1", 0).returns(3);
    session.call(FIRST, "pipe2", pair(4, 5), 0).returns(0);
    session.call(FIRST, "dup", 4).returns(6);
    session.call(FIRST, "epoll_ctl", 3, 1, 4, 0).returns(0);
    session.call(FIRST, "epoll_ctl", 3, 1, 5, 0).returns(0);
    session.call(FIRST, "close", 4).returns(0);
    assertEquals("4 5", watched());
    session.call(FIRST, "close", 6).returns(0);
    assertEquals("5", watched());
    session.call(FIRST, "epoll_ctl", 3, 2, 5, 0).returns(0);
    assertEquals("", watched());
  }

  @Test
  void socketErrorTellsHowAConnectEnded() {
    session.call(FIRST, "socket", 2, STREAM, 0).returns(3);
    session.call(FIRST, "connect", 3, loopback(1, 80)).fails(115);
    assertEquals(Contact.IN_PROGRESS, peer().contact());
    session.call(FIRST, "getsockopt", 3, 1, 4, number(111)).returns(0);
    assertEquals(Contact.FAILED, peer().contact());
    assertEquals(111, peer().errno());
  }

  @Test
  void changedRootIsWherePathsStart() {
    session.call(FIRST, "chroot", "/jail").returns(0);
    session.call(FIRST, "open", "/a", 0).returns(3);
    session.call(FIRST, "chdir", "/").returns(0);
    session.call(FIRST, "open", "../b", 0).returns(4);
    assertFiles("3=/jail/a 4=/jail/b");
  }

  @Test
  void mappingsAreCutMovedAndInherited() {
    session.call(FIRST, "open", "/a", 0).returns(3);
    session.call(FIRST, "mmap", 0, 0x5000, 1, 2, 3, 0x1000).returns(0x10000);
    session.call(FIRST, "close", 3).returns(0);
    session.process(CHILD, FIRST, 0);
    session.call(FIRST, "munmap", 0x11000, 0x1000).returns(0);
    session.call(FIRST, "mprotect", 0x12000, 0x1000, 3).returns(0);
    session.call(FIRST, "mmap", 0x13000, 0x1000, 3, 0x32, -1, 0).returns(0x13000);
    session.call(FIRST, "mremap", 0x14000, 0x1000, 0x2000, 1).returns(0x20000);
    assertEquals(
        "10000-11000 1 /a+1000, 12000-13000 3 /a+3000, 20000-22000 1 /a+5000", mappings(FIRST));
    assertEquals("10000-15000 1 /a+1000", mappings(CHILD));
    session.executes(CHILD, CHILD, "/bin/x", "x");
    assertEquals("", mappings(CHILD));
  }

  @Test
  void lastHolderClosesTheDescription() {
    session.call(FIRST, "open", "/a", CLOEXEC).returns(3);
    session.process(CHILD, FIRST, 0);
    session.call(FIRST, "close", 3).returns(0);
    assertNotNull(get(CHILD, 3));
    assertEquals(0, closedCount());
    session.executes(CHILD, CHILD, "/bin/x", "x");
    assertEquals(1, closedCount());
  }

  @Test
  void endedProcessHoldsNothing() {
    session.call(FIRST, "open", "/a", 0).returns(3);
    session.process(CHILD, FIRST, 0).exits(CHILD, 0).exits(FIRST, 0);
    assertEquals(1, closedCount());
    assertNull(state().processes().descriptors(FIRST));
  }

  private int closedCount() {
    int[] closed = {0};
    SessionState state =
        new SessionState(
            new StateObserver() {
              @Override
              public void closed(OpenDescription description) {
                closed[0]++;
              }
            });
    Replay.run(session.source(), state);
    return closed[0];
  }

  private SessionState state() {
    SessionState state = new SessionState();
    Replay.run(session.source(), state);
    return state;
  }

  private Descriptor get(int tid, int fd) {
    return Objects.requireNonNull(
        Objects.requireNonNull(state().processes().descriptors(tid)).get(fd));
  }

  private static OpenDescription description(SessionState state, int tid, int fd) {
    DescriptorTable table = Objects.requireNonNull(state.processes().descriptors(tid));
    return Objects.requireNonNull(table.get(fd)).description();
  }

  private OpenFile file(int fd) {
    return (OpenFile) get(FIRST, fd).description();
  }

  private long pipe(int fd) {
    return ((OpenPipe) get(FIRST, fd).description()).pipe();
  }

  private OpenSocket.Peer peer() {
    return Objects.requireNonNull(((OpenSocket) get(FIRST, 3).description()).peer());
  }

  private String watched() {
    return ((OpenEpoll) get(FIRST, 3).description())
        .interests().keySet().stream().map(i -> "" + i.fd()).collect(Collectors.joining(" "));
  }

  private String mappings(int tid) {
    return Objects.requireNonNull(state().processes().thread(tid)).memory().mappings().stream()
        .map(
            m ->
                "%x-%x %d %s+%x"
                    .formatted(m.start(), m.end(), m.protection(), m.path().text(), m.offset()))
        .collect(Collectors.joining(", "));
  }

  /** The files that the first process has open: {@code !} deleted, {@code *} close-on-exec. */
  private void assertFiles(String expected) {
    DescriptorTable table = Objects.requireNonNull(state().processes().descriptors(FIRST));
    String open =
        table.open().entrySet().stream()
            .filter(e -> e.getValue().description() instanceof OpenFile)
            .map(
                e -> {
                  OpenFile file = (OpenFile) e.getValue().description();
                  String deleted = file.deleted() ? "!" : "";
                  String mark = e.getValue().closeOnExec() ? "*" : "";
                  return e.getKey() + "=" + file.path().text() + deleted + mark;
                })
            .collect(Collectors.joining(" "));
    assertEquals(expected, open);
  }
}
