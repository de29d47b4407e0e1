package syswall.diff;

/**
 * One thing that is not the same in two runs.
 *
 * @param kind what it means
 * @param process whose it is; the first process for what the session was started with
 * @param operation what was done: {@code open}, {@code run}, {@code exit}
 * @param resource to what; empty if that has no name
 * @param before how it was in the first run; empty if it was not there
 * @param after how it is in the second run; empty if it is not there
 * @param eventBefore the event of the first run that shows it; -1 if there is none
 * @param eventAfter likewise of the second run
 * @param place where it stands in the course of the second run, in half events: for what is absent
 *     there, behind the last thing before it that both runs did
 */
public record Difference(
    Kind kind,
    ProcessPair process,
    String operation,
    String resource,
    String before,
    String after,
    long eventBefore,
    long eventAfter,
    long place) {

  /** What a difference means, the likeliest cause first. */
  public enum Kind {
    /** The session was started with something else. */
    INPUT(false),
    /** It succeeded, and fails now. */
    FAILS_NOW(true),
    /** It was not tried, or failed otherwise, and fails now. */
    NEW_FAILURE(true),
    /** It was done, and is not tried now. */
    GONE(true),
    /**
     * It was done otherwise; a file or directory that the session did not write has another size,
     * mode or content.
     */
    CHANGED(true),
    /** It failed, and succeeds now. */
    SUCCEEDS_NOW(true),
    /** A file or directory that the session did not write changed where nothing depends on it. */
    TOUCHED(false),
    /** It was not done, and is now. */
    NEW(false),
    /** It was not looked for, and is not found now; something of that name was, elsewhere. */
    SEARCHED(false),
    /** It was tried and failed, and is not tried now. */
    FAILURE_GONE(false),
    /** Other numbers of bytes were moved. */
    BYTES(false),
    /** It ended otherwise, or got other signals. */
    ENDING(false),
    /** In one run it was asked, too, about a file that both use. */
    ASKED(false),
    /** It was done as before, but only in one run somebody was asked, who allowed it. */
    ALLOWED(false),
    /** It was done as before, but another number of times. */
    COUNT(false),
    /** The same was done in another order. */
    ORDER(false),
    /** A mere number that timing changes, in a process with threads for one: no finding. */
    VARYING(false);

    private final boolean strong;

    Kind(boolean strong) {
      this.strong = strong;
    }

    /** Whether it is likely to be a cause where it is the first that differs. */
    boolean isStrong() {
      return strong;
    }
  }

  /** Whether it is to be expected between any two runs. */
  boolean isVarying() {
    return kind == Kind.VARYING;
  }

  /** Whether it is about that, whatever it says of it. */
  boolean isAbout(Resource what) {
    return operation.equals(what.operation()) && resource.equals(what.name());
  }

  /** Whether it only says where something was looked for. */
  boolean isLookup() {
    return kind == Kind.SEARCHED
        || kind == Kind.FAILURE_GONE
        || (kind == Kind.NEW_FAILURE && before.isEmpty() && after.equals("ENOENT"));
  }

  /** Whether only one of the runs ended by a signal, of which its parent can but tell. */
  boolean isDeath() {
    return kind == Kind.ENDING
        && operation.equals(EndingDiff.END)
        && EndingDiff.isSignal(before) != EndingDiff.isSignal(after);
  }

  /** Whether it says what goes out at the end, whenever that began. */
  boolean isOutcome() {
    return kind == Kind.BYTES || kind == Kind.ENDING || isSilence();
  }

  /** Whether something is not said any more: that comes of what was found, never the reverse. */
  boolean isSilence() {
    return kind == Kind.GONE && Inherited.isOutput(resource);
  }
}
