package syswall.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static syswall.diff.Runs.cause;
import static syswall.diff.Runs.diff;
import static syswall.diff.Runs.run;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import syswall.event.ByteString;
import syswall.event.Capture.Form;
import syswall.event.ContentDigest;
import syswall.replay.Recorded;
import syswall.replay.Recorded.Out;

/** What is read of a file counts, not only how much and under which name. */
class ContentTest {
  @Test
  void otherBytesOfTheSameNumberAreNamed() {
    Recorded good = run(s -> reads(s, "/etc/conf", "mode = fast", "1".repeat(40)));
    Recorded bad = run(s -> reads(s, "/etc/conf", "mode = fast", "1".repeat(39) + "2"));
    assertEquals("CHANGED content of /etc/conf", cause(diff(good, bad)).replaceFirst(":.*", ""));
  }

  @Test
  void whatHasOtherBytesIsNotSaidToHaveAnotherTime() {
    SessionDiff diff = diff(readsLink(5, 5, "cpu 1"), readsLink(5, 6, "cpu 2"));
    assertEquals("CHANGED content of /etc/mtab", cause(diff).replaceFirst(":.*", ""));
    assertEquals(1, diff.findings().size());
  }

  @Test
  void theSameBytesInOtherCallsAreTheSame() {
    Recorded once = run(s -> reads(s, "/etc/conf", "a".repeat(90)));
    Recorded often = run(s -> reads(s, "/etc/conf", "a".repeat(50), "a", "a".repeat(39)));
    assertEquals("same", cause(diff(once, often)));
  }

  @Test
  void whatWasReadBeforeItWasReplacedCounts() {
    Recorded good = run(s -> writes(reads(s, "/numbers", "7 and 8"), "/numbers"));
    Recorded bad = run(s -> writes(reads(s, "/numbers", "7 and 9"), "/numbers"));
    assertEquals("CHANGED content of /numbers", cause(diff(good, bad)).replaceFirst(":.*", ""));
  }

  @Test
  void whoReadsOnIsComparedByWhereTheOtherStopped() {
    Recorded good = run(s -> reads(s, "/alias", "first", "second", "third"));
    Recorded same = run(s -> reads(s, "/alias", "first"));
    Recorded bad = run(s -> reads(s, "/alias", "fir5t"));
    assertEquals("BYTES read /alias: 16 B -> 5 B", cause(diff(good, same)));
    assertEquals("CHANGED content of /alias", cause(diff(good, bad)).replaceFirst(":.*", ""));
  }

  @Test
  void whatEndsElsewhereIsAnotherFileThoughNobodyAskedForItsSize() {
    Recorded good = run(s -> readsAtOnce(s, "{\"main\": \"lib\"}"));
    Recorded bad = run(s -> readsAtOnce(s, "{\"main\": \"dist\"}"));
    assertEquals("CHANGED size of /package.json: 15 B -> 16 B", cause(diff(good, bad)));
  }

  @Test
  void whatIsReadAgainFromItsStartIsReadAnew() {
    Recorded good = run(s -> looksAhead(s, "#!/bin/bash", "#!/bin/bash\nrun one\n"));
    Recorded bad = run(s -> looksAhead(s, "#!/bin/bash", "#!/bin/bash\nrun two\n"));
    assertEquals("CHANGED content of /run", cause(diff(good, bad)).replaceFirst(":.*", ""));
  }

  /** As bash does with a script. */
  private static Recorded looksAhead(Recorded session, String start, String text) {
    session.call(FIRST, "openat", AT_FDCWD, "/run", 0).returns(3);
    session.call(FIRST, "read", 3, new Out(Form.MEMORY, ByteString.of(start))).returns(11);
    session.call(FIRST, "lseek", 3, 0, 0).returns(0);
    session
        .call(FIRST, "read", 3, new Out(Form.MEMORY, ByteString.of(text)))
        .returns(text.length());
    return session.call(FIRST, "close", 3).returns(0);
  }

  @Test
  void whatIsReadAtAnOffsetIsKnownByIt() {
    Recorded good = run(s -> readsAt(s, "one", "and the rest"));
    Recorded bad = run(s -> readsAt(s, "one", "and the west"));
    assertEquals("CHANGED content of /data", cause(diff(good, bad)).replaceFirst(":.*", ""));
  }

  private static Recorded readsAt(Recorded session, String... pieces) {
    session.call(FIRST, "openat", AT_FDCWD, "/data", 0).returns(3);
    int offset = 0;
    for (String piece : pieces) {
      Out out = new Out(Form.MEMORY, ByteString.of(piece));
      session.call(FIRST, "pread64", 3, out, piece.length(), offset).returns(piece.length());
      offset += piece.length();
    }
    return session.call(FIRST, "close", 3).returns(0);
  }

  private static Recorded readsAtOnce(Recorded session, String text) {
    session.call(FIRST, "openat", AT_FDCWD, "/package.json", 0).returns(3);
    Out out = new Out(Form.MEMORY, ByteString.of(text));
    session.call(FIRST, "read", 3, out, 8192).returns(text.length());
    return session.call(FIRST, "close", 3).returns(0);
  }

  @Test
  void whatOneOfSeveralProcessesReadsIsComparedWithWhatItRead() {
    Recorded good = run(s -> reads(reads(s, "/alias", "one").process(101, FIRST, 0), 101, "one"));
    Recorded bad = run(s -> reads(reads(s, "/alias", "one").process(101, FIRST, 0), 101, "two"));
    assertEquals("CHANGED content of /alias", cause(diff(good, bad)).replaceFirst(":.*", ""));
  }

  @Test
  void whatIsReadOnceMoreIsComparedToo() {
    Recorded good = run(s -> reads(reads(s, "/alias", "one"), "/alias", "one"));
    Recorded bad = run(s -> reads(reads(s, "/alias", "one"), "/alias", "two"));
    assertEquals("CHANGED content of /alias", cause(diff(good, bad)).replaceFirst(":.*", ""));
  }

  private static Recorded reads(Recorded session, int pid, String text) {
    session.call(pid, "openat", AT_FDCWD, "/alias", 0).returns(3);
    session.call(pid, "read", 3, new Out(Form.MEMORY, ByteString.of(text))).returns(text.length());
    return session.exits(pid, 0);
  }

  @Test
  void whatALinkLeadsToIsMadeUpIfItIsEmptyAndHasBytes() {
    assertEquals("same", cause(diff(readsLink(0, 5, "cpu 1"), readsLink(0, 6, "cpu 2"))));
  }

  /** As /etc/mtab is read, which leads to /proc. */
  private static Recorded readsLink(long size, long second, String text) {
    ByteBuffer stat = ByteBuffer.allocate(144).order(ByteOrder.LITTLE_ENDIAN);
    stat.putInt(24, 0100444).putLong(48, size).putLong(88, second);
    return run(
        s -> {
          s.call(FIRST, "stat", "/etc/mtab", new Out(Form.MEMORY, ByteString.copyOf(stat.array())))
              .returns(0);
          reads(s, "/etc/mtab", text);
        });
  }

  @Test
  void whatTheSessionWroteItselfDoesNotCount() {
    Recorded one = run(s -> reads(writes(s, "/w"), "/w", "now it is one"));
    Recorded two = run(s -> reads(writes(s, "/w"), "/w", "now it is two"));
    assertEquals("same", cause(diff(one, two)));
  }

  @Test
  void whatIsMadeUpForTheReaderDoesNotCount() {
    Recorded one = run(s -> reads(s, "/proc/uptime", "1.25"));
    Recorded two = run(s -> reads(s, "/proc/uptime", "2.75"));
    assertEquals("same", cause(diff(one, two)));
  }

  /** Short pieces are kept whole, of long ones a digest. */
  private static Recorded reads(Recorded session, String path, String... pieces) {
    session.call(FIRST, "openat", AT_FDCWD, path, 0).returns(3);
    for (String piece : pieces) {
      ByteString bytes = ByteString.of(piece);
      byte[] digest = new byte[Integer.BYTES];
      for (int i = 0; i < digest.length; i++) {
        digest[i] = (byte) (ContentDigest.of(bytes) >>> (8 * i));
      }
      Out out =
          bytes.length() > 32
              ? new Out(Form.DIGEST, ByteString.copyOf(digest))
              : new Out(Form.MEMORY, bytes);
      session.call(FIRST, "read", 3, out).returns(bytes.length());
    }
    return session.call(FIRST, "close", 3).returns(0);
  }

  private static Recorded writes(Recorded session, String path) {
    session.call(FIRST, "openat", AT_FDCWD, path, 0101).returns(4);
    session.call(FIRST, "write", 4, 0, 13).returns(13);
    return session.call(FIRST, "close", 4).returns(0);
  }
}
