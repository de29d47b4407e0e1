package syswall.diff;

import java.util.List;

/** Kinds of things to fail on if a run does one that those before it did not. */
public enum FailOn {
  /** It asked for the name of a host, or connected or sent to one, whatever came of it. */
  NEW_HOST("new-host"),
  /** It wrote, created, deleted or renamed a file that they did nothing of that kind to. */
  NEW_WRITE("new-write"),
  /** It executed a program. */
  NEW_EXEC("new-exec"),
  /** A call failed that did not fail so there. */
  NEW_FAILURE("new-failure");

  private final String word;

  FailOn(String word) {
    this.word = word;
  }

  /** What only the second of two runs did, in no particular order. */
  List<Deed> in(Comparison comparison) {
    return switch (this) {
      case NEW_HOST -> Deed.hosts(comparison);
      case NEW_WRITE -> Deed.writes(comparison);
      case NEW_EXEC -> Deed.executions(comparison);
      case NEW_FAILURE -> NewFailures.of(comparison);
    };
  }

  /** The word on the command line. */
  @Override
  public String toString() {
    return word;
  }
}
