package syswall.report;

import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;
import static syswall.replay.Recorded.loopback;
import static syswall.replay.Recorded.pair;

import syswall.event.Abi;
import syswall.replay.Recorded;

/** A session that does a little of everything, hostile names among it. */
final class Sample {
  private static final long CREATE_EXCLUSIVE = 0301;

  private Sample() {}

  static Recorded session() {
    Recorded session = new Recorded("sh", "-c", "make it", "\033[31m\u202e");
    session.inherits(1, "/dev/pts/0");
    Recorded.Pending execve = session.call(FIRST, "execve", "/bin/sh");
    session.executes(FIRST, FIRST, "/bin/dash", "sh", "-c", "make it", "\033[31m\u202e");
    execve.returns(0);
    for (int i = 0; i < 12; i++) {
      session.call(FIRST, "openat", AT_FDCWD, "/usr/lib/x/lib" + i + ".so", 0).returns(3);
      session.call(FIRST, "read", 3).returns(832);
      session.call(FIRST, "close", 3).returns(0);
      session.call(FIRST, "access", "/opt/x" + i + "/lib.so", 0).fails(2);
    }
    session.call(FIRST, "pipe2", pair(3, 4), 0).returns(0);
    session.process(101, FIRST, 0);
    session.executes(101, 101, "/usr/bin/cc", "cc", "-o", "out");
    session.call(101, "open", "tmp", CREATE_EXCLUSIVE).returns(5);
    session.call(101, "write", 5).returns(1_234_567);
    session.call(101, "rename", "tmp", "out").returns(0);
    session.call(101, "mkdir", "dir\n").returns(0);
    session.call(101, "unlink", "old").returns(0);
    session.call(101, "open", "/etc/shadow", 0).fails(13);
    session.signal(101, 11).exits(101, 0x80 | 11);
    session.process(102, FIRST, 0).thread(103, 102, 102, 0x10f00);
    session.call(102, "socket", 2, 1, 0).returns(6);
    session.call(102, "connect", 6, loopback(1, 80), 16).lasting(2_500_000).returns(0);
    session.call(102, "write", 6).returns(84);
    session.call(102, "read", 6).returns(4096);
    session.call(102, "socket", 2, 1, 0).returns(7);
    session.call(102, "connect", 7, loopback(1, 81), 16).fails(111);
    session.call(Abi.I386, 102, "getpid").returns(102);
    session.threadExits(103).exits(102, 0);
    session.call(FIRST, "write", 1).returns(13);
    session.call(FIRST, "exit_group", 2).unfinished();
    return session.exits(FIRST, 2 << 8).ends(2);
  }
}
