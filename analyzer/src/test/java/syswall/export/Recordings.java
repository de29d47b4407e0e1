package syswall.export;

import static syswall.replay.Recorded.FIRST;

import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.event.Capture;
import syswall.replay.Recorded;

/** Sessions written by hand that spreadsheets could misunderstand. */
final class Recordings {
  private static final String BACKWARDS = "\u202e=cmd\n";

  private Recordings() {}

  /** Paths that are formulas, several lines, or nothing readable; results of all kinds. */
  static Recorded hostile() {
    Recorded session = new Recorded("=HYPERLINK(\"http://x\")", "a\nb", "\033[31m");
    session.call(FIRST, "open", "=cmd|' /C calc'!A0", 0).returns(3);
    session.call(FIRST, "open", "a \"quoted\",\r\nname", 0).fails(2);
    session.call(FIRST, "open", "/😀/;=1+1", 0).fails(13);
    session.call(FIRST, "open", BACKWARDS, 0).returns(4);
    Recorded.In bytes =
        new Recorded.In(
            Capture.Form.STRING,
            ByteString.copyOf(new byte[] {'/', (byte) 0xff, (byte) 0xc3, 'x'}));
    session.call(FIRST, "open", bytes, 0).returns(5);
    session.call(FIRST, "lseek", 3, -1, 0).returns(Long.MAX_VALUE);
    session.call(FIRST, "lseek", 3, 0, 0).returns(-5000);
    session.call(FIRST, "mmap", 0, 4096, 3, 0x22, -1, 0).returns(0x7fff_0000_0000L);
    session.call(FIRST, "read", 3, 0, -1L).returns(-4096);
    session.call(Abi.I386, FIRST, "getpid").returns(FIRST);
    session.call(FIRST, "pause").interrupted();
    session.call(FIRST, "rename", "/wood/+a", "-b").blocked("@rule", 1);
    session.call(FIRST, "open", "_x0041_ & <b> ", 0).blocked(" r ", 1);
    return session.exits(FIRST, 9).ends(137);
  }
}
