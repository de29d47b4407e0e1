package syswall.diff;

import org.jspecify.annotations.Nullable;
import syswall.decode.DecisionText;
import syswall.event.Event.CallDecided;
import syswall.event.Verdict;
import syswall.syscall.Errno;

/**
 * How a call ended, as a number that fits a short: 0 if it succeeded, an errno if the kernel failed
 * it, something above all errnos if the firewall kept it from the kernel.
 */
final class Outcome {
  static final int SUCCESS = 0;

  private static final int ERRNO = 0xfff;
  private static final int FAKED = 1 << 12;
  private static final int BLOCKED = 1 << 13;

  private Outcome() {}

  /** Of a call that was not made. */
  static int of(CallDecided decided) {
    return decided.verdict() == Verdict.SOFT_BLOCK
        ? FAKED
        : BLOCKED | ((int) -decided.fakeResult() & ERRNO);
  }

  /** Whether the program was told that the call worked: it did, or was faked. */
  static boolean looksGood(int outcome) {
    return outcome == SUCCESS || outcome == FAKED;
  }

  /** Who decided, as outcomes have it. */
  static String by(CallDecided decided) {
    return DecisionText.by(decided.decidedBy(), decided.rule());
  }

  /** What became of a call that was not made, beside its result. */
  static String text(CallDecided decided) {
    return DecisionText.verdict(decided.verdict(), decided.kills()) + " " + by(decided);
  }

  /**
   * In words: {@code ok}, {@code ENOENT}, {@code EACCES by rule my-keys}.
   *
   * @param by who decided; null if nobody did
   */
  static String text(int outcome, @Nullable String by) {
    int errno = outcome & ERRNO;
    String text =
        switch (outcome & ~ERRNO) {
          case FAKED -> "faked";
          case BLOCKED -> errno == 0 ? "killed" : Errno.name(errno);
          default -> errno == 0 ? "ok" : Errno.name(errno);
        };
    return by == null ? text : text + " " + by;
  }
}
