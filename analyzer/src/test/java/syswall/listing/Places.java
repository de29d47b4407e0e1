package syswall.listing;

import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;
import static syswall.replay.Recorded.loopback;
import static syswall.replay.Recorded.pair;

import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.position.Positions;
import syswall.replay.Recorded;
import syswall.state.ProcessTable;

/** A session whose end has a little of everything, hostile names among it. */
final class Places {
  private static final int O_WRONLY_APPEND_CLOEXEC = 1 | 02000 | 02000000;
  private static final int PROT_READ_EXEC = 5;
  private static final int PROT_READ_WRITE = 3;

  private Places() {}

  static Recorded session() {
    Recorded session = new Recorded("sh", "-c", "make it", "\033[31m\u202e");
    session.inherits(0, "/dev/pts/0").inherits(2, "pipe:[77]");
    session.executes(FIRST, FIRST, "/bin/dash", "sh", "-c", "make it", "\033[31m\u202e");
    session.call(FIRST, "openat", AT_FDCWD, "lo\033[2Jg\n", O_WRONLY_APPEND_CLOEXEC).returns(3);
    session.call(FIRST, "write", 3).returns(12);
    session.call(FIRST, "open", "/tmp/gone", 2).returns(4);
    session.call(FIRST, "read", 4).returns(1_234_567);
    session.call(FIRST, "unlink", "/tmp/gone").returns(0);
    session.call(FIRST, "pipe2", pair(5, 6), 0).returns(0);
    session.call(FIRST, "mmap", 0, 8192, PROT_READ_EXEC, 2, 4, 0).returns(0x7f00_0000_0000L);
    session.call(FIRST, "mmap", 0, 4096, PROT_READ_WRITE, 2, 4, 0).returns(0x7f00_0001_0000L);
    session.process(200, FIRST, 0).process(201, FIRST, ProcessTable.CLONE_FILES);
    session.call(200, "dup2", 6, 1).returns(1);
    session.call(200, "close", 5).returns(0).call(200, "close", 6).returns(0);
    session.call(200, "chdir", "/tmp").returns(0).call(200, "rmdir", "/tmp").returns(0);
    session.executes(200, 200, "/usr/bin/cc", "cc", "-o", "out put");
    server(session);
    session.call(201, "wait4", -1, 0, 0, 0).unfinished();
    session.process(203, 200, 0).exits(200, 0).pause(1_500_000);
    return session.call(FIRST, "close", 6).returns(0);
  }

  /** 202, with a thread that has descriptors of its own. */
  private static void server(Recorded session) {
    session.process(202, FIRST, 0).executes(202, 202, "/usr/bin/serve", "serve");
    for (int fd : new int[] {0, 2, 4, 5, 6}) {
      session.call(202, "close", fd).returns(0);
    }
    session.call(202, "socket", 2, 1, 0).returns(3);
    session.call(202, "bind", 3, loopback(1, 80), 16).returns(0);
    session.call(202, "listen", 3, 5).returns(0);
    session.call(202, "accept4", 3, loopback(2, 4000).out(), 0, 0).returns(4);
    session.call(202, "recvfrom", 4).returns(100);
    session.call(202, "socket", 2, 1, 0).returns(5);
    session.call(202, "connect", 5, loopback(3, 81), 16).fails(115);
    session.call(202, "socket", 2, 1, 0).returns(6);
    session.call(202, "connect", 6, loopback(3, 82), 16).fails(111);
    session.call(202, "socketpair", 1, 1, 0, pair(7, 8)).returns(0);
    session.call(202, "epoll_create1", 0).returns(9);
    // EPOLLIN | EPOLLET
    ByteString event = ByteString.copyOf(new byte[] {1, 0, 0, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0});
    session.call(202, "epoll_ctl", 9, 1, 3, new Recorded.In(Capture.Form.MEMORY, event)).returns(0);
    session.call(202, "eventfd2", 0, 0).returns(10);
    session.call(202, "write", 10).returns(8);
    session.call(202, "pidfd_open", FIRST, 0).returns(11);
    session.thread(204, 202, 202, 0x10d00).thread(205, 202, 202, 0x10f00);
    session.call(204, "unshare", ProcessTable.CLONE_FILES).returns(0);
    session.call(204, "chdir", "/srv").returns(0).call(204, "chroot", "/jail").returns(0);
    for (int fd = 3; fd < 11; fd++) {
      session.call(204, "close", fd).returns(0);
    }
  }

  static Listing listing() {
    return Listing.of(Positions.end(session()));
  }
}
