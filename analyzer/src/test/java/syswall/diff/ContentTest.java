package syswall.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static syswall.diff.Runs.cause;
import static syswall.diff.Runs.diff;
import static syswall.diff.Runs.run;
import static syswall.replay.Recorded.AT_FDCWD;
import static syswall.replay.Recorded.FIRST;

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
  void theSameBytesInOtherCallsAreTheSame() {
    Recorded once = run(s -> reads(s, "/etc/conf", "a".repeat(90)));
    Recorded often = run(s -> reads(s, "/etc/conf", "a".repeat(50), "a", "a".repeat(39)));
    assertEquals("same", cause(diff(once, often)));
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
