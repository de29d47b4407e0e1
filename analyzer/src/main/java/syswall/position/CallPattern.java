package syswall.position;

import java.util.List;
import java.util.Locale;
import syswall.replay.CompletedCall;
import syswall.syscall.CallFilter;
import syswall.syscall.Errno;

/** Calls by what they are and how they ended: {@code openat:ENOENT}, {@code %network:*}. */
public final class CallPattern {
  private static final int ANY_ERROR = -1;
  private static final int ANY_OUTCOME = -2;

  private final String text;
  private final CallFilter calls;
  private final int errno;

  private CallPattern(String text, CallFilter calls, int errno) {
    this.text = text;
    this.calls = calls;
    this.errno = errno;
  }

  /**
   * Parses {@code CALLS}, {@code CALLS:ERROR} or {@code :ERROR}. CALLS are as {@link CallFilter}
   * has them and all if empty; ERROR is an error's name, {@code *} for any error, {@code 0} for
   * none; without it any outcome will do.
   *
   * @throws IllegalArgumentException in one line, if it is none of these
   */
  public static CallPattern parse(String text) {
    int colon = text.lastIndexOf(':');
    String calls = colon < 0 ? text : text.substring(0, colon);
    if (text.isEmpty()) {
      throw new IllegalArgumentException("say which calls: openat:ENOENT");
    }
    List<String> expressions = calls.isEmpty() ? List.of() : List.of(calls);
    return new CallPattern(
        text,
        CallFilter.parse(expressions),
        colon < 0 ? ANY_OUTCOME : errno(text.substring(colon + 1)));
  }

  private static int errno(String word) {
    if (word.equals("*")) {
      return ANY_ERROR;
    }
    if (word.equals("0")) {
      return 0;
    }
    int errno = Errno.number(word.toUpperCase(Locale.ROOT));
    if (errno < 0) {
      throw new IllegalArgumentException(
          "no error is named '" + word + "': write ENOENT, * for any error, 0 for none");
    }
    return errno;
  }

  /** Whether a call is one of these and ended so. */
  boolean matches(CompletedCall call) {
    return calls.shows(call.entered().abi(), call.entered().number())
        && switch (errno) {
          case ANY_OUTCOME -> true;
          case ANY_ERROR -> call.returned().failed();
          default -> call.returned().errno() == errno;
        };
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
